"""Endpoints of saved views. `GET /api/tasks?view=` has their tasks."""

from typing import Annotated
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one, require_same_id
from backend.core.errors import NotFound
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import PageQuery, Sortable, page
from backend.eventlog.change import change
from backend.tasks.actions import view as actions
from backend.tasks.documents import VIEW
from backend.tasks.models import View
from backend.tasks.schemas.view import ViewChanges, ViewIn, ViewOut
from backend.workspaces.access import look_into

router = Routes(tags=["views"])

VIEWS = Sortable({"name": "name", "created_at": "created_at", "updated_at": "updated_at"}, "name")


class ViewQuery(PageQuery):
    """Which views."""

    workspace: UUID | None = None
    project: Annotated[UUID | None, Field(description="Those of this project, and those of none.")] = None
    shared: Annotated[bool | None, Field(description="Only shared ones, or only your own.")] = None


@router.get("", response={200: ListOf[ViewOut]}, summary="The views that you may see: your own and shared ones")
def list_views(request: HttpRequest, query: Annotated[ViewQuery, Query()]) -> HttpResponse:
    """Of one workspace, or of all of yours."""
    actor = actor_of(request)
    rows = View.objects.visible_to(actor)
    if query.workspace is not None:
        look_into(actor, query.workspace)
        rows = rows.filter(workspace_id=query.workspace)
    if query.project is not None:
        rows = rows.filter(Q(project=query.project) | Q(project=None))
    if query.shared is not None:
        rows = rows.filter(is_shared=query.shared)
    return many(page(rows, query, sortable=VIEWS, document=VIEW))


@router.post("", response={200: ViewOut, 201: ViewOut}, summary="Save a view")
def create_view(request: HttpRequest, body: ViewIn) -> HttpResponse:
    """The query is looked at when the view is used: `me` is then its reader."""
    actor = actor_of(request)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: View.objects.visible_to(actor),
            create=lambda: actions.create_view(actor=actor, **body.sent()),
        )
    return one(request, VIEW, created, status)


@router.get("/{id:view_id}", response={200: ViewOut}, summary="One view")
def get_view(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Your own, or a shared one."""
    return one(request, VIEW, _visible(request, view_id).id)


@router.patch("/{id:view_id}", response={200: ViewOut}, summary="Change the fields that are sent; `options` as a whole")
def update_view(request: HttpRequest, view_id: UUID, body: ViewChanges) -> HttpResponse:
    """For its owner and for admins."""
    actions.update_view(view_id, actor=actor_of(request), expected=if_match(request), **body.sent())
    return one(request, VIEW, view_id)


@router.put("/{id:view_id}", response={200: ViewOut}, summary="Replace a view")
def replace_view(request: HttpRequest, view_id: UUID, body: ViewIn) -> HttpResponse:
    """For its owner and for admins; takes the body of a creation."""
    require_same_id(body.id, view_id)
    require_same_id(body.workspace_id, _visible(request, view_id).workspace_id, "workspace_id")
    fields = {name: getattr(body, name) for name in ViewChanges.model_fields}
    actions.update_view(view_id, actor=actor_of(request), expected=if_match(request), **fields)
    return one(request, VIEW, view_id)


@router.delete("/{id:view_id}", response={204: None}, summary="Delete a view; its tasks stay")
def delete_view(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """For its owner and for admins."""
    actions.delete_view(view_id, actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)


def _visible(request: HttpRequest, view_id: UUID) -> View:
    view = View.objects.visible_to(actor_of(request)).filter(id=view_id).first()
    if view is None:
        raise NotFound
    return view
