"""Endpoints of workspaces."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one, require_same_id
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import PageQuery, Sortable, page
from backend.eventlog.change import change
from backend.workspaces.access import require
from backend.workspaces.actions import workspace as actions
from backend.workspaces.documents import WORKSPACE
from backend.workspaces.models import Workspace
from backend.workspaces.roles import Permission
from backend.workspaces.schemas import WorkspaceChanges, WorkspaceIn, WorkspaceOut

router = Routes(tags=["workspaces"])

WORKSPACES = Sortable({"name": "name", "created_at": "created_at", "updated_at": "updated_at"}, "name")


@router.get("", response={200: ListOf[WorkspaceOut]}, summary="The workspaces of which you are a member")
def list_workspaces(request: HttpRequest, query: Annotated[PageQuery, Query()]) -> HttpResponse:
    """With any role."""
    rows = Workspace.objects.visible_to(actor_of(request))
    return many(page(rows, query, sortable=WORKSPACES, document=WORKSPACE))


@router.post("", response={200: WorkspaceOut, 201: WorkspaceOut}, summary="Create a workspace; you become its owner")
def create_workspace(request: HttpRequest, body: WorkspaceIn) -> HttpResponse:
    """It has no projects yet; you can invite people at once."""
    actor = actor_of(request)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: Workspace.objects.visible_to(actor),
            create=lambda: actions.create_workspace(actor=actor, **body.model_dump()),
        )
    return one(request, WORKSPACE, created, status)


@router.get("/{id:workspace_id}", response={200: WorkspaceOut}, summary="One workspace")
def get_workspace(request: HttpRequest, workspace_id: UUID) -> HttpResponse:
    """For its members."""
    require(actor_of(request), workspace_id, Permission.VIEW)
    return one(request, WORKSPACE, workspace_id)


@router.patch("/{id:workspace_id}", response={200: WorkspaceOut}, summary="Change the fields that are sent")
def update_workspace(request: HttpRequest, workspace_id: UUID, body: WorkspaceChanges) -> HttpResponse:
    """For owners and admins."""
    actions.update_workspace(workspace_id, actor=actor_of(request), expected=if_match(request), **body.sent())
    return one(request, WORKSPACE, workspace_id)


@router.put("/{id:workspace_id}", response={200: WorkspaceOut}, summary="Replace a workspace")
def replace_workspace(request: HttpRequest, workspace_id: UUID, body: WorkspaceIn) -> HttpResponse:
    """For owners and admins; takes the body of a creation."""
    require_same_id(body.id, workspace_id)
    fields = body.model_dump(exclude={"id"}, exclude_none=True)
    actions.update_workspace(workspace_id, actor=actor_of(request), expected=if_match(request), **fields)
    return one(request, WORKSPACE, workspace_id)


@router.delete("/{id:workspace_id}", response={204: None}, summary="Delete a workspace with all that it holds")
def delete_workspace(request: HttpRequest, workspace_id: UUID) -> HttpResponse:
    """For its owner. Projects, tasks, files and the log go with it."""
    actions.delete_workspace(workspace_id, actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)
