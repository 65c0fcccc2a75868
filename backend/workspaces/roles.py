"""Who may do what in a workspace, and who may write what: two tables."""

from collections.abc import Mapping
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


class AllFields(frozenset[str]):
    """The name of every field, those of later days too."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)


ALL = AllFields()
Fields = Mapping[str, frozenset[str]]

_MEMBER = frozenset({Permission.VIEW, Permission.WRITE_TASKS, Permission.WRITE_PROJECTS})
_ADMIN = _MEMBER | {Permission.MANAGE_PROJECTS, Permission.MANAGE_MEMBERS, Permission.MANAGE_WORKSPACE}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.ADMIN: _ADMIN,
    Role.MEMBER: _MEMBER,
    Role.VIEWER: frozenset({Permission.VIEW}),
}

MANAGERS = frozenset(role for role in Role if Permission.MANAGE_MEMBERS in PERMISSIONS[role])

_RESOURCES = ("workspace", "project", "status", "label", "field", "task", "template", "project_template", "view")
_EVERYTHING: Fields = dict.fromkeys(_RESOURCES, ALL)

# resource → the fields of an existing one that a role may change, as the API names them. What is not named here is
# closed to the role. A role that only reports progress would be {"task": frozenset({"status"})}.
FIELDS: dict[Role, Fields] = {
    Role.OWNER: _EVERYTHING,
    Role.ADMIN: _EVERYTHING,
    Role.MEMBER: {
        "project": frozenset({"name", "description", "color"}),
        "status": ALL,
        "label": ALL,
        "field": ALL,
        "task": ALL,
        "template": ALL,
        "project_template": ALL,
        "view": ALL,
    },
    Role.VIEWER: {"view": frozenset({"name", "q", "layout", "project_id", "options"})},
}
