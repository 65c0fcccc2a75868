"""Endpoints of invitations: for the admins of a workspace, and for whoever holds a token."""

import json
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Path, Query

from backend.accounts.api.answers import secret
from backend.accounts.auth import actor_of
from backend.accounts.documents import USER
from backend.accounts.models import User
from backend.accounts.schemas import SignedUp
from backend.core.answers import create_once, if_match, many, one
from backend.core.documents import read_one
from backend.core.limits import client_address
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import PageQuery, Sortable, page
from backend.eventlog.change import change
from backend.eventlog.cursors import claim_cursor
from backend.workspaces.access import require
from backend.workspaces.actions import acceptance
from backend.workspaces.actions import invitation as actions
from backend.workspaces.documents import INVITATION, MEMBER
from backend.workspaces.models import Invitation
from backend.workspaces.roles import Permission
from backend.workspaces.schemas import (
    InvitationIn,
    InvitationOut,
    InvitationSent,
    InvitationShown,
    InvitedSignUp,
    MemberOut,
)
from backend.workspaces.tokens import link_token, url_of

router = Routes(tags=["invitations"])
by_token = Routes(tags=["invitations"])

INVITATIONS = Sortable({"email": "email", "created_at": "created_at", "expires_at": "expires_at"}, "-created_at")

Token = Annotated[str, Path(description="From the inviter, or from the mail.", max_length=100)]


class InvitationQuery(PageQuery):
    """Which invitations."""

    pending: Annotated[
        bool | None,
        Field(description="Only those that are neither accepted nor withdrawn, or only the others; both if left out."),
    ] = None


@router.get(
    "/{id:workspace_id}/invitations", response={200: ListOf[InvitationOut]}, summary="Who is invited to a workspace"
)
def list_invitations(
    request: HttpRequest, workspace_id: UUID, query: Annotated[InvitationQuery, Query()]
) -> HttpResponse:
    """For owners and admins. The tokens are not shown again."""
    require(actor_of(request), workspace_id, Permission.MANAGE_MEMBERS)
    claim_cursor(workspace_id)
    rows = Invitation.objects.filter(workspace_id=workspace_id)
    if query.pending is not None:
        pending = Invitation.objects.pending().values("id")
        rows = rows.filter(id__in=pending) if query.pending else rows.exclude(id__in=pending)
    return many(page(rows, query, sortable=INVITATIONS, document=INVITATION))


@router.post(
    "/{id:workspace_id}/invitations",
    response={200: InvitationSent, 201: InvitationSent},
    summary="Invite an address by mail; 200 where that renews an invitation",
)
def invite(request: HttpRequest, workspace_id: UUID, body: InvitationIn) -> HttpResponse:
    """The mail has a link of its own. The one in this answer is shown once, and may be passed on in any other way."""
    actor, is_new = actor_of(request), False

    def create() -> Invitation:
        nonlocal is_new
        invitation, is_new = actions.invite(workspace_id, actor=actor, email=body.email, role=body.role)
        return invitation

    require(actor, workspace_id, Permission.MANAGE_MEMBERS)
    with change(actor):
        among = Invitation.objects.filter(workspace_id=workspace_id)
        invitation_id, _ = create_once(request, actor, None, among=lambda: among, create=create)
    return _with_token(request, invitation_id, 201 if is_new else 200)


@router.get(
    "/{id:workspace_id}/invitations/{id:invitation_id}", response={200: InvitationOut}, summary="One invitation"
)
def get_invitation(request: HttpRequest, workspace_id: UUID, invitation_id: UUID) -> HttpResponse:
    """For owners and admins, without its token."""
    require(actor_of(request), workspace_id, Permission.MANAGE_MEMBERS)
    return one(request, INVITATION, actions.invitation_of(workspace_id, invitation_id).id)


@router.delete(
    "/{id:workspace_id}/invitations/{id:invitation_id}", response={204: None}, summary="Withdraw an invitation"
)
def withdraw_invitation(request: HttpRequest, workspace_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Its links end at once."""
    actions.withdraw_invitation(workspace_id, invitation_id, actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)


@router.post(
    "/{id:workspace_id}/invitations/{id:invitation_id}/resend",
    response={200: InvitationSent},
    summary="Send the mail again; the links of the one before end",
)
def resend_invitation(request: HttpRequest, workspace_id: UUID, invitation_id: UUID) -> HttpResponse:
    """The answer carries the new link, which is shown once."""
    actions.resend_invitation(workspace_id, invitation_id, actor=actor_of(request), expected=if_match(request))
    return _with_token(request, invitation_id, 200)


@by_token.get("/{token}", auth=None, response={200: InvitationShown}, summary="What an invitation is about")
def show_invitation(request: HttpRequest, token: Token) -> HttpResponse:
    """For whoever holds the token, with or without an account."""
    del request
    found = actions.find_invitation(token)
    shown = InvitationShown.model_validate(
        {
            "workspace": found.workspace.name,
            "invited_by": found.created_by.name if found.created_by else None,
            "email": found.email,
            "role": found.role,
            "has_account": User.objects.able_to_log_in().by_email(found.email).exists(),
            "state": actions.state_of(found),
            "expires_at": found.expires_at,
        }
    )
    return secret(shown.model_dump_json())


@by_token.post("/{token}/accept", response={200: MemberOut}, summary="Accept an invitation to your address")
def accept_invitation(request: HttpRequest, token: Token) -> HttpResponse:
    """403 where you are signed in with another address than the one that was invited."""
    return one(request, MEMBER, acceptance.accept_invitation(token, actor=actor_of(request)).id)


@by_token.post(
    "/{token}/signup",
    auth=None,
    response={201: SignedUp},
    summary="Sign up under the invited address, and join; you are signed in",
)
def sign_up_invited(request: HttpRequest, token: Token, body: InvitedSignUp) -> HttpResponse:
    """Also where sign-up is closed. A person without log-in who has the address is claimed, with the mail's token."""
    user, pair = acceptance.sign_up_invited(
        token,
        password=body.password.get_secret_value(),
        first_name=body.first_name,
        last_name=body.last_name,
        user_agent="".join(one for one in request.headers.get("User-Agent", "") if one.isprintable()),
        address=client_address(request),
    )
    tokens = json.dumps({"access": pair.access, "refresh": pair.refresh})
    return secret(f'{{"user": {read_one(USER, user.id).text}, {tokens[1:]}', 201)


def _with_token(request: HttpRequest, invitation_id: UUID, status: int) -> HttpResponse:
    """The invitation's document, and its secret."""
    response = one(request, INVITATION, invitation_id, status)
    token = link_token(invitation_id, Invitation.objects.values_list("generation", flat=True).get(id=invitation_id))
    added = json.dumps({"token": token, "url": url_of(token)})
    response.content = f"{response.content.decode()[:-1]}, {added[1:]}"
    response["Cache-Control"] = "no-store"
    return response
