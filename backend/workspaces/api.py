"""Endpoints of workspaces and members."""

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
from backend.eventlog.cursors import claim_cursor
from backend.workspaces import actions
from backend.workspaces.access import require
from backend.workspaces.documents import MEMBER, WORKSPACE
from backend.workspaces.models import Member, Workspace
from backend.workspaces.roles import Permission
from backend.workspaces.schemas import MemberChanges, MemberIn, MemberOut, WorkspaceChanges, WorkspaceIn, WorkspaceOut

router = Routes(tags=["workspaces"])

WORKSPACES = Sortable({"name": "name", "created_at": "created_at", "updated_at": "updated_at"}, "name")
MEMBERS = Sortable({"name": "user__name", "role": "role", "created_at": "created_at"}, "created_at")


@router.get("", response={200: ListOf[WorkspaceOut]}, summary="The workspaces of which you are a member")
def list_workspaces(request: HttpRequest, query: Annotated[PageQuery, Query()]) -> HttpResponse:
    rows = Workspace.objects.visible_to(actor_of(request))
    return many(page(rows, query, sortable=WORKSPACES, document=WORKSPACE))


@router.post("", response={200: WorkspaceOut, 201: WorkspaceOut}, summary="Create a workspace; you become its owner")
def create_workspace(request: HttpRequest, body: WorkspaceIn) -> HttpResponse:
    actor = actor_of(request)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=Workspace.objects.visible_to(actor),
            create=lambda: actions.create_workspace(actor=actor, **body.model_dump()),
        )
    return one(request, WORKSPACE, created, status)


@router.get("/{id:workspace_id}", response={200: WorkspaceOut}, summary="One workspace")
def get_workspace(request: HttpRequest, workspace_id: UUID) -> HttpResponse:
    require(actor_of(request), workspace_id, Permission.VIEW)
    return one(request, WORKSPACE, workspace_id)


@router.patch("/{id:workspace_id}", response={200: WorkspaceOut}, summary="Change the fields that are sent")
def update_workspace(request: HttpRequest, workspace_id: UUID, body: WorkspaceChanges) -> HttpResponse:
    actions.update_workspace(workspace_id, actor=actor_of(request), expected=if_match(request), **body.sent())
    return one(request, WORKSPACE, workspace_id)


@router.put("/{id:workspace_id}", response={200: WorkspaceOut}, summary="Replace a workspace")
def replace_workspace(request: HttpRequest, workspace_id: UUID, body: WorkspaceIn) -> HttpResponse:
    require_same_id(body.id, workspace_id)
    fields = body.model_dump(exclude={"id"}, exclude_none=True)
    actions.update_workspace(workspace_id, actor=actor_of(request), expected=if_match(request), **fields)
    return one(request, WORKSPACE, workspace_id)


@router.delete("/{id:workspace_id}", response={204: None}, summary="Delete a workspace with all that it holds")
def delete_workspace(request: HttpRequest, workspace_id: UUID) -> HttpResponse:
    actions.delete_workspace(workspace_id, actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)


@router.get("/{id:workspace_id}/members", response={200: ListOf[MemberOut]}, summary="The members of a workspace")
def list_members(request: HttpRequest, workspace_id: UUID, query: Annotated[PageQuery, Query()]) -> HttpResponse:
    require(actor_of(request), workspace_id, Permission.VIEW)
    claim_cursor(workspace_id)
    rows = Member.objects.filter(workspace_id=workspace_id)
    return many(page(rows, query, sortable=MEMBERS, document=MEMBER))


@router.post(
    "/{id:workspace_id}/members",
    response={200: MemberOut, 201: MemberOut},
    summary="Take a person into a workspace",
)
def add_member(request: HttpRequest, workspace_id: UUID, body: MemberIn) -> HttpResponse:
    actor = actor_of(request)
    require(actor, workspace_id, Permission.MANAGE_MEMBERS)
    user = actions.find_person(actor=actor, email=body.email, user_id=body.user_id)
    with change(actor):
        member, status = create_once(
            request,
            actor,
            None,
            among=Member.objects.filter(workspace_id=workspace_id),
            create=lambda: actions.add_member(workspace_id, actor=actor, user=user, role=body.role),
        )
    return one(request, MEMBER, member, status)


@router.get("/{id:workspace_id}/members/{id:user_id}", response={200: MemberOut}, summary="One member")
def get_member(request: HttpRequest, workspace_id: UUID, user_id: UUID) -> HttpResponse:
    require(actor_of(request), workspace_id, Permission.VIEW)
    return one(request, MEMBER, actions.membership(workspace_id, user_id).id)


@router.patch("/{id:workspace_id}/members/{id:user_id}", response={200: MemberOut}, summary="Change a member's role")
def update_member(request: HttpRequest, workspace_id: UUID, user_id: UUID, body: MemberChanges) -> HttpResponse:
    member = actions.change_role(
        workspace_id, user_id, actor=actor_of(request), role=body.role, expected=if_match(request)
    )
    return one(request, MEMBER, member.id)


@router.delete("/{id:workspace_id}/members/{id:user_id}", response={204: None}, summary="Remove a member, or leave")
def remove_member(request: HttpRequest, workspace_id: UUID, user_id: UUID) -> HttpResponse:
    actions.remove_member(workspace_id, user_id, actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)
