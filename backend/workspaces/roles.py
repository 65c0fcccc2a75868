"""Who may do what in a workspace: one table."""

from enum import StrEnum, auto

from django.db import models


class Role(models.TextChoices):
    """A member's role, most powerful first."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"
    VIEWER = "viewer"


class Permission(StrEnum):
    """What an action asks for."""

    VIEW = auto()
    WRITE_TASKS = auto()
    WRITE_PROJECTS = auto()
    MANAGE_PROJECTS = auto()
    MANAGE_MEMBERS = auto()
    MANAGE_WORKSPACE = auto()
    MANAGE_OWNERS = auto()
    DELETE_WORKSPACE = auto()


_MEMBER = frozenset({Permission.VIEW, Permission.WRITE_TASKS, Permission.WRITE_PROJECTS})
_ADMIN = _MEMBER | {Permission.MANAGE_PROJECTS, Permission.MANAGE_MEMBERS, Permission.MANAGE_WORKSPACE}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.ADMIN: _ADMIN,
    Role.MEMBER: _MEMBER,
    Role.VIEWER: frozenset({Permission.VIEW}),
}
