"""Which things one can be at, and who may know it: whoever may see the thing."""

from typing import NamedTuple
from uuid import UUID

from backend.accounts.models import User
from backend.core.errors import NotFound
from backend.core.sql import fetch_one
from backend.presence.schemas import Thing
from backend.tasks.sight import SEEN
from backend.workspaces.access import require
from backend.workspaces.roles import Permission

_PROJECT = "p.id, CASE WHEN p.visibility = 'private' THEN p.id END"
_TASK = f"""
    SELECT {_PROJECT}, p.key || '-' || t.number FROM tasks_task t JOIN projects_project p ON p.id = t.project_id
    WHERE t.id = %s AND p.workspace_id = %s AND t.deleted_at IS NULL AND {SEEN}"""
_WHOLE_PROJECT = f"SELECT {_PROJECT}, p.key FROM projects_project p WHERE p.id = %s AND p.workspace_id = %s AND {SEEN}"
_PERSON = "SELECT NULL::uuid, NULL::uuid, NULL::text FROM workspaces_member WHERE user_id = %s AND workspace_id = %s"


class Place(NamedTuple):
    """Where a thing lies: its project, which is the private one if it is private, and the key that it is known by."""

    project_id: UUID | None
    private_project_id: UUID | None
    key: str | None


def place_of(thing: Thing, thing_id: UUID, workspace_id: UUID, *, seen_by: User) -> Place:
    """`NotFound` for what `seen_by` does not see."""
    require(seen_by, workspace_id, Permission.VIEW)
    named, reader = [thing_id, workspace_id], [seen_by.id, seen_by.id]
    match thing:
        case "task":
            row = fetch_one(_TASK, named + reader)
        case "project":
            row = fetch_one(_WHOLE_PROJECT, named + reader)
        case "user":
            row = fetch_one(_PERSON, named)
    if row is None:
        raise NotFound
    return Place(*row)
