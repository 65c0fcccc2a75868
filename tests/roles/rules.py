"""Who may call what: one line for each operation of the API. A new endpoint gets its line in `OPERATIONS`.

A line says whom the operation is for and what makes it do something. Texts may name things of the place in braces:
`{project_id}`, `{status_id}`, `{dora_id}` … (`places.py`). What comes of it for whom, `expected` works out from the
table of roles.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any

from backend.workspaces.roles import PERMISSIONS, Permission, Role

OK = 200
Body = Mapping[str, Any] | bytes | None  # bytes: a form with a file


class Audience(StrEnum):
    """For whom an operation is."""

    PUBLIC = auto()  # nobody in particular; no token is needed
    ACCOUNT = auto()  # whoever is signed in: it is about himself
    PERSONAL = auto()  # the owner of a thing; for others there is none
    WORKSPACE = auto()  # members of the workspace, by their role
    PROJECT = auto()  # members of the workspace who see the project, by their role
    AUTHOR = auto()  # of those the one who made it
    AUTHOR_OR_ADMIN = auto()
    MINE = auto()  # of those who see the project the owner of the thing; for others there is none
    INSTALLATION = auto()  # the administrator of the installation, who is none of the callers


@dataclass(frozen=True, slots=True)
class Rule:
    """One operation. `gives`: the answer to who may; 200 stands for any success. `hidden`: the answer to a stranger.

    `in_private`: what it takes in a private project, where that is more.
    """

    audience: Audience
    permission: Permission = Permission.VIEW
    body: Body = None
    query: str = ""
    gives: int = OK
    hidden: int = 404
    at: Mapping[str, str] = field(default_factory=dict)
    in_private: Permission | None = None

    def expected(self, role: Role | None, *, is_signed_in: bool, sees: bool, is_own: bool) -> int:
        """The answer: `role` in the place's workspace, whether he `sees` the project, whether the thing is his own."""
        if self.audience is not Audience.PUBLIC and not is_signed_in:
            return 401
        if not self._is_there(role, sees=sees, is_own=is_own):
            return self.hidden
        return self.gives if self._is_for(role, is_own=is_own) else 403

    def _is_there(self, role: Role | None, *, sees: bool, is_own: bool) -> bool:
        match self.audience:
            case Audience.PUBLIC | Audience.ACCOUNT:
                return True
            case Audience.PERSONAL:
                return is_own
            case Audience.WORKSPACE | Audience.INSTALLATION:
                return role is not None
            case Audience.MINE:
                return sees and is_own
            case _:
                return sees

    def _is_for(self, role: Role | None, *, is_own: bool) -> bool:
        if role is None or self.audience in {Audience.PUBLIC, Audience.ACCOUNT, Audience.PERSONAL}:
            return True
        if self.audience is Audience.INSTALLATION:
            return False
        is_admin = self.audience is Audience.AUTHOR_OR_ADMIN and role in {Role.OWNER, Role.ADMIN}
        is_authors = self.audience in {Audience.AUTHOR, Audience.AUTHOR_OR_ADMIN}
        # The callers' own project is a private one.
        needed = self.in_private if is_own and self.in_private else self.permission
        return needed in PERMISSIONS[role] and (is_own or is_admin or not is_authors)


def public(body: Body = None, **more: Any) -> Rule:
    """For anybody."""
    return Rule(Audience.PUBLIC, body=body, **more)


def account(body: Body = None, **more: Any) -> Rule:
    """For whoever is signed in, about himself."""
    return Rule(Audience.ACCOUNT, body=body, **more)


def personal(body: Body = None, **more: Any) -> Rule:
    """For the owner of the thing."""
    return Rule(Audience.PERSONAL, body=body, **more)


def workspace(permission: Permission, body: Body = None, **more: Any) -> Rule:
    """For members of the workspace."""
    return Rule(Audience.WORKSPACE, permission, body, **more)


def project(permission: Permission, body: Body = None, **more: Any) -> Rule:
    """For those who see the project."""
    return Rule(Audience.PROJECT, permission, body, **more)


def author(permission: Permission, body: Body = None, **more: Any) -> Rule:
    """For who made it."""
    return Rule(Audience.AUTHOR, permission, body, **more)


def mine(body: Body = None, **more: Any) -> Rule:
    """For the owner of what hangs on a task."""
    return Rule(Audience.MINE, body=body, **more)


def installation(body: Body = None, **more: Any) -> Rule:
    """For the administrator of the installation."""
    return Rule(Audience.INSTALLATION, body=body, **more)
