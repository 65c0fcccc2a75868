"""What is done to workspaces and their members."""

import re
import secrets
from uuid import UUID

from django.db import IntegrityError, transaction

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.errors import Conflict, Forbidden, NotFound, invalid
from backend.core.ids import NOBODY, uuid7
from backend.eventlog.change import change
from backend.eventlog.models import Counter
from backend.workspaces.access import require
from backend.workspaces.documents import MEMBER, WORKSPACE
from backend.workspaces.kinds import MEMBER_KINDS, WORKSPACE_KINDS
from backend.workspaces.models import Member, Workspace
from backend.workspaces.roles import PERMISSIONS, Permission, Role
from query.fold import fold


def create_workspace(*, actor: User, name: str, slug: str | None = None, id: UUID | None = None) -> Workspace:  # noqa: A002  # the API's name
    """A new workspace, whose owner is the actor."""
    workspace = Workspace(id=id or uuid7(), name=name, slug=slug or slug_of(name))
    with change(actor) as log:
        if not _is_inserted(workspace):
            if slug is not None:
                raise _slug_taken(slug)
            # Somebody was quicker with the same name.
            workspace.slug = _with_tail(workspace.slug)
            _is_inserted(workspace)
        Counter.objects.create(workspace_id=workspace.id)
        member = Member.objects.create(workspace=workspace, user=actor, role=Role.OWNER)
        log.record(WORKSPACE_KINDS["created"], workspace)
        log.record(MEMBER_KINDS["added"], member)
    return workspace


def update_workspace(workspace_id: UUID, *, actor: User, expected: Versions = None, **fields: str) -> Workspace:
    """Rename a workspace or its slug."""
    with change(actor) as log:
        workspace = _locked(workspace_id, actor, Permission.MANAGE_WORKSPACE)
        check_version(expected, workspace.version, WORKSPACE, workspace.id)
        log.watch(WORKSPACE, workspace)
        try:
            with transaction.atomic():
                changed = log.revise(workspace, **fields)
        except IntegrityError:
            raise _slug_taken(fields["slug"]) from None
        if changed:
            log.record(WORKSPACE_KINDS["updated"], workspace)
    return workspace


def delete_workspace(workspace_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """End a workspace, with all that it holds: nobody sees it any more."""
    with change(actor) as log:
        workspace = _locked(workspace_id, actor, Permission.DELETE_WORKSPACE)
        check_version(expected, workspace.version, WORKSPACE, workspace.id)
        log.watch(WORKSPACE, workspace)
        # The slug is free again for another workspace.
        log.revise(workspace, deleted_at=now(), slug=f"{workspace.slug[:24]}-{workspace.id.hex}")
        log.record(WORKSPACE_KINDS["deleted"], workspace)


def add_member(workspace_id: UUID, *, actor: User, user: User, role: str = Role.MEMBER) -> Member:
    """Take a person in. `Conflict` if he is a member already."""
    with change(actor) as log:
        _locked(workspace_id, actor, Permission.MANAGE_MEMBERS)
        _require_to_grant(actor, workspace_id, role)
        member, is_new = Member.objects.get_or_create(workspace_id=workspace_id, user=user, defaults={"role": role})
        if not is_new:
            raise Conflict(f"{user.name} is a member already, as {member.role}.")
        log.record(MEMBER_KINDS["added"], member)
    return member


def change_role(workspace_id: UUID, user_id: UUID, *, actor: User, role: str, expected: Versions = None) -> Member:
    """Give a member another role. The last owner stays one."""
    with change(actor) as log:
        _locked(workspace_id, actor, Permission.MANAGE_MEMBERS)
        member = membership(workspace_id, user_id)
        check_version(expected, member.version, MEMBER, member.id)
        _require_to_grant(actor, workspace_id, role, member.role)
        if role != Role.OWNER:
            _require_another_owner(member)
        log.watch(MEMBER, member)
        if log.revise(member, role=role):
            log.record(MEMBER_KINDS["updated"], member)
    return member


def remove_member(workspace_id: UUID, user_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Remove a member, or leave. The last owner cannot leave."""
    with change(actor) as log:
        _locked(workspace_id, actor, Permission.VIEW if user_id == actor.id else Permission.MANAGE_MEMBERS)
        member = membership(workspace_id, user_id)
        check_version(expected, member.version, MEMBER, member.id)
        if user_id != actor.id:
            _require_to_grant(actor, workspace_id, member.role)
        _require_another_owner(member)
        log.watch(MEMBER, member)
        log.record(MEMBER_KINDS["removed"], member)
        Member.objects.filter(id=member.id).delete()


def find_person(*, actor: User, email: str | None, user_id: UUID | None) -> User:
    """The person whom a body names by address, or by id if the actor shares a workspace with him."""
    if (email is None) == (user_id is None):
        raise invalid("email", "give either email or user_id")
    if email is not None:
        found = User.objects.active().by_email(email).first()
        if found is None:
            raise invalid("email", "nobody has signed up with this address")
        return found
    shared = Workspace.objects.visible_to(actor).values("id")
    found = User.objects.active().filter(id=user_id or NOBODY, memberships__workspace__in=shared).first()
    if found is None:
        raise invalid("user_id", "no person that you know has this id")
    return found


def membership(workspace_id: UUID, user_id: UUID) -> Member:
    """A person's place in a workspace, locked where a transaction is open; `NotFound` where he has none."""
    rows = Member.objects.filter(workspace_id=workspace_id, user_id=user_id)
    member = (rows.locked() if transaction.get_connection().in_atomic_block else rows).first()
    if member is None:
        raise NotFound("This person is no member of the workspace.")
    return member


def slug_of(name: str) -> str:
    """A free slug made from `name`, or from nothing where it holds no Latin letters."""
    base = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:48].strip("-") or "workspace"
    taken = Workspace.objects.filter(slug=base).exists()
    return _with_tail(base) if taken or base == "workspace" else base


def _with_tail(base: str) -> str:
    return f"{base}-{secrets.token_hex(3)}"


def _is_inserted(workspace: Workspace) -> bool:
    """Whether its slug was free."""
    try:
        with transaction.atomic():
            workspace.save(force_insert=True)
    except IntegrityError as error:
        if "slug" in str(error):
            return False
        raise Conflict("This id is taken.") from None
    return True


def _slug_taken(slug: str) -> Conflict:
    return Conflict(f"The slug {slug!r} is taken.")


def _locked(workspace_id: UUID, actor: User, permission: Permission) -> Workspace:
    """The workspace, locked: membership changes of one workspace come one after the other."""
    require(actor, workspace_id, permission)
    workspace = Workspace.objects.filter(deleted_at=None, id=workspace_id).locked().first()
    if workspace is None:
        raise NotFound
    return workspace


def _require_to_grant(actor: User, workspace_id: UUID, *roles: str) -> None:
    """Owners are made and unmade by owners."""
    own = require(actor, workspace_id, Permission.MANAGE_MEMBERS)
    if Role.OWNER in roles and Permission.MANAGE_OWNERS not in PERMISSIONS[own]:
        raise Forbidden("Only an owner may make or remove an owner.")


def _require_another_owner(member: Member) -> None:
    if member.role == Role.OWNER and Member.objects.owners_of(member.workspace_id).count() == 1:
        raise Conflict("The last owner of a workspace cannot leave; make somebody else owner first.")
