"""A change and its events are one transaction.

    with change(actor) as log:
        task = Task.objects.visible_to(actor).locked().get(id=task_id)
        log.watch(TASK, task)
        task.revise(title=title)
        log.record(TASK_UPDATED, task)

Events are collected in the outermost change, and written at its end (`eventlog.write`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from django.db import transaction

from backend.core.clock import now
from backend.core.documents import Document, DocumentData, read, read_texts
from backend.core.models import Resource
from backend.core.rows import update_many
from backend.eventlog.kinds import Kind
from backend.eventlog.write import Pending, Subject, write

_NEW = frozenset({"created", "added"})
_END = frozenset({"deleted", "removed", "purged"})
# A client chooses ids: things of two kinds may have the same one.
_Key = tuple[type[Resource], UUID]
Question = Callable[[frozenset[UUID], UUID | None], bool]


class Person(Protocol):
    """Whoever acts: a user."""

    id: UUID
    name: str


@dataclass(slots=True)
class _Touched:
    thing: Resource
    fields: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Log:
    """The events of one change, until it ends: of each object one, however often it is touched."""

    actor: Person | None
    pending: dict[Subject, Pending] = field(default_factory=dict)
    before: dict[_Key, DocumentData] = field(default_factory=dict)
    raised: set[_Key] = field(default_factory=set)
    tell: bool = False
    asked: dict[Question, set[UUID]] = field(default_factory=dict)
    waiting: dict[_Key, "_Touched"] | None = None
    ends: bool = False

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
        if self.waiting is None:
            thing.write(*fields, "version", "updated_at")
        else:
            self.waiting.setdefault(_key(thing), _Touched(thing)).fields.update(fields)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write the rows that are touched inside at the end, in one statement: nothing inside may read them."""
        if self.waiting is not None:
            yield
            return
        self.waiting = {}
        try:
            yield
            touched = list(self.waiting.values())
        finally:
            self.waiting = None
        for model in {type(one.thing) for one in touched}:
            mine = [one for one in touched if type(one.thing) is model]
            update_many([one.thing for one in mine], {"version", "updated_at"}.union(*(one.fields for one in mine)))

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
        self.ends |= kind.verb in _END
        where = workspace_id if workspace_id is not None else workspace_of(thing)
        one = Pending(kind, thing.id, where, self.before.get(_key(thing)), admins_only, user_id)
        self._merge(one)

    def tell_if(self, question: Question, thing_id: UUID) -> None:
        """A job tells of this change if the answer is yes: asked at its end, once for all things, with the actor."""
        self.asked.setdefault(question, set()).add(thing_id)

    def is_told(self) -> bool:
        """Whether there is somebody to tell."""
        by = self.actor.id if self.actor else None
        return self.tell or any(question(frozenset(ids), by) for question, ids in self.asked.items())

    def keep_quiet(self) -> None:
        """Tell nobody, whatever has happened so far."""
        self.tell, self.asked = False, {}

    def depart(self, kind: Kind, thing: Resource, data: DocumentData) -> None:
        """An event for those who see `thing` no more after its next one: `data` is all that they are told.

        It stands before that next one, which whoever sees both takes as the last word.
        """
        one = Pending(kind, thing.id, workspace_of(thing), None, admins_only=False, user_id=None)
        earlier = self.pending.get(one.subject())
        if earlier is None or earlier.kind.verb not in _NEW:
            self.pending.pop(one.subject(), None)
            one.data = data
            self.pending[one.subject()] = one

    def remember(self, thing: Resource, data: DocumentData) -> None:
        """As `watch`, where the document of the locked row has been read already."""
        if _key(thing) not in self.raised:
            self.before.setdefault(_key(thing), data)

    def forget(self, thing: Resource) -> None:
        """Say nothing of how it looked before: whoever reads its event may not have been allowed to see that."""
        self.before.pop(_key(thing), None)

    def copy(self) -> "Log":
        """The same, to be thrown away or taken over."""
        asked = {question: {*ids} for question, ids in self.asked.items()}
        return Log(
            self.actor, {**self.pending}, {**self.before}, {*self.raised}, self.tell, asked=asked, ends=self.ends
        )

    def take_over(self, other: "Log") -> None:
        """Be as a copy has become."""
        self.pending, self.before, self.raised, self.tell = other.pending, other.before, other.raised, other.tell
        self.asked, self.ends = other.asked, other.ends

    def lasting(self) -> list[Pending]:
        """The events, without those of things that have come and gone within this change: nobody has seen them."""
        pending = list(self.pending.values())
        if not self.ends:
            return pending
        made: dict[Document, list[UUID]] = {}
        for one in pending:
            if one.kind.verb in _NEW:
                made.setdefault(one.kind.document, []).append(one.object_id)
        there = {(document, object_id) for document, ids in made.items() for object_id in read_texts(document, ids)}
        return [one for one in pending if one.kind.verb not in _NEW or (one.kind.document, one.object_id) in there]

    def _merge(self, one: Pending) -> None:
        """What happens to an object after it was created in this change is part of its creation."""
        earlier = self.pending.get(one.subject())
        if earlier is None or (earlier.kind.verb not in _NEW and one.kind.verb != "updated"):
            self.pending[one.subject()] = one


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
            write(log.actor, log.lasting(), tell=log.is_told())
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
