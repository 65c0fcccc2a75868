"""Who hears of what: one function per kind of news."""

from collections.abc import Callable, Mapping
from uuid import UUID

from backend.accounts.models import User
from backend.core.sql import fetch
from backend.eventlog.models import Event
from backend.tasks.models import Task

Audience = Callable[[Event], frozenset[UUID]]

_WATCHING = """
    SELECT created_by_id FROM tasks_task WHERE id = %s
    UNION SELECT user_id FROM tasks_assignment WHERE task_id = %s
    UNION SELECT author_id FROM tasks_comment WHERE task_id = %s AND deleted_at IS NULL
    UNION SELECT m.user_id FROM tasks_mention m JOIN tasks_comment c ON c.id = m.comment_id
        WHERE c.task_id = %s AND c.deleted_at IS NULL
    UNION SELECT user_id FROM tasks_watcher WHERE task_id = %s
    EXCEPT SELECT user_id FROM tasks_watcher WHERE task_id = %s AND is_muted"""


def assigned(event: Event) -> frozenset[UUID]:
    """The people to whom the event newly gave its task, but not who did it himself."""
    return _new_in(event, "assignees")


def mentioned(event: Event) -> frozenset[UUID]:
    """The people whom the event's comment names and did not name before, but not who wrote it."""
    return _new_in(event, "mentions")


def reminded(event: Event) -> frozenset[UUID]:
    """The owner of the event's reminder."""
    return frozenset({UUID(event.data["user_id"])})


def watching(event: Event) -> frozenset[UUID]:
    """Who wants to hear of changes of the event's task, but for who made this one.

    Whoever made the task, has it, spoke of it, was named there or watches it, and has not muted it.
    """
    rows = fetch(_WATCHING, [event.task_id] * _WATCHING.count("%s"))
    return frozenset(user_id for (user_id,) in rows if user_id is not None) - {event.actor_id}


# The job that tells, and whom.
NEWS: Mapping[str, Mapping[str, Audience]] = {
    "task.created": {"email.assigned": assigned},
    "task.updated": {"email.assigned": assigned},
    # One call may move or archive a task and assign it: that is one event.
    "task.moved": {"email.assigned": assigned},
    "task.archived": {"email.assigned": assigned},
    "task.unarchived": {"email.assigned": assigned},
    "comment.created": {"email.mentioned": mentioned},
    "comment.updated": {"email.mentioned": mentioned},
    "reminder.sent": {"email.reminder": reminded},
}


def reachable(task_id: UUID, people: frozenset[UUID]) -> list[User]:
    """Those of `people` who can log in and may see the living task now, in order of id."""
    users = User.objects.able_to_log_in().filter(id__in=people).order_by("id")
    return [user for user in users if Task.objects.visible_to(user).living().filter(id=task_id).exists()]


def _new_in(event: Event, field: str) -> frozenset[UUID]:
    """The people whom a field newly holds."""
    if event.type.endswith(".created"):
        before, after = frozenset[UUID](), _ids(event.data.get(field))
    else:
        old, new = event.changes.get(field, ([], []))
        before, after = _ids(old), _ids(new)
    return after - before - {event.actor_id}


def _ids(people: object) -> frozenset[UUID]:
    rows = people if isinstance(people, list) else []
    return frozenset(UUID(row["id"]) for row in rows)
