"""A change and its events are one transaction.

    with change(actor) as log:
        task = Task.objects.visible_to(actor).locked().get(id=task_id)
        log.watch(TASK, task)
        task.revise(title=title)
        log.record(TASK_UPDATED, task)

Events are collected in the outermost change, and written at its end (`eventlog.write`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from django.db import transaction

from backend.core.clock import now
from backend.core.documents import Document, DocumentData, read
from backend.core.models import Resource
from backend.eventlog.kinds import Kind
from backend.eventlog.write import Pending, write

# A client chooses ids: things of two kinds may have the same one.
_Key = tuple[type[Resource], UUID]


class Person(Protocol):
    """Whoever acts: a user."""

    id: UUID
    name: str


@dataclass(slots=True)
class Log:
    """The events of one change, until it ends: of each object one, however often it is touched."""

    actor: Person | None
    pending: list[Pending] = field(default_factory=list)
    before: dict[_Key, DocumentData] = field(default_factory=dict)
    raised: set[_Key] = field(default_factory=set)
    tell: bool = False

    def watch(self, document: Document, *things: Resource) -> None:
        """Remember how locked rows look before they are changed."""
        unknown = {one.id: one for one in things if _key(one) not in self.before and _key(one) not in self.raised}
        if unknown:
            found = read(document, unknown)
            self.before |= {_key(unknown[object_id]): data for object_id, data in found.items()}

    def revise(self, thing: Resource, **values: object) -> bool:
        """Set the fields that differ, raise the version and save; False, and no write, where nothing differs."""
        changed = [name for name, value in values.items() if getattr(thing, name) != value]
        for name in changed:
            setattr(thing, name, values[name])
        if changed:
            self.touch(thing, *changed)
        return bool(changed)

    def touch(self, thing: Resource, *fields: str) -> None:
        """Save `fields` and raise the version, once per change; without `fields` for facts that other rows hold."""
        if _key(thing) not in self.raised:
            thing.version += 1
            self.raised.add(_key(thing))
        thing.updated_at = now()
        thing.write(*fields, "version", "updated_at")

    def record(
        self,
        kind: Kind,
        thing: Resource,
        *,
        workspace_id: UUID | None = None,
        tell: bool = False,
        admins_only: bool = False,
        user_id: UUID | None = None,
    ) -> None:
        """An event of `kind`. With `tell`, a job reads it and tells the people whom it concerns."""
        self.raised.add(_key(thing))
        self.tell |= tell
        where = workspace_id if workspace_id is not None else workspace_of(thing)
        one = Pending(kind, thing.id, where, self.before.get(_key(thing)), admins_only, user_id)
        self._merge(one)

    def remember(self, thing: Resource, data: DocumentData) -> None:
        """As `watch`, where the document of the locked row has been read already."""
        if _key(thing) not in self.raised:
            self.before.setdefault(_key(thing), data)

    def copy(self) -> "Log":
        """The same, to be thrown away or taken over."""
        return Log(self.actor, [*self.pending], {**self.before}, {*self.raised}, tell=self.tell)

    def take_over(self, other: "Log") -> None:
        """Be as a copy has become."""
        self.pending, self.before, self.raised, self.tell = other.pending, other.before, other.raised, other.tell

    def _merge(self, one: Pending) -> None:
        """What happens to an object after it was created in this change is part of its creation."""
        for index, earlier in enumerate(self.pending):
            if earlier.subject() == one.subject():
                if earlier.kind.verb not in {"created", "added"} and one.kind.verb != "updated":
                    self.pending[index] = one
                return
        self.pending.append(one)


def _key(thing: Resource) -> _Key:
    return type(thing), thing.id


def workspace_of(thing: Resource) -> UUID:
    """The workspace in whose log the events of `thing` stand."""
    workspace_id = getattr(thing, "workspace_id", None)
    return workspace_id if isinstance(workspace_id, UUID) else thing.id


_log: ContextVar[Log | None] = ContextVar("tasktide_change", default=None)


@contextmanager
def change(actor: Person | None, *, alone: bool = False) -> Iterator[Log]:
    """The transaction of a change by `actor` (nobody: the system); inside another change a part of that.

    `alone`: inside another change a savepoint, for whoever goes on with the outer one although this has failed.
    """
    outer = _log.get()
    if outer is None:
        with transaction.atomic(), _collecting(Log(actor)) as log:
            yield log
            write(log.actor, log.pending, tell=log.tell)
    elif alone:
        with transaction.atomic(), _collecting(outer.copy()) as log:
            yield log
        outer.take_over(log)
    else:
        with transaction.atomic(savepoint=False):
            yield outer


@contextmanager
def _collecting(log: Log) -> Iterator[Log]:
    token = _log.set(log)
    try:
        yield log
    finally:
        _log.reset(token)
