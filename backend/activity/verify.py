"""Whether log and tables tell the same: every log is replayed from nothing and compared with what is there.

Object by object, in the order of its events, so a log of any length takes the memory of a few hundred documents. Names
of other resources in a document (label, status, person, project key) are theirs to tell, so only their ids count here.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from backend.activity.catalogue import RESOURCES
from backend.core.documents import DocumentData, read
from backend.core.sql import fetch, fetch_one
from backend.eventlog.write import own_facts

BATCH = 500
# What people can get back, or see that it was there, stays as a row.
_KEPT = frozenset({"task.deleted", "comment.deleted", "project.deleted", "workspace.deleted"})
_ENDS = frozenset({"deleted", "removed", "purged", "withdrawn", "accepted"})
_EVENTS = """
    SELECT object_type, object_id, seq, type, changes::text, data::text FROM eventlog_event
    WHERE workspace_id = %s AND right(type, 5) <> '.left' ORDER BY object_id, object_type, seq"""


class Difference(NamedTuple):
    """One thing in which log and tables differ."""

    workspace_id: UUID
    subject: str
    what: str


class Event(NamedTuple):
    """What the replay needs of an event."""

    resource: str
    object_id: UUID
    seq: int
    type: str
    changes: dict[str, list[object]]
    data: DocumentData


@dataclass(slots=True)
class Outcome:
    """What a replay went through."""

    workspaces: int = 0
    events: int = 0
    objects: int = 0
    differences: int = 0


def verify(outcome: Outcome) -> Iterator[Difference]:
    """Every difference, as it is found. `outcome` counts along."""
    for (workspace_id,) in fetch("SELECT workspace_id FROM eventlog_counter ORDER BY workspace_id"):
        outcome.workspaces += 1
        with transaction.atomic():
            with connection.cursor() as cursor:
                # One instant for log and tables, however long it takes and whoever writes meanwhile.
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            for difference in _Replay(workspace_id, outcome).differences():
                outcome.differences += 1
                yield difference


def _is_gone(event: Event) -> bool:
    """Whether its object has no row from then on."""
    return event.type.partition(".")[2] in _ENDS and event.type not in _KEPT


def _resource(event: Event) -> str:
    return event.resource


def _is_silent(event: Event) -> bool:
    """Whether it says nothing of how the thing looked before: the task came out of a private project."""
    return event.type == "task.moved" and not event.changes


class _Replay:
    """One workspace."""

    def __init__(self, workspace_id: UUID, outcome: Outcome) -> None:
        self._workspace_id, self._outcome = workspace_id, outcome
        self._labels = {
            str(one) for (one,) in fetch("SELECT id FROM projects_label WHERE workspace_id = %s", [workspace_id])
        }
        fields = fetch("SELECT project_id, key FROM projects_field WHERE workspace_id = %s", [workspace_id])
        self._fields = {(str(project_id), key) for project_id, key in fields}
        purged = "SELECT object_id FROM eventlog_event WHERE workspace_id = %s AND type = 'task.purged'"
        self._purged = {str(one) for (one,) in fetch(purged, [workspace_id])}

    def differences(self) -> Iterator[Difference]:
        """All of them."""
        yield from self._numbers()
        objects = groupby(self._events(), key=lambda event: (event.resource, event.object_id))
        finals = (self._final(events) for _, events in objects)
        while batch := list(islice(finals, BATCH)):
            for last, faults in batch:
                yield from (self._difference(last, fault) for fault in faults)
            yield from self._compared([last for last, _ in batch])
        yield from self._untold()

    def _numbers(self) -> Iterator[Difference]:
        """1, 2, 3 … without a hole, up to the counter."""
        row = fetch_one(
            "SELECT c.seq, c.log_start, count(e.seq), max(e.seq) FROM eventlog_counter c LEFT JOIN eventlog_event e"
            " ON e.workspace_id = c.workspace_id AND e.seq >= c.log_start WHERE c.workspace_id = %s"
            " GROUP BY c.seq, c.log_start",
            [self._workspace_id],
        )
        last, start, count, highest = row or (0, 1, 0, 0)
        if count != last - start + 1 or (highest or 0) != (last if count else 0):
            what = f"{count} events from {start}, the highest {highest}, while the counter stands at {last}"
            yield Difference(self._workspace_id, "numbers", what)

    def _events(self) -> Iterator[Event]:
        with connection.chunked_cursor() as cursor, connection.cursor() as settings:
            # A log larger than the memory is read in the order of an index, not sorted first. Documents are sorted.
            settings.execute("SET LOCAL enable_sort = off")
            cursor.execute(_EVENTS, [self._workspace_id])
            settings.execute("SET LOCAL enable_sort = on")
            for resource, object_id, seq, kind, changes, data in cursor:
                self._outcome.events += 1
                yield Event(resource, object_id, seq, kind, json.loads(changes), json.loads(data))

    def _final(self, events: Iterator[Event]) -> tuple[Event, list[str]]:
        """The last event of an object, and what is wrong in the way there."""
        self._outcome.objects += 1
        faults, last = [], next(events)
        for event in events:
            known, version = last.data.get("version"), event.data.get("version")
            if isinstance(known, int) and version != known + 1 and not _is_gone(event):
                faults.append(f"event {event.seq} has version {version} after {known}")
            before = event.data | {name: old for name, (old, _) in event.changes.items()}
            if not _is_silent(event):
                faults += [f"event {event.seq}: {name} was not as it says" for name in self._unlike(last, before)]
            last = event
        return last, faults

    def _compared(self, finals: Iterable[Event]) -> Iterator[Difference]:
        for resource, group in groupby(sorted(finals, key=_resource), key=_resource):
            if resource not in RESOURCES:
                continue
            events = list(group)
            present = read(RESOURCES[resource], [event.object_id for event in events])
            for event in events:
                yield from self._against(event, present.get(event.object_id))

    def _against(self, event: Event, present: DocumentData | None) -> Iterator[Difference]:
        """The newest event of an object and its row."""
        has_ended = _is_gone(event)
        if present is None:
            if not has_ended and not self._is_purged(event.data):
                yield self._difference(event, "is not in the tables")
        elif has_ended and event.resource != "invitation":
            yield self._difference(event, f"is in the tables, although the log ends with {event.type}")
        else:
            names = [
                *self._unlike(event, present),
                *(["version"] if event.data.get("version") != present["version"] else []),
            ]
            if names:
                yield self._difference(event, f"differs from the tables in {', '.join(names)}")

    def _is_purged(self, data: DocumentData) -> bool:
        """Whether it went with a task on which it hung."""
        return any(data.get(name) in self._purged for name in ("task_id", "source_id", "target_id"))

    def _unlike(self, event: Event, other: DocumentData) -> list[str]:
        """The own facts in which a later state differs, of those that both know."""
        ours, theirs = self._facts(event.resource, event.data), self._facts(event.resource, other)
        return [name for name in ours if name in theirs and ours[name] != theirs[name]]

    def _facts(self, resource: str, data: DocumentData) -> DocumentData:
        """What a document says of itself, and no label, field, project or task above by its own events."""
        hidden = {"key"} if resource == "task" else {"project_id"} if {"task_id", "source_id"} & data.keys() else set()
        facts = {
            name: own_facts(value) for name, value in data.items() if name not in hidden | {"version", "updated_at"}
        }
        if resource == "task":
            labels, fields = facts.get("labels"), facts.get("fields")
            facts["labels"] = [one for one in labels if one in self._labels] if isinstance(labels, list) else []
            own = fields if isinstance(fields, dict) else {}
            facts["fields"] = {key: own[key] for key in own if (str(data["project_id"]), key) in self._fields}
        return facts

    def _untold(self) -> Iterator[Difference]:
        """Rows of which no event tells."""
        for name, document in RESOURCES.items():
            rows = fetch(
                f"SELECT d.id FROM ({document.select}) d WHERE d.workspace_id = %s AND NOT EXISTS ("
                "SELECT FROM eventlog_event e"
                " WHERE e.workspace_id = d.workspace_id AND e.object_id = d.id AND e.object_type = %s)",
                [self._workspace_id, name],
            )
            for (object_id,) in rows:
                yield Difference(
                    self._workspace_id, f"{name} {object_id}", "is in the tables, and no event tells of it"
                )

    def _difference(self, event: Event, what: str) -> Difference:
        return Difference(self._workspace_id, f"{event.resource} {event.object_id}", what)
