"""Live queries: what an event, or the mere passing of time, does to the list of tasks that a query asks for.

Before an event a task was its document with the old values put back, after it it is as its document says. What is
worked out here depends on no single reader, so readers of one room share it: a frame is parsed once for all of them,
and judged once for all whose query means the same.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from events.frames import message
from events.wire import Cursor
from query.clock import Hand, hands, next_passing, possible
from query.fields import TASKS
from query.moments import Reader
from query.predicate import matches
from query.resolve import Source
from query.tree import Among, Tree, leaves

ALWAYS: Final = datetime(2000, 1, 1, tzinfo=UTC)  # the instant of what no clock changes

# Tasks gain or lose something by these, or a whole project's come and go.
_EVERY_LIST: Final = frozenset(
    {
        "label.updated",
        "label.deleted",
        "field.deleted",
        "project.archived",
        "project.unarchived",
        "project.deleted",
    }
)
# Fields of other things that the documents of tasks show.
_SHOWN: Final[Mapping[str, frozenset[str]]] = {
    "project.updated": frozenset({"key"}),
    "status.updated": frozenset({"name", "category"}),
    "user.updated": frozenset({"name"}),
}
# After these a name in a query may mean something else, if the query names such things.
_NAMED: Final[Mapping[str, Source]] = {
    "label.created": "label",
    "status.created": "status",
    "status.deleted": "status",
    "project.created": "project",
    "field.created": "field",
    "field.updated": "field",
    "member.added": "person",
    "member.removed": "person",
    "user.updated": "person",
}
# After these a task has another key, or none.
_RENUMBERED: Final = frozenset({"task.left", "task.moved", "task.purged"})

Json = Mapping[str, Any]
Told = Literal["task.entered", "task.updated", "task.left", ""]


@dataclass(frozen=True, eq=False, slots=True)
class Meaning:
    """A resolved query. One object for all that mean the same; it is compared by what it is, not by what it holds.

    `sources`: the kinds of things that it names, `tasks` the ids of those. `hands`: those of its clock; without any,
    time changes nothing.
    """

    tree: Tree
    zone: ZoneInfo
    archived: frozenset[str]
    sources: frozenset[Source]
    tasks: frozenset[str]
    hands: frozenset[Hand]

    def reader(self, now: datetime) -> Reader:
        """Its asker at an instant, as the predicate takes him; his own id is in the tree already."""
        return Reader("", self.zone, now, self.archived)


@lru_cache(maxsize=2_048)
def meaning(tree: Tree, zone: str, archived: frozenset[str], sources: frozenset[Source]) -> Meaning:
    """What a query means, for a reader in `zone` who sees these archived projects."""
    named = [leaf.ids for leaf in leaves(tree) if isinstance(leaf, Among) and leaf.field in TASKS]
    return Meaning(tree, ZoneInfo(zone), archived, sources, frozenset[str]().union(*named), hands(tree))


@dataclass(frozen=True, slots=True)
class Change:
    """What an event says of a task. No document before: it was made just now; none after: it is gone for good.

    `is_secret`: what it was before is not told, because it comes from a private project.
    """

    task_id: str
    before: Json | None
    after: Json | None
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a list held the task before, None: perhaps, and whether it does now; and when time changes that."""

    before: bool | None
    after: bool
    due: datetime | None = None

    def told(self) -> Told:
        """What a reader of the list is told, if anything."""
        if self.after:
            return "task.updated" if self.before else "task.entered"
        return "" if self.before is False else "task.left"


@lru_cache(maxsize=256)
def body_of(frame: bytes) -> Json:
    """The event in a frame."""
    body: Json = json.loads(frame[frame.index(b"\ndata: ") + 7 :])
    return body


@lru_cache(maxsize=256)
def change_of(frame: bytes) -> Change:
    """The change in a frame about a task."""
    body = body_of(frame)
    data, changes = body["data"], body["changes"]
    before: Json = {**data, **{name: old for name, (old, _) in changes.items()}}
    match body["type"]:
        case "task.created":
            return Change(data["id"], None, data)
        case "task.purged":
            return Change(data["id"], before, None)
        case "task.left":
            return Change(data["id"], None, None)
        case "task.moved":
            return Change(data["id"], before, data, is_secret=not changes)
        case _:
            return Change(data["id"], before, data)


@lru_cache(maxsize=1_024)
def verdict(meaning: Meaning, since: datetime, now: datetime, frame: bytes) -> Verdict:
    """What a frame about a task does to a list that is true as of some instant from `since` to `now`."""
    change, then, reader = change_of(frame), meaning.reader(since), meaning.reader(now)
    if change.after is None:
        return Verdict(held(meaning, change.before, then, reader), after=False)
    due = next_passing(meaning.hands, change.after, now) if meaning.hands else None
    return Verdict(held(meaning, change.before, then, reader), matches(meaning.tree, change.after, reader), due)


def held(meaning: Meaning, task: Json | None, since: Reader, now: Reader) -> bool | None:
    """Whether a list that is true as of some instant from `since` to `now` holds a task; None: perhaps."""
    if task is None:
        return False
    if since.now == now.now:
        return matches(meaning.tree, task, now)
    held = possible(meaning.tree, task, since, now)
    return None if len(held) > 1 else True in held


def redefines(meaning: Meaning, user_id: str, frame_type: str, frame: bytes) -> bool:
    """Whether an event may change what the query means, or a list of it without an event about each of its tasks."""
    if frame_type in _EVERY_LIST or _NAMED.get(frame_type) in meaning.sources:
        return True
    if frame_type in _RENUMBERED:
        return bool(meaning.tasks) and body_of(frame)["object"]["id"] in meaning.tasks
    if frame_type not in _SHOWN:
        return False
    body = body_of(frame)
    is_own_zone = "timezone" in body["changes"] and body["data"]["id"] == user_id
    return is_own_zone or not _SHOWN[frame_type].isdisjoint(body["changes"])


def relabelled(frame: bytes, name: Told, cursor: Cursor) -> bytes:
    """A frame as a message of another name and place."""
    return f"id: {cursor}\nevent: {name}".encode() + frame[frame.index(b"\ndata: ") :]


def entry(name: Told, cursor: Cursor, seq: int, passed_at: datetime, task: Json, text: str) -> bytes:
    """A message that no event caused but time, as of the event `seq`; `text` is the task's document."""
    head = {
        "type": "clock",
        "seq": seq,
        "at": passed_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "workspace_id": task["workspace_id"],
        "project_id": task["project_id"],
        "object": {"type": "task", "id": task["id"], "key": task["key"]},
    }
    return message(name, cursor, f'{json.dumps(head)[:-1]}, "data": {text}}}')
