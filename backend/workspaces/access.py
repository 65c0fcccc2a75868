"""Whether somebody may: the question that every action asks."""

from uuid import UUID

from backend.accounts.models import User
from backend.core.errors import Forbidden, NotFound
from backend.workspaces.models import Member
from backend.workspaces.roles import PERMISSIONS, Permission, Role


def role_of(actor: User, workspace_id: UUID) -> Role:
    """The actor's role; `NotFound` where he is no member of a living workspace."""
    role = (
        Member.objects.filter(workspace_id=workspace_id, workspace__deleted_at=None, user=actor)
        .values_list("role", flat=True)
        .first()
    )
    if role is None:
        raise NotFound
    return Role(role)


def require(actor: User, workspace_id: UUID, permission: Permission) -> Role:
    """The actor's role, if it allows `permission`; else `Forbidden`, or `NotFound` for strangers."""
    role = role_of(actor, workspace_id)
    if permission not in PERMISSIONS[role]:
        raise Forbidden(f"As {role.value} of this workspace you may not do this.")
    return role
