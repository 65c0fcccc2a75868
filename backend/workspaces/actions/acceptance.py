"""Becoming a member by an invitation.

Whoever joins does so under the address that was invited: a link that was passed on, or opened in a browser where
somebody else is signed in, makes nobody a member by accident. That the address is his own is proved by the token of
the mail alone, for the inviter knows the other one. So it takes the mail's to claim a person without log-in, whose
memberships and tasks come with it.
"""

from django.db import transaction

from backend.accounts import sessions
from backend.accounts.actions import create_user, locked_person, set_password
from backend.accounts.actions.people import revise
from backend.accounts.models import User
from backend.accounts.tokens import Pair
from backend.core.clock import now
from backend.core.errors import Conflict, Forbidden
from backend.eventlog.change import Log, change
from backend.workspaces.actions.invitation import find_invitation, require_pending, state_of
from backend.workspaces.documents import INVITATION
from backend.workspaces.kinds import INVITATION_KINDS, MEMBER_KINDS
from backend.workspaces.models import Invitation, Member, Workspace
from backend.workspaces.tokens import hash_of


def accept_invitation(token: str, *, actor: User) -> Member:
    """Become a member. `Forbidden` for whoever is signed in with another address than the invited one."""
    with change(actor) as log:
        invitation = _acceptable(token)
        if not User.objects.filter(id=actor.id).by_email(invitation.email).exists():
            raise Forbidden(f"The invitation is for {invitation.email}; sign in with that address to accept it.")
        _verify(log, invitation, token, actor)
        return _join(log, invitation, actor)


def sign_up_invited(
    token: str, *, password: str, first_name: str = "", last_name: str = "", user_agent: str = "", address: str = ""
) -> tuple[User, Pair]:
    """A new account for the invited address, which is a member at once; also where sign-up is closed.

    A person without log-in who has the address becomes one who can log in, and keeps his name, if the token is the
    mail's.
    """
    with transaction.atomic():
        invitation = _acceptable(token)
        claimed = _claimed(invitation, token)
        user = claimed or create_user(
            email=invitation.email, password=password, first_name=first_name, last_name=last_name
        )
        with change(user) as log:
            if claimed is not None:
                set_password(user.id, actor=user, password=password)
            _verify(log, invitation, token, user)
            _join(log, invitation, user)
            pair = sessions.begin(user, user_agent, address)
    return user, pair


def _acceptable(token: str) -> Invitation:
    """The invitation, as it is under the workspace's lock: of two who accept it at once the second finds it used."""
    Workspace.objects.filter(id=find_invitation(token).workspace_id).locked().first()
    invitation = find_invitation(token)
    require_pending(invitation)
    if state_of(invitation) == "expired":
        raise Conflict("The invitation has expired; ask for a new one.")
    return invitation


def _claimed(invitation: Invitation, token: str) -> User | None:
    """The person without log-in who has the invited address; None where nobody has it."""
    person = User.objects.by_email(invitation.email).first()
    if person is None:
        return None
    if person.has_login or not person.is_active:
        raise Conflict(f"There is an account with the address {invitation.email}; sign in with it to accept.")
    if hash_of(token) != invitation.mail_hash:
        raise Conflict(f"There is a person with the address {invitation.email}; open the link in the mail to prove it.")
    return person


def _verify(log: Log, invitation: Invitation, token: str, user: User) -> None:
    """Who holds the mail's token has read the mail to this address."""
    if user.email_verified_at is None and hash_of(token) == invitation.mail_hash:
        revise(log, locked_person(user.id), {"email_verified_at": now()})


def _join(log: Log, invitation: Invitation, user: User) -> Member:
    """Make a member of him. Who was one already, without log-in perhaps, keeps his role."""
    log.watch(INVITATION, invitation)
    log.revise(invitation, accepted_at=now())
    member, is_new = Member.objects.get_or_create(
        workspace_id=invitation.workspace_id, user=user, defaults={"role": invitation.role}
    )
    if is_new:
        log.record(MEMBER_KINDS["added"], member)
    log.record(INVITATION_KINDS["accepted"], invitation, admins_only=True)
    return member
