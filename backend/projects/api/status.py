"""Endpoints of the statuses of a project."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one
from backend.core.errors import NotFound
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import PageQuery, Sortable, page
from backend.eventlog.change import change
from backend.eventlog.cursors import claim_cursor
from backend.projects.actions import status as actions
from backend.projects.api.project import of_workspace, visible
from backend.projects.documents import STATUS
from backend.projects.models import Project, Status
from backend.projects.schemas import StatusIn, StatusOut

router = Routes(tags=["statuses"])
everywhere = Routes(tags=["statuses"])

STATUSES = Sortable({"position": "position", "name": "name", "created_at": "created_at"}, "position")


class StatusQuery(PageQuery):
    """Whose statuses."""

    workspace: UUID | None = None


@everywhere.get("", response={200: ListOf[StatusOut]}, summary="The statuses of all your projects")
def list_all_statuses(request: HttpRequest, query: Annotated[StatusQuery, Query()]) -> HttpResponse:
    """Of one workspace, or of all of yours."""
    rows = of_workspace(request, Status.objects.visible_to(actor_of(request)), query.workspace)
    return many(page(rows, query, sortable=STATUSES, document=STATUS))


@router.get("/{id:project_id}/statuses", response={200: ListOf[StatusOut]}, summary="The statuses of a project")
def list_statuses(request: HttpRequest, project_id: UUID, query: Annotated[PageQuery, Query()]) -> HttpResponse:
    """In the order of the board."""
    project = visible(request, project_id)
    claim_cursor(project.workspace_id)
    return many(page(Status.objects.filter(project=project), query, sortable=STATUSES, document=STATUS))


@router.post(
    "/{id:project_id}/statuses", response={200: StatusOut, 201: StatusOut}, summary="Add a status to a project"
)
def create_status(request: HttpRequest, project_id: UUID, body: StatusIn) -> HttpResponse:
    """With a name, and a category that says what it means for its tasks."""
    actor = actor_of(request)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: Status.objects.filter(project__in=Project.objects.visible_to(actor)),
            create=lambda: actions.create_status(project_id, actor=actor, **body.model_dump()),
        )
    return one(request, STATUS, created, status)


@router.get("/{id:project_id}/statuses/{id:status_id}", response={200: StatusOut}, summary="One status")
def get_status(request: HttpRequest, project_id: UUID, status_id: UUID) -> HttpResponse:
    """Named by its id."""
    if not Status.objects.filter(project=visible(request, project_id), id=status_id).exists():
        raise NotFound
    return one(request, STATUS, status_id)


@router.post("/{id:project_id}/statuses/{id:status_id}/archive", response={200: StatusOut}, summary="Hide a status")
def archive_status(request: HttpRequest, project_id: UUID, status_id: UUID) -> HttpResponse:
    """Tasks that have it keep it."""
    actor, expected = actor_of(request), if_match(request)
    actions.archive_status(project_id, status_id, actor=actor, archived=True, expected=expected)
    return one(request, STATUS, status_id)


@router.post(
    "/{id:project_id}/statuses/{id:status_id}/unarchive", response={200: StatusOut}, summary="Show a status again"
)
def unarchive_status(request: HttpRequest, project_id: UUID, status_id: UUID) -> HttpResponse:
    """It is as it was before."""
    actor, expected = actor_of(request), if_match(request)
    actions.archive_status(project_id, status_id, actor=actor, archived=False, expected=expected)
    return one(request, STATUS, status_id)
