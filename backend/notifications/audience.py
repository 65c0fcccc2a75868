"""Who hears of what: one function per kind of news."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from backend.accounts.models import User
from backend.core.ids import NOBODY
from backend.core.sql import fetch
from backend.eventlog.models import Event
from backend.notifications.models import News
from backend.tasks.hearing import people_watching
from backend.tasks.sight import SEEN

Audience = Callable[[Event], frozenset[UUID]]

# What of a task its watchers want to hear of when it changes.
_NEWS_OF_TASKS = frozenset({"status", "due_at", "assignees", "archived_at", "project_id"})


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
    """Who wants to hear of changes of the event's task, but for who made this one."""
    return frozenset() if event.task_id is None else people_watching(event.task_id) - {event.actor_id}


def concerned(event: Event) -> frozenset[UUID]:
    """The same, if it is a change that one wants to hear of."""
    return watching(event) if event.changes.keys() & _NEWS_OF_TASKS else frozenset()


def told_changes(event: Event) -> dict[str, list[object]]:
    """What of the event's changes is told."""
    return {name: pair for name, pair in event.changes.items() if name in _NEWS_OF_TASKS}


_CHANGED = ((News.ASSIGNED, assigned), (News.CHANGED, concerned))

NEWS: Mapping[str, Sequence[tuple[News, Audience]]] = {
    "task.created": ((News.ASSIGNED, assigned),),
    "task.updated": _CHANGED,
    # One call may move or archive a task and assign it: that is one event.
    "task.moved": _CHANGED,
    "task.archived": _CHANGED,
    "task.unarchived": _CHANGED,
    "comment.created": ((News.MENTIONED, mentioned), (News.COMMENTED, watching)),
    "comment.updated": ((News.MENTIONED, mentioned),),
    "reminder.sent": ((News.REMINDER, reminded),),
}
"""Type of event → what is told, and whom. A person is told one thing of an event: the first that concerns him."""


def audience_of(event: Event) -> dict[UUID, News]:
    """Person → what he is told of the event, if he may see what it is about now, in order of id."""
    people: dict[UUID, News] = {}
    for kind, audience in NEWS.get(event.type, ()):
        people = dict.fromkeys(audience(event), kind) | people
    return {user.id: people[user.id] for user in reachable(event.task_id or NOBODY, frozenset(people))}


_SEEING = f"""
    SELECT u.id FROM accounts_user u, tasks_task t JOIN projects_project p ON p.id = t.project_id
    WHERE u.id = ANY(%s) AND t.id = %s AND t.deleted_at IS NULL AND {SEEN.replace("%s", "u.id")}"""


def reachable(task_id: UUID, people: frozenset[UUID]) -> list[User]:
    """Those of `people` who can log in and may see the living task now, in order of id."""
    seeing = [user_id for (user_id,) in fetch(_SEEING, [list(people), task_id])] if people else []
    return list(User.objects.able_to_log_in().filter(id__in=seeing).order_by("id"))


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
