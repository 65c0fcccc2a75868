"""What members and administrators do to people."""

from uuid import UUID

from backend.accounts import actions as accounts
from backend.accounts.models import User
from backend.core.answers import Versions
from backend.core.errors import NotFound
from backend.eventlog.change import change
from backend.workspaces.access import require
from backend.workspaces.actions.member import add_member
from backend.workspaces.people import people_visible_to, require_administrator, require_to_edit
from backend.workspaces.roles import Permission


def make_person(
    workspace_id: UUID,
    *,
    actor: User,
    first_name: str,
    last_name: str = "",
    email: str | None = None,
    avatar: str | None = None,
    timezone: str = "UTC",
    id: UUID | None = None,  # noqa: A002  # the API's name
) -> User:
    """A person without log-in, who is a member of the workspace: to be given tasks now, and claimed or invited later.

    `Conflict` for a known address.
    """
    with change(actor):
        require(actor, workspace_id, Permission.MANAGE_MEMBERS)
        person = accounts.create_person(
            first_name=first_name, last_name=last_name, email=email, avatar=avatar, timezone=timezone, id=id
        )
        add_member(workspace_id, actor=actor, user=person)
    return person


def edit_person(user_id: UUID, *, actor: User, expected: Versions = None, **fields: str | None) -> User:
    """Change somebody's name, picture, time zone or address. Whether one may is asked of the locked row."""
    require_visible(actor, user_id)
    with change(actor):
        require_to_edit(actor, accounts.locked_person(user_id), fields)
        return accounts.edit_person(user_id, actor=actor, expected=expected, **fields)


def deactivate_person(user_id: UUID, *, actor: User, expected: Versions = None) -> User:
    """Switch somebody off."""
    require_visible(actor, user_id)
    require_administrator(actor)
    return accounts.deactivate(user_id, actor=actor, expected=expected)


def reactivate_person(user_id: UUID, *, actor: User, expected: Versions = None) -> User:
    """Switch somebody on again."""
    require_visible(actor, user_id)
    require_administrator(actor)
    return accounts.reactivate(user_id, actor=actor, expected=expected)


def require_visible(actor: User, user_id: UUID) -> None:
    """`NotFound` for people with whom one shares no workspace."""
    if not people_visible_to(actor).filter(id=user_id).exists():
        raise NotFound
