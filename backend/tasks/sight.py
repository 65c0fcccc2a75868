"""Which task is meant, and whether it is seen: conditions over `tasks_task t JOIN projects_project p`."""

from uuid import UUID

from backend.accounts.models import User
from backend.core.errors import NotFound
from backend.core.sql import Condition

SEEN = """p.deleted_at IS NULL AND EXISTS (
        SELECT FROM workspaces_member m JOIN workspaces_workspace w ON w.id = m.workspace_id
        WHERE m.workspace_id = p.workspace_id AND m.user_id = %s AND w.deleted_at IS NULL)
    AND (p.visibility = 'workspace'
        OR EXISTS (SELECT FROM projects_projectmember o WHERE o.project_id = p.id AND o.user_id = %s))"""


# A task that has the key, or else the one that had it before it moved: it may be that of a new project meanwhile.
_KEYED = """COALESCE(
    (SELECT k.id FROM tasks_task k JOIN projects_project kp ON kp.id = k.project_id
        WHERE kp.workspace_id = %s AND kp.key = %s AND kp.deleted_at IS NULL AND k.number = %s),
    (SELECT a.task_id FROM tasks_taskalias a JOIN projects_project ap ON ap.id = a.project_id
        WHERE ap.workspace_id = %s AND ap.key = %s AND a.number = %s
        ORDER BY ap.deleted_at DESC NULLS FIRST LIMIT 1))"""


def seen_by(reader: User) -> Condition:
    """The tasks of the projects that `reader` may see, those in the trash included."""
    return Condition(SEEN, (reader.id, reader.id))


def named(ref: str, workspace_id: UUID | None, *, in_trash: bool = False) -> Condition:
    """The task with this id, or with this readable key in a workspace; not one in the trash unless it is asked for."""
    living = "" if in_trash else " AND t.deleted_at IS NULL"
    try:
        return Condition(f"t.id = %s{living}", (UUID(ref),))
    except ValueError:
        key, _, number = ref.rpartition("-")
        if workspace_id is None or not (number.isascii() and number.isdigit()) or len(number) > 9:
            raise NotFound("A task is named by its id, or by its key together with ?workspace=.") from None
        return Condition(
            f"t.id = {_KEYED}{living}", (workspace_id, key.upper(), int(number), workspace_id, key.upper(), int(number))
        )
