"""Telling people what happened: in the app at once, by mail a little later, and each of it once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from uuid import UUID

from backend.core.sql import execute
from backend.eventlog.change import Log, change
from backend.eventlog.models import Event
from backend.notifications.actions.mail import post
from backend.notifications.audience import NEWS, audience_of, told_changes
from backend.notifications.documents import NOTIFICATION
from backend.notifications.kinds import NOTIFICATION_KINDS
from backend.notifications.mails import excerpt
from backend.notifications.models import Channel, Letter, News, Notification, Told
from backend.notifications.preferences import unwanted
from backend.tasks.models import Comment, Task

MOST = 200  # in one transaction
SOON = timedelta(minutes=15)  # within which further changes by the same person come into one entry
_JOINING = frozenset({News.COMMENTED, News.CHANGED})
_REWORDED = frozenset({"comment.updated", "comment.deleted"})

# Any number that no other advisory lock has.
_TURN = int.from_bytes(b"inbox")


@dataclass(frozen=True, slots=True)
class Item:
    """One event as news for one person."""

    event: Event
    task_id: UUID
    user_id: UUID
    kind: News

    @property
    def excerpt(self) -> str:
        """The beginning of what was said."""
        if self.kind == News.ASSIGNED:
            return excerpt(str(self.event.data.get("description", "")))
        return excerpt(str(self.event.data.get("body", "")))

    @property
    def comment_id(self) -> UUID | None:
        """The comment that it is about."""
        return self.event.object_id if self.event.object_type == "comment" else None


def tell(workspace_id: UUID, first: int, last: int) -> None:
    """Tell each person whom one of the events `first` … `last` concerns."""
    rows = Event.objects.filter(workspace_id=workspace_id, seq__range=(first, last), type__in=NEWS.keys() | _REWORDED)
    events = list(rows.order_by("seq"))
    items = [item for event in events for item in _items(event)]
    waiting = iter(items)
    while part := list(islice(waiting, MOST)):
        _notify(workspace_id, part)
    _reword(workspace_id, [event.object_id for event in events if event.type in _REWORDED])


def tell_one(workspace_id: UUID, seq: int, user_id: UUID) -> None:
    """Tell one person of one event, as jobs ask that an earlier version has enqueued; what he was told is not again."""
    event = Event.objects.filter(workspace_id=workspace_id, seq=seq, type__in=NEWS.keys()).first()
    items = _items(event) if event is not None else []
    if mine := [item for item in items if item.user_id == user_id]:
        _notify(workspace_id, mine)


def _items(event: Event) -> list[Item]:
    if event.task_id is None:
        return []
    return [Item(event, event.task_id, user_id, kind) for user_id, kind in audience_of(event).items()]


def take_turn(workspace_id: UUID) -> None:
    """Until this transaction ends nobody else tells anything of this workspace: what belongs together comes together.

    Before all other locks.
    """
    execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_TURN % 2**31, str(workspace_id)])


def _notify(workspace_id: UUID, items: Sequence[Item]) -> None:
    with change(None) as log:
        take_turn(workspace_id)
        there = {task.id for task in Task.objects.all().kept({item.task_id for item in items})}
        items = [item for item in items if item.task_id in there]
        post([_letter(workspace_id, item) for item in items])
        wanted = _unknown(workspace_id, items)
        entries = _Entries(log, workspace_id, wanted)
        for item in wanted:
            entries.take(item)
        entries.keep()


def _unknown(workspace_id: UUID, items: Sequence[Item]) -> list[Item]:
    """What they have not been told yet, and want to hear of."""
    people = {item.user_id for item in items}
    rows = Told.objects.filter(workspace_id=workspace_id, user_id__in=people, seq__in={one.event.seq for one in items})
    told, off = set(rows.values_list("user_id", "seq")), unwanted(people, Channel.APP)
    return [
        item for item in items if (item.user_id, item.event.seq) not in told and (item.user_id, item.kind) not in off
    ]


def _letter(workspace_id: UUID, item: Item) -> Letter:
    event = item.event
    return Letter(
        workspace_id=workspace_id,
        user_id=item.user_id,
        kind=item.kind,
        task_id=item.task_id,
        comment_id=item.comment_id,
        actor_name=event.actor_name,
        seq=event.seq,
        changes=told_changes(event) if item.kind == News.CHANGED else {},
        happened_at=event.at,
    )


_Key = tuple[UUID, UUID, UUID | None]  # whom, about which task, who did it


class _Entries:
    """What is told in one transaction: new entries, and those that are there to which more comes."""

    def __init__(self, log: Log, workspace_id: UUID, items: Sequence[Item]) -> None:
        self._log, self._workspace_id = log, workspace_id
        self._new: list[Notification] = []
        self._told: list[Told] = []
        self._open: dict[_Key, Notification] = {}
        people, tasks = {item.user_id for item in items}, {item.task_id for item in items}
        rows = Notification.objects.unread().filter(user_id__in=people, task_id__in=tasks, kind__in=_JOINING)
        for entry in sorted(rows.locked(), key=lambda one: one.happened_at):
            self._open[entry.user_id, entry.task_id, entry.actor_id] = entry

    def take(self, item: Item) -> None:
        """Tell one thing: within the entry about the same task and person, or in one of its own."""
        key = (item.user_id, item.task_id, item.event.actor_id)
        entry = self._open.get(key) if item.kind in _JOINING else None
        if entry is None or abs(item.event.at - entry.happened_at) > SOON:
            entry = self._entry(item)
            self._new.append(entry)
            if item.kind in _JOINING:
                self._open[key] = entry
        else:
            self._join(entry, item)
        self._told.append(
            Told(notification=entry, workspace_id=self._workspace_id, user_id=item.user_id, seq=item.event.seq)
        )

    def keep(self) -> None:
        """Write what is new, with its events."""
        Notification.objects.bulk_create(self._new)
        Told.objects.bulk_create(self._told)
        for entry in self._new:
            self._log.record(NOTIFICATION_KINDS["created"], entry, user_id=entry.user_id)

    def _entry(self, item: Item) -> Notification:
        event = item.event
        return Notification(
            workspace_id=self._workspace_id,
            user_id=item.user_id,
            kind=item.kind,
            task_id=item.task_id,
            comment_id=item.comment_id,
            actor_id=event.actor_id,
            seq=event.seq,
            excerpt=item.excerpt,
            changes=told_changes(event),
            happened_at=event.at,
        )

    def _join(self, entry: Notification, item: Item) -> None:
        """Let an entry tell one event more: jobs may come in another order than what they tell."""
        event, is_newer = item.event, item.event.seq > (entry.seq or 0)
        changes = told_changes(event)
        older, newer = (entry.changes, changes) if is_newer else (changes, entry.changes)
        values: dict[str, object] = {"count": entry.count + 1, "changes": _joined(older, newer)}
        if is_newer:
            values |= {"seq": event.seq, "happened_at": event.at}
        if item.kind == News.COMMENTED and (is_newer or entry.comment_id is None):
            values |= {"kind": News.COMMENTED, "comment_id": item.comment_id, "excerpt": item.excerpt}
        is_new = any(entry is one for one in self._new)
        if not is_new:
            self._log.watch(NOTIFICATION, entry)
        for name, value in values.items():
            setattr(entry, name, value)
        if not is_new:
            self._log.touch(entry, *(name.removesuffix("_id") for name in values))
            self._log.record(NOTIFICATION_KINDS["updated"], entry, user_id=entry.user_id)


def _joined(older: dict[str, list[object]], newer: dict[str, list[object]]) -> dict[str, list[object]]:
    """What both have changed together: from what it was at first to what it is at last."""
    both = {name: [older[name][0], newer[name][1]] for name in older.keys() & newer.keys()}
    return older | newer | both


def _reword(workspace_id: UUID, comment_ids: Collection[UUID]) -> None:
    """Quote comments as they are now; what was deleted is not quoted any more."""
    if not comment_ids:
        return
    with change(None) as log:
        take_turn(workspace_id)
        entries = list(Notification.objects.filter(comment_id__in=comment_ids).locked())
        bodies: dict[UUID | None, str] = dict(Comment.objects.filter(id__in=comment_ids).values_list("id", "body"))
        log.watch(NOTIFICATION, *entries)
        for entry in entries:
            if log.revise(entry, excerpt=excerpt(bodies.get(entry.comment_id, ""))):
                log.record(NOTIFICATION_KINDS["updated"], entry, user_id=entry.user_id)
