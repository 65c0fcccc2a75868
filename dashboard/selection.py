"""The tasks that a query selects, kept true by the events of the one stream: no list asks the server twice.

Whether a task belongs is said by the API when the list is read, and by the same language's predicate for each document
that arrives afterwards. What documents cannot tell (a renamed label that the query names, a date that goes by) makes
the list `stale`: it is read again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from dashboard.documents import Event, Task
from dashboard.names import Names
from dashboard.store import Store
from query.clock import Hand, hands, next_midnight, next_passing
from query.errors import QueryError
from query.lookup import task_keys
from query.moments import Reader
from query.parse import parse
from query.predicate import matches
from query.resolve import Source, personal, resolve, sources, unlive
from query.tree import Among, Tree, leaves, listed

LOOK_EVERY: Final = timedelta(minutes=1)
_NAMED: Final[Mapping[str, Source]] = {
    "label": "label",
    "status": "status",
    "project": "project",
    "field": "field",
    "member": "person",
    "user": "person",
}
_EVERY_LIST: Final = frozenset({"label.deleted", "field.deleted", "project.archived", "project.unarchived"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """A resolved query; `sources`: the kinds of things it names; `is_local`: whether documents tell all it asks."""

    tree: Tree
    reader: Reader
    sources: frozenset[Source]
    hands: frozenset[Hand]
    is_local: bool

    def holds(self, task: Task) -> bool:
        """Whether a task belongs, now."""
        return matches(self.tree, task, replace(self.reader, now=datetime.now(UTC)))

    def passes(self, task: Task) -> datetime | None:
        """When time will change that."""
        return next_passing(self.hands, task, datetime.now(UTC)) if self.hands else None

    def next_look(self) -> datetime | None:
        """When a task that is not in the list may come into it by time alone."""
        if any(hand.hours is not None for hand in self.hands):
            return datetime.now(UTC) + LOOK_EVERY
        return next_midnight(self.hands, replace(self.reader, now=datetime.now(UTC)))


def task_names(text: str) -> list[str]:
    """The keys of tasks that a query names. Raises `QueryError`."""
    tree = parse(text).tree
    named = {name.text for leaf in leaves(tree) if isinstance(leaf, Among) for name in leaf.names}
    return [name for name, *_ in task_keys(named)]


def meaning(text: str, store: Store, tasks: Mapping[str, str], here: ZoneInfo) -> Meaning:
    """What a query means to the store's person. Raises `QueryError`."""
    tree = parse(text).tree
    meant = listed(personal(resolve(tree, Names(store, tasks)), store.me["id"]))
    archived = frozenset(one["id"] for one in store.projects.by_id.values() if one["archived_at"])
    reader = Reader(store.me["id"], here, datetime.now(UTC), archived)
    return Meaning(meant, reader, sources(tree), hands(meant), unlive(tree) is None)


def fault(text: str, store: Store) -> QueryError | None:
    """What is wrong with a query, if anything. Names of tasks are the server's to know."""
    try:
        names = dict.fromkeys(task_names(text), "")
        resolve(parse(text).tree, Names(store, names))
    except QueryError as error:
        return error
    return None


@dataclass
class Selection:
    """`ids` of the tasks that `text` selects. `moved`: those that came or went since the pages were last told."""

    text: str
    meaning: Meaning
    ids: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    is_stale: bool = False
    is_cut: bool = False
    due: datetime | None = None
    _reading: dict[str, tuple[int, bool]] | None = None

    def begin(self, meaning: Meaning) -> None:
        """It is about to be read; what is decided meanwhile is kept."""
        self.meaning, self.is_stale = meaning, False
        self.due = meaning.next_look()
        self._reading = {}

    def finish(self, tasks: Iterable[Task]) -> None:
        """It has been read; where an event told of a newer version meanwhile, that counts."""
        decided, self._reading = self._reading or {}, None
        found: set[str] = set()
        for task in tasks:
            version, belongs = decided.pop(task["id"], (0, True))
            if belongs or version < task["version"]:
                found.add(task["id"])
                self._heed(task)
        found |= {task_id for task_id, (_, belongs) in decided.items() if belongs}
        self.moved |= found ^ self.ids
        self.ids = found

    def give_up(self) -> None:
        """It could not be read: what was known stays."""
        self._reading = None

    def take(self, task: Task) -> None:
        """A newer document of a task."""
        if not self.meaning.is_local:
            self.is_stale = True
            return
        belongs = self.meaning.holds(task)
        if self._reading is not None:
            self._reading[task["id"]] = (task["version"], belongs)
        self._put(task["id"], belongs=belongs)
        self._heed(task)

    def drop(self, task_id: str) -> None:
        """A task is no more, or not to be seen any more."""
        if self._reading is not None:
            self._reading[task_id] = (2**62, False)
        self._put(task_id, belongs=False)

    def hear(self, event: Event) -> None:
        """Whether the event changes what the query means."""
        kind = event["type"].partition(".")[0]
        if event["type"] in _EVERY_LIST or _NAMED.get(kind) in self.meaning.sources:
            self.is_stale = True

    def take_moved(self) -> set[str]:
        """What came or went since this was last asked."""
        moved, self.moved = self.moved, set()
        return moved

    def _put(self, task_id: str, *, belongs: bool) -> None:
        if belongs is (task_id in self.ids):
            return
        self.moved.add(task_id)
        if belongs:
            self.ids.add(task_id)
        else:
            self.ids.discard(task_id)

    def _heed(self, task: Task) -> None:
        """Know when time next changes the list."""
        passing = self.meaning.passes(task)
        if passing is not None and (self.due is None or passing < self.due):
            self.due = passing
