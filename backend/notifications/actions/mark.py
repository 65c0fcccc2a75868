"""What people do with what they were told: read it, put it away, and take that back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict, Unpack
from uuid import UUID

from django.db.models import Q

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.errors import NotFound, invalid
from backend.eventlog.change import change
from backend.notifications.documents import NOTIFICATION
from backend.notifications.kinds import NOTIFICATION_KINDS
from backend.notifications.models import Notification, NotificationQuerySet
from backend.tasks.models import Task
from backend.workspaces.access import role_of

MOST = 500  # in one transaction


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of one's notifications are meant: one of the three is given."""

    ids: tuple[UUID, ...] | None = None
    task_id: UUID | None = None
    workspace_id: UUID | None = None


class Marks(TypedDict, total=False):
    """What they shall be."""

    is_read: bool
    is_archived: bool


def mark(choice: Choice, *, actor: User, **marks: Unpack[Marks]) -> list[UUID]:
    """Read or unread, put away or taken back. Those that this changes; what is so already is let be."""
    rows = _chosen(choice, actor).filter(_differing(marks))
    ids = list(rows.order_by("id").values_list("id", flat=True))
    return [one for part in _parts(ids) for one in _mark(part, actor, marks)]


def _mark(ids: list[UUID], actor: User, marks: Marks) -> list[UUID]:
    at = now()
    values = {"read_at": marks.get("is_read"), "archived_at": marks.get("is_archived")}
    with change(actor) as log:
        entries = list(Notification.objects.filter(_differing(marks), id__in=ids).locked())
        log.watch(NOTIFICATION, *entries)
        with log.together():
            for entry in entries:
                log.revise(
                    entry, **{name: at if is_set else None for name, is_set in values.items() if is_set is not None}
                )
                log.record(NOTIFICATION_KINDS["updated"], entry, user_id=entry.user_id)
    return [entry.id for entry in entries]


def _chosen(choice: Choice, actor: User) -> NotificationQuerySet:
    mine = Notification.objects.visible_to(actor)
    if choice.workspace_id is not None:
        role_of(actor, choice.workspace_id)
        return mine.filter(workspace_id=choice.workspace_id)
    if choice.task_id is not None:
        if not Task.objects.visible_to(actor).living().filter(id=choice.task_id).exists():
            raise NotFound
        return mine.filter(task_id=choice.task_id)
    found = mine.filter(id__in=choice.ids or ())
    unknown = sorted(map(str, set(choice.ids or ()) - set(found.values_list("id", flat=True))))
    if unknown:
        raise invalid("ids", f"{', '.join(unknown)}: no notification of yours has this id")
    return found


def _differing(marks: Marks) -> Q:
    differing = Q()
    for name, column in (("is_read", "read_at"), ("is_archived", "archived_at")):
        if name in marks:
            differing |= Q((f"{column}__isnull", bool(marks[name])))  # type: ignore[literal-required]
    return differing


def _parts(ids: list[UUID]) -> Iterator[list[UUID]]:
    for begin in range(0, len(ids), MOST):
        yield ids[begin : begin + MOST]
