"""Who hears of what: one function per kind of news."""

from collections.abc import Callable, Mapping
from uuid import UUID

from backend.accounts.models import User
from backend.eventlog.models import Event
from backend.tasks.models import Task

Audience = Callable[[Event], frozenset[UUID]]


def assigned(event: Event) -> frozenset[UUID]:
    """The people to whom the event newly gave its task, but not who did it himself."""
    if event.type == "task.created":
        before, after = frozenset[UUID](), _ids(event.data.get("assignees"))
    else:
        old, new = event.changes.get("assignees", ([], []))
        before, after = _ids(old), _ids(new)
    return after - before - {event.actor_id}


# The job that tells, and whom.
NEWS: Mapping[str, Mapping[str, Audience]] = {
    "task.created": {"email.assigned": assigned},
    "task.updated": {"email.assigned": assigned},
}


def reachable(task_id: UUID, people: frozenset[UUID]) -> list[User]:
    """Those of `people` who can log in and may see the living task now, in order of id."""
    users = User.objects.able_to_log_in().filter(id__in=people).order_by("id")
    return [user for user in users if Task.objects.visible_to(user).living().filter(id=task_id).exists()]


def _ids(people: object) -> frozenset[UUID]:
    rows = people if isinstance(people, list) else []
    return frozenset(UUID(row["id"]) for row in rows)
