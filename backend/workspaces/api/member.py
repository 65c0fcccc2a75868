"""Endpoints of the members of a workspace. Removing one is an endpoint of the projects, whose places end with it."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import PageQuery, Sortable, page
from backend.eventlog.change import change
from backend.eventlog.cursors import claim_cursor
from backend.workspaces.access import require
from backend.workspaces.actions import member as actions
from backend.workspaces.documents import MEMBER
from backend.workspaces.models import Member
from backend.workspaces.roles import Permission
from backend.workspaces.schemas import MemberChanges, MemberIn, MemberOut

router = Routes(tags=["members"])

MEMBERS = Sortable({"name": "user__name", "role": "role", "created_at": "created_at"}, "created_at")


@router.get("/{id:workspace_id}/members", response={200: ListOf[MemberOut]}, summary="The members of a workspace")
def list_members(request: HttpRequest, workspace_id: UUID, query: Annotated[PageQuery, Query()]) -> HttpResponse:
    """With their roles, first ones first."""
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
    """Somebody of another workspace of yours, by address or id. Everybody else is invited, and may say no."""
    actor = actor_of(request)
    require(actor, workspace_id, Permission.MANAGE_MEMBERS)
    user = actions.find_person(actor=actor, email=body.email, user_id=body.user_id)
    with change(actor):
        member, status = create_once(
            request,
            actor,
            None,
            among=lambda: Member.objects.filter(workspace_id=workspace_id),
            create=lambda: actions.add_member(workspace_id, actor=actor, user=user, role=body.role),
        )
    return one(request, MEMBER, member, status)


@router.get("/{id:workspace_id}/members/{id:user_id}", response={200: MemberOut}, summary="One member")
def get_member(request: HttpRequest, workspace_id: UUID, user_id: UUID) -> HttpResponse:
    """Named by the person's id."""
    require(actor_of(request), workspace_id, Permission.VIEW)
    return one(request, MEMBER, actions.membership(workspace_id, user_id).id)


@router.patch("/{id:workspace_id}/members/{id:user_id}", response={200: MemberOut}, summary="Change a member's role")
def update_member(request: HttpRequest, workspace_id: UUID, user_id: UUID, body: MemberChanges) -> HttpResponse:
    """For owners and admins. The last owner stays one."""
    member = actions.change_role(
        workspace_id, user_id, actor=actor_of(request), role=body.role, expected=if_match(request)
    )
    return one(request, MEMBER, member.id)
