"""Endpoints of the members of projects; and of leaving a workspace, which ends one's places in them."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query

from backend.accounts.auth import actor_of
from backend.core.answers import if_match, many, one
from backend.core.lists import ListOf
from backend.core.pages import PageQuery, page
from backend.eventlog.cursors import claim_cursor
from backend.projects.actions import member as actions
from backend.projects.api.project import router, visible
from backend.projects.documents import PROJECT
from backend.projects.models import Visibility
from backend.projects.schemas import ProjectOut
from backend.workspaces.api.member import MEMBERS
from backend.workspaces.api.member import router as workspace_members
from backend.workspaces.documents import MEMBER
from backend.workspaces.models import Member
from backend.workspaces.schemas import MemberOut

__all__ = ["router", "workspace_members"]


@router.get(
    "/{id:project_id}/members", response={200: ListOf[MemberOut]}, summary="The members of the workspace who see it"
)
def list_project_members(request: HttpRequest, project_id: UUID, query: Annotated[PageQuery, Query()]) -> HttpResponse:
    """Of a private project its own members, else everybody in the workspace."""
    project = visible(request, project_id)
    claim_cursor(project.workspace_id)
    rows = Member.objects.filter(workspace_id=project.workspace_id)
    if project.visibility == Visibility.PRIVATE:
        rows = rows.filter(user__in=project.members.values("user_id"))
    return many(page(rows, query, sortable=MEMBERS, document=MEMBER))


@router.put(
    "/{id:project_id}/members/{id:user_id}",
    response={200: ProjectOut},
    summary="Let a member of the workspace see a private project",
)
def add_project_member(request: HttpRequest, project_id: UUID, user_id: UUID) -> HttpResponse:
    """Done twice it is done once."""
    actions.add_project_member(project_id, user_id, actor=actor_of(request), expected=if_match(request))
    return one(request, PROJECT, project_id)


@router.delete(
    "/{id:project_id}/members/{id:user_id}", response={204: None}, summary="Take a person out of a private project"
)
def remove_project_member(request: HttpRequest, project_id: UUID, user_id: UUID) -> HttpResponse:
    """Their streams stop telling of it at once."""
    actions.remove_project_member(project_id, user_id, actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)


@workspace_members.delete(
    "/{id:workspace_id}/members/{id:user_id}", response={204: None}, summary="Remove a member, or leave"
)
def remove_member(request: HttpRequest, workspace_id: UUID, user_id: UUID) -> HttpResponse:
    """With his places in private projects; one that he had alone goes to the owner who has been here longest."""
    actions.remove_member(workspace_id, user_id, actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)
