"""Asking people, by mail, to become members."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.defer import defer
from backend.core.errors import Conflict, NotFound
from backend.core.ids import uuid7
from backend.eventlog.change import Log, change
from backend.workspaces.actions.member import require_to_grant
from backend.workspaces.actions.workspace import locked_workspace
from backend.workspaces.documents import INVITATION
from backend.workspaces.kinds import INVITATION_KINDS
from backend.workspaces.models import Invitation, Member
from backend.workspaces.roles import Permission, Role
from backend.workspaces.tokens import hash_of, link_token, mail_token

LIFETIME = timedelta(days=14)


def invite(workspace_id: UUID, *, actor: User, email: str, role: str = Role.MEMBER) -> tuple[Invitation, bool]:
    """Ask an address, with a mail; whether it is new. One that waits already is renewed, with the new role.

    `Conflict` where a member who can log in has the address.
    """
    with change(actor) as log:
        locked_workspace(workspace_id, actor, Permission.MANAGE_MEMBERS)
        require_to_grant(actor, workspace_id, role)
        _refuse_member(workspace_id, email)
        pending = Invitation.objects.pending().filter(workspace_id=workspace_id).to_address(email).first()
        if pending is not None:
            require_to_grant(actor, workspace_id, pending.role)
            _renew(log, pending, actor, role)
            return pending, False
        invitation = Invitation(id=uuid7(), workspace_id=workspace_id, email=email, role=role, created_by=actor)
        invitation.expires_at = now() + LIFETIME
        _make_tokens(invitation)
        invitation.save(force_insert=True)
        log.record(INVITATION_KINDS["created"], invitation, admins_only=True)
        _mail(invitation)
    return invitation, True


def resend_invitation(workspace_id: UUID, invitation_id: UUID, *, actor: User, expected: Versions = None) -> Invitation:
    """Send the mail again, good for another fortnight; the links of the one before end."""
    with change(actor) as log:
        invitation = _managed(workspace_id, invitation_id, actor)
        check_version(expected, invitation.version, INVITATION, invitation.id)
        require_pending(invitation)
        _refuse_member(workspace_id, invitation.email)
        _renew(log, invitation, actor, invitation.role)
    return invitation


def withdraw_invitation(workspace_id: UUID, invitation_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Nobody can accept it any more."""
    with change(actor) as log:
        invitation = _managed(workspace_id, invitation_id, actor)
        check_version(expected, invitation.version, INVITATION, invitation.id)
        require_pending(invitation)
        log.watch(INVITATION, invitation)
        log.revise(invitation, withdrawn_at=now())
        log.record(INVITATION_KINDS["withdrawn"], invitation, admins_only=True)


def find_invitation(token: str) -> Invitation:
    """The newest invitation to which the token belongs, whatever has become of it."""
    digest = hash_of(token)
    rows = Invitation.objects.of_living_workspaces().filter(Q(link_hash=digest) | Q(mail_hash=digest))
    invitation = rows.select_related("workspace", "created_by").first()
    if invitation is None:
        raise NotFound("There is no such invitation: the link is incomplete, or a newer mail has replaced it.")
    return invitation


def invitation_of(workspace_id: UUID, invitation_id: UUID) -> Invitation:
    """An invitation to this workspace; `NotFound` otherwise."""
    invitation = Invitation.objects.filter(workspace_id=workspace_id, id=invitation_id).first()
    if invitation is None:
        raise NotFound
    return invitation


def state_of(invitation: Invitation) -> str:
    """`pending`, `accepted`, `withdrawn` or `expired`."""
    if invitation.accepted_at is not None:
        return "accepted"
    if invitation.withdrawn_at is not None:
        return "withdrawn"
    return "pending" if invitation.expires_at > now() else "expired"


def _managed(workspace_id: UUID, invitation_id: UUID, actor: User) -> Invitation:
    """The invitation, if the actor could have made it; the workspace's lock keeps it as it is."""
    locked_workspace(workspace_id, actor, Permission.MANAGE_MEMBERS)
    invitation = invitation_of(workspace_id, invitation_id)
    require_to_grant(actor, workspace_id, invitation.role)
    return invitation


def require_pending(invitation: Invitation) -> None:
    """`Conflict` for one that was accepted or withdrawn."""
    if invitation.accepted_at is not None:
        raise Conflict("The invitation has been accepted already.")
    if invitation.withdrawn_at is not None:
        raise Conflict("The invitation has been withdrawn.")


def _refuse_member(workspace_id: UUID, email: str) -> None:
    people = User.objects.able_to_log_in().by_email(email)
    member = Member.objects.filter(workspace_id=workspace_id, user__in=people).first()
    if member is not None:
        raise Conflict(f"{email} belongs to a member already, as {member.role}.")


def _renew(log: Log, invitation: Invitation, actor: User, role: str) -> None:
    log.watch(INVITATION, invitation)
    invitation.generation += 1
    _make_tokens(invitation)
    invitation.save(update_fields=["generation", "link_hash", "mail_hash"])
    log.revise(invitation, role=role, created_by=actor, expires_at=now() + LIFETIME)
    log.record(INVITATION_KINDS["updated"], invitation, admins_only=True)
    _mail(invitation)


def _make_tokens(invitation: Invitation) -> None:
    invitation.link_hash = hash_of(link_token(invitation.id, invitation.generation))
    invitation.mail_hash = hash_of(mail_token(invitation.id, invitation.generation))


def _mail(invitation: Invitation) -> None:
    """The job makes the token anew from these two: none lies in the queue."""
    defer("email.invitation", invitation_id=str(invitation.id), generation=invitation.generation)
