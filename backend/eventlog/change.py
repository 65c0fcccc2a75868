"""A change and its events are one transaction.

    with change(actor) as log:
        task = Task.objects.visible_to(actor).locked().get(id=task_id)
        log.watch(TASK, task)
        task.revise(title=title)
        log.record(TASK_UPDATED, task)

Events are collected in the outermost change. At its end, in this order: deferred constraints; the counters `+k`, in
order of workspace id; in later statements the documents are read and the events inserted; the job; commit; publish.
Nothing may lock a row after the counter.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction

from backend.core.clock import now
from backend.core.context import current
from backend.core.defer import defer
from backend.core.documents import Document, DocumentData, read
from backend.core.models import Resource
from backend.eventlog.kinds import Kind
from backend.eventlog.models import Counter, Event
from backend.eventlog.publish import publish

# Changed by every change: a reader knows the version before (one less) without being told.
_UNTOLD = frozenset({"version"})


# A client chooses ids: things of two kinds may have the same one.
_Key = tuple[type[Resource], UUID]


class Person(Protocol):
    """Whoever acts: a user."""

    id: UUID
    name: str


@dataclass(slots=True)
class _Pending:
    kind: Kind
    object_id: UUID
    workspace_id: UUID
    before: DocumentData | None
    admins_only: bool
    user_id: UUID | None

    def subject(self) -> tuple[str, UUID, UUID]:
        return self.kind.document.name, self.object_id, self.workspace_id


@dataclass(slots=True)
class Log:
    """The events of one change, until it ends: of each object one, however often it is touched."""

    actor: Person | None
    pending: list[_Pending] = field(default_factory=list)
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
        thing.save(update_fields=[*fields, "version", "updated_at"])

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
        one = _Pending(kind, thing.id, where, self.before.get(_key(thing)), admins_only, user_id)
        self._merge(one)

    def _merge(self, one: _Pending) -> None:
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
def change(actor: Person | None) -> Iterator[Log]:
    """The transaction of a change by `actor` (nobody: the system). Inside another change: a savepoint of it."""
    outer = _log.get()
    log = Log(actor)
    if outer is not None:
        log = Log(actor, [*outer.pending], {**outer.before}, {*outer.raised}, tell=outer.tell)
    token = _log.set(log)
    try:
        with transaction.atomic():
            yield log
            if outer is None:
                _write(log)
    finally:
        _log.reset(token)
    if outer is not None:
        outer.pending, outer.before, outer.raised, outer.tell = log.pending, log.before, log.raised, log.tell


def _write(log: Log) -> None:
    if not log.pending:
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for workspace_id in sorted({pending.workspace_id for pending in log.pending}):
        here = [pending for pending in log.pending if pending.workspace_id == workspace_id]
        last, epoch = _advance(workspace_id, len(here))
        first = last - len(here) + 1
        Event.objects.bulk_create(_events(log.actor, here, first))
        current().cursors[workspace_id] = f"{epoch}-{last}"
        if log.tell:
            defer("notify.events", workspace_id=str(workspace_id), first=first, last=last)
        transaction.on_commit(lambda w=workspace_id, e=epoch, f=first, n=last: publish(w, e, f, n))  # type: ignore[misc]


def _advance(workspace_id: UUID, count: int) -> tuple[int, str]:
    """Take `count` numbers; other writers of the workspace wait here until this transaction ends."""
    table = Counter._meta.db_table  # noqa: SLF001  # Django's public way to the table's name
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET seq = seq + %s WHERE workspace_id = %s RETURNING seq, epoch",  # noqa: S608
            [count, workspace_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise RuntimeError(f"workspace {workspace_id} has no counter")
    return row[0], row[1]


def _events(actor: Person | None, pending: Sequence[_Pending], first: int) -> list[Event]:
    after = _documents(pending)
    return [_event(actor, one, seq, after) for seq, one in enumerate(pending, first)]


def _documents(pending: Sequence[_Pending]) -> dict[tuple[str, UUID], DocumentData]:
    """(resource, id) → the document as it stands now: the counter's lock keeps it so until the commit."""
    wanted: dict[Document, list[UUID]] = {}
    for one in pending:
        wanted.setdefault(one.kind.document, []).append(one.object_id)
    return {
        (document.name, object_id): data
        for document, ids in wanted.items()
        for object_id, data in read(document, ids).items()
    }


def _event(actor: Person | None, one: _Pending, seq: int, after: dict[tuple[str, UUID], DocumentData]) -> Event:
    name = one.kind.document.name
    data = after.get((name, one.object_id), one.before)
    if data is None:
        raise RuntimeError(f"{one.kind.type} of {one.object_id}: deleted without having been watched")
    changes = {} if one.before is None else difference(one.before, data)
    return Event(
        workspace_id=one.workspace_id,
        seq=seq,
        type=one.kind.type,
        project_id=_id(data, "id" if name == "project" else "project_id"),
        task_id=_id(data, "id" if name == "task" else "task_id"),
        actor_id=actor.id if actor else None,
        actor_name=actor.name if actor else "",
        object_type=name,
        object_id=one.object_id,
        object_key=str(data["key"]) if data.get("key") else None,
        changes=changes,
        data=data,
        request_id=current().request_id,
        admins_only=one.admins_only,
        user_id=one.user_id,
    )


def _id(data: DocumentData, field_name: str) -> UUID | None:
    value = data.get(field_name)
    return UUID(str(value)) if value else None


def difference(before: DocumentData, after: DocumentData) -> dict[str, list[object]]:
    """field → [old, new] of each field that differs, so that `after` with the old values put back is `before`.

    A label or person that was renamed meanwhile, by somebody else, is the same one.
    """
    return {
        name: [before.get(name), value]
        for name, value in after.items()
        if name not in _UNTOLD and own_facts(before.get(name)) != own_facts(value)
    }


def own_facts(value: object) -> object:
    """What a document itself says with the value of a field: of another resource only which one."""
    match value:
        case {"id": object_id}:
            return object_id
        case list():
            return [own_facts(one) for one in value]
        case _:
            return value
