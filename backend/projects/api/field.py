"""Endpoints of the custom fields of a project."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one, require_same_id
from backend.core.errors import NotFound, invalid
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import PageQuery, Sortable, page
from backend.eventlog.change import change
from backend.eventlog.cursors import claim_cursor
from backend.projects.actions import field as actions
from backend.projects.api.project import of_workspace, visible
from backend.projects.documents import FIELD
from backend.projects.models import Field
from backend.projects.schemas import FieldChanges, FieldIn, FieldOut

router = Routes(tags=["fields"])
everywhere = Routes(tags=["fields"])

FIELDS = Sortable({"position": "position", "name": "name", "created_at": "created_at"}, "position")


class FieldQuery(PageQuery):
    """Whose custom fields."""

    workspace: UUID | None = None


@everywhere.get("", response={200: ListOf[FieldOut]}, summary="The custom fields of all your projects")
def list_all_fields(request: HttpRequest, query: Annotated[FieldQuery, Query()]) -> HttpResponse:
    """Of one workspace, or of all of yours; archived ones too."""
    rows = of_workspace(request, Field.objects.visible_to(actor_of(request)), query.workspace)
    return many(page(rows, query, sortable=FIELDS, document=FIELD))


@router.get("/{id:project_id}/fields", response={200: ListOf[FieldOut]}, summary="The custom fields of a project")
def list_fields(request: HttpRequest, project_id: UUID, query: Annotated[PageQuery, Query()]) -> HttpResponse:
    """In their order, archived ones too."""
    project = visible(request, project_id)
    claim_cursor(project.workspace_id)
    return many(page(Field.objects.filter(project=project), query, sortable=FIELDS, document=FIELD))


@router.post(
    "/{id:project_id}/fields", response={200: FieldOut, 201: FieldOut}, summary="Add a custom field to a project"
)
def create_field(request: HttpRequest, project_id: UUID, body: FieldIn) -> HttpResponse:
    """Its `key` is made from the name if none is sent, and never changes."""
    actor = actor_of(request)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: Field.objects.visible_to(actor),
            create=lambda: actions.create_field(project_id, actor=actor, **body.model_dump()),
        )
    return one(request, FIELD, created, status)


@router.get("/{id:project_id}/fields/{id:field_id}", response={200: FieldOut}, summary="One custom field")
def get_field(request: HttpRequest, project_id: UUID, field_id: UUID) -> HttpResponse:
    """Named by its id."""
    return one(request, FIELD, _visible(request, project_id, field_id).id)


@router.patch(
    "/{id:project_id}/fields/{id:field_id}",
    response={200: FieldOut},
    summary="Change the fields that are sent; `after` or `before` moves it",
)
def update_field(request: HttpRequest, project_id: UUID, field_id: UUID, body: FieldChanges) -> HttpResponse:
    """Options are sent as a whole list; one that is left out goes, unless a task has it (409)."""
    fields = body.sent()
    if "options" in fields:
        fields["options"] = [option.model_dump() for option in body.options]
    actions.update_field(project_id, field_id, actor=actor_of(request), expected=if_match(request), **fields)
    return one(request, FIELD, field_id)


@router.put("/{id:project_id}/fields/{id:field_id}", response={200: FieldOut}, summary="Replace a custom field")
def replace_field(request: HttpRequest, project_id: UUID, field_id: UUID, body: FieldIn) -> HttpResponse:
    """Takes the body of a creation. Its type and key stay as they are."""
    require_same_id(body.id, field_id)
    present = _visible(request, project_id, field_id)
    for name, sent, here in (("key", body.key or present.key, present.key), ("type", body.type, present.type)):
        if sent != here:
            raise invalid(name, "cannot be changed", "read_only")
    fields = body.model_dump(exclude={"id", "key", "type"})
    actions.update_field(project_id, field_id, actor=actor_of(request), expected=if_match(request), **fields)
    return one(request, FIELD, field_id)


@router.post(
    "/{id:project_id}/fields/{id:field_id}/archive",
    response={200: FieldOut},
    summary="Put a custom field away; values stay, and no new ones come",
)
def archive_field(request: HttpRequest, project_id: UUID, field_id: UUID) -> HttpResponse:
    """Tasks show their values as before."""
    actor, expected = actor_of(request), if_match(request)
    actions.archive_field(project_id, field_id, actor=actor, archived=True, expected=expected)
    return one(request, FIELD, field_id)


@router.post(
    "/{id:project_id}/fields/{id:field_id}/unarchive", response={200: FieldOut}, summary="Take a custom field out again"
)
def unarchive_field(request: HttpRequest, project_id: UUID, field_id: UUID) -> HttpResponse:
    """Tasks can be given values again."""
    actor, expected = actor_of(request), if_match(request)
    actions.archive_field(project_id, field_id, actor=actor, archived=False, expected=expected)
    return one(request, FIELD, field_id)


def _visible(request: HttpRequest, project_id: UUID, field_id: UUID) -> Field:
    field = Field.objects.filter(project=visible(request, project_id), id=field_id).first()
    if field is None:
        raise NotFound
    return field
