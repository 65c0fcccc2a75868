"""Whether somebody may: the question that every action asks."""

from collections.abc import Collection, Mapping
from uuid import UUID

from backend.accounts.models import User
from backend.core.context import current
from backend.core.errors import Fault, Forbidden, NotFound
from backend.core.sql import fetch_one
from backend.workspaces.roles import FIELDS, PERMISSIONS, Permission, Role

_ROLE = """
    SELECT m.role, c.epoch || '-' || c.seq FROM workspaces_member m
    JOIN workspaces_workspace w ON w.id = m.workspace_id JOIN eventlog_counter c ON c.workspace_id = m.workspace_id
    WHERE m.workspace_id = %s AND m.user_id = %s AND w.deleted_at IS NULL"""


def role_of(actor: User, workspace_id: UUID) -> Role:
    """The actor's role; `NotFound` where he is no member of a living workspace."""
    return _role_and_cursor(actor, workspace_id)[0]


def look_into(actor: User, workspace_id: UUID) -> Role:
    """The role of an actor who is about to read; the answer will carry the workspace's present cursor.

    Call it before reading the data, so that answer plus stream has no hole.
    """
    role, current().cursors[workspace_id] = _role_and_cursor(actor, workspace_id)
    return role


def _role_and_cursor(actor: User, workspace_id: UUID) -> tuple[Role, str]:
    row = fetch_one(_ROLE, [workspace_id, actor.id])
    if row is None:
        raise NotFound
    return Role(row[0]), row[1]


def require(
    actor: User,
    workspace_id: UUID,
    permission: Permission,
    *,
    writes: Mapping[str, Collection[str]] | None = None,
) -> Role:
    """The actor's role, if it allows `permission` and to write these fields (resource → names, as the API has them).

    `NotFound` for strangers, else `Forbidden`.
    """
    role = role_of(actor, workspace_id)
    allow(role, permission, writes=writes)
    return role


def allow(role: Role, permission: Permission, *, writes: Mapping[str, Collection[str]] | None = None) -> None:
    """`Forbidden` unless the role allows it, as `require`."""
    if permission not in PERMISSIONS[role]:
        raise Forbidden(f"As {role.value} of this workspace you may not do this.")
    for resource, names in (writes or {}).items():
        require_fields(role, resource, names)


def require_fields(role: Role, resource: str, names: Collection[str]) -> None:
    """`Forbidden`, which names them, where there are fields of `resource` among `names` that the role may not write."""
    writable = FIELDS[role].get(resource, frozenset[str]())
    closed = sorted(name for name in names if name not in writable)
    if closed:
        faults = [Fault(("body", name), f"cannot be changed by a {role.value}", "forbidden") for name in closed]
        raise Forbidden(
            f"As {role.value} of this workspace you may not change {', '.join(closed)} of a {resource}.",
            errors=[fault.as_json() for fault in faults],
        )
