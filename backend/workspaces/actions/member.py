"""What is done to the members of a workspace."""

from uuid import UUID

from django.db import transaction

from backend.accounts.models import User, UserQuerySet
from backend.core.answers import Versions, check_version
from backend.core.errors import Conflict, Forbidden, NotFound, invalid
from backend.core.ids import NOBODY
from backend.eventlog.change import change
from backend.workspaces.access import require
from backend.workspaces.actions.workspace import locked_workspace
from backend.workspaces.documents import MEMBER
from backend.workspaces.kinds import MEMBER_KINDS
from backend.workspaces.models import Member
from backend.workspaces.people import people_visible_to
from backend.workspaces.roles import MANAGERS, PERMISSIONS, Permission, Role


def add_member(workspace_id: UUID, *, actor: User, user: User, role: str = Role.MEMBER) -> Member:
    """Take a person in. `Conflict` if he is a member already."""
    with change(actor) as log:
        locked_workspace(workspace_id, actor, Permission.MANAGE_MEMBERS)
        require_to_grant(actor, workspace_id, role)
        member, is_new = Member.objects.get_or_create(workspace_id=workspace_id, user=user, defaults={"role": role})
        if not is_new:
            raise Conflict(f"{user.name} is a member already, as {member.role}.")
        log.record(MEMBER_KINDS["added"], member)
    return member


def change_role(workspace_id: UUID, user_id: UUID, *, actor: User, role: str, expected: Versions = None) -> Member:
    """Give a member another role. The last owner stays one."""
    with change(actor) as log:
        locked_workspace(workspace_id, actor, Permission.MANAGE_MEMBERS)
        member = membership(workspace_id, user_id)
        check_version(expected, member.version, MEMBER, member.id)
        require_to_grant(actor, workspace_id, role, member.role)
        if role != Role.OWNER:
            require_another_owner(member)
        log.watch(MEMBER, member)
        if log.revise(member, role=role):
            log.record(MEMBER_KINDS["updated"], member)
    return member


def end_membership(workspace_id: UUID, user_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """The workspace's part of removing a member, or leaving. The last owner cannot leave.

    His places in private projects are ended with it by `remove_member` of the projects.
    """
    with change(actor) as log:
        locked_workspace(workspace_id, actor, Permission.VIEW if user_id == actor.id else Permission.MANAGE_MEMBERS)
        member = membership(workspace_id, user_id)
        check_version(expected, member.version, MEMBER, member.id)
        if user_id != actor.id:
            require_to_grant(actor, workspace_id, member.role)
        require_another_owner(member)
        log.watch(MEMBER, member)
        log.record(MEMBER_KINDS["removed"], member)
        Member.objects.filter(id=member.id).delete()


def find_person(*, actor: User, email: str | None, user_id: UUID | None) -> User:
    """The person whom a body names by address or id, if he may be taken in without being asked (`acquaintance`).

    Everybody else is invited. That he is not here, or not known to the actor, is told in the same words.
    """
    if (email is None) == (user_id is None):
        raise invalid("email", "give either email or user_id")
    if email is not None:
        found = acquaintance(actor, User.objects.by_email(email).exclude(email_verified_at=None))
        if found is None:
            raise invalid("email", "nobody whom you know has verified this address; invite it instead", "not_known")
        return found
    found = acquaintance(actor, User.objects.filter(id=user_id or NOBODY))
    if found is None:
        raise invalid("user_id", "no person that you know has this id")
    return found


def acquaintance(actor: User, among: UserQuerySet) -> User | None:
    """Who may be taken into a workspace without being asked, if he is `among` these: somebody of another one of the
    actor's; anybody where the actor is an administrator of the installation.

    Who cannot log in is taken along by those who manage a workspace of his: nobody else speaks for him.
    """
    found = among.active().filter(id__in=people_visible_to(actor).values("id")).first()
    if found is None or found.has_login or actor.is_admin or _manages_some_place(actor, found):
        return found
    return None


def _manages_some_place(actor: User, person: User) -> bool:
    places = Member.objects.filter(user=person, workspace__deleted_at=None).values("workspace_id")
    return Member.objects.filter(user=actor, workspace_id__in=places, role__in=MANAGERS).exists()


def membership(workspace_id: UUID, user_id: UUID) -> Member:
    """A person's place in a workspace, locked where a transaction is open; `NotFound` where he has none."""
    rows = Member.objects.filter(workspace_id=workspace_id, user_id=user_id)
    member = (rows.locked() if transaction.get_connection().in_atomic_block else rows).first()
    if member is None:
        raise NotFound("This person is no member of the workspace.")
    return member


def keep_membership(workspace_id: UUID, user_id: UUID) -> bool:
    """Whether a person is a member; if so, he does not leave until this transaction ends."""
    rows = Member.objects.filter(workspace_id=workspace_id, user_id=user_id)
    return bool(Member.objects.all().kept(rows.values_list("id", flat=True)))


def require_to_grant(actor: User, workspace_id: UUID, *roles: str) -> None:
    """Owners are made and unmade by owners."""
    own = require(actor, workspace_id, Permission.MANAGE_MEMBERS)
    if Role.OWNER in roles and Permission.MANAGE_OWNERS not in PERMISSIONS[own]:
        raise Forbidden("Only an owner may make or remove an owner.")


def require_another_owner(member: Member) -> None:
    """`Conflict` for the last owner: the workspace's lock lets nobody else go meanwhile."""
    if member.role == Role.OWNER and Member.objects.owners_of(member.workspace_id).count() == 1:
        raise Conflict("The last owner of a workspace cannot leave; make somebody else owner first.")
