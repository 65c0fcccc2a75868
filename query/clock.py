"""What time does to a query: which of its terms compare a date with the present, and when that changes for a task.

A relative date means an instant (or a day) that moves forward with the clock, here called a hand. Whether a term with
hands holds of a task changes only where one of them sweeps over the task's date.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from query.moments import Around, Edge, Later, Reader, Shifted, day, instant
from query.predicate import Document, matches
from query.tree import All, Dated, Either, FieldDate, Flag, Not, Tree, leaves

MIDNIGHT = Edge(Around("day", 1), "start")
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Hand:
    """A moving edge over a date of tasks: over `due` and the like, or over the custom field `field`."""

    name: str
    edge: Edge
    is_field: bool = False

    @property
    def hours(self) -> timedelta | None:
        """How far it is ahead of the present; None where it stands still until the next midnight."""
        return timedelta(hours=self.edge.moment.hours) if isinstance(self.edge.moment, Later) else None

    def place(self, reader: Reader) -> str:
        """Where it stands, written as documents write that date."""
        if self.is_field:
            return day(self.edge, reader).isoformat()
        return instant(self.edge, reader).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def sweep(self, since: Reader, now: Reader) -> tuple[str, str]:
        """The dates over which it has gone, the last one not included."""
        low, high = sorted((self.place(since), self.place(now)))
        return low, high

    def date(self, task: Document) -> str | None:
        """The date of a task that it goes over."""
        date = task["fields"].get(self.name) if self.is_field else task[f"{self.name}_at"]
        return date if isinstance(date, str) else None

    def passes(self, date: datetime) -> datetime | None:
        """The first instant at which it is past `date`; None where it leaps at midnights."""
        try:
            return None if self.hours is None else date - self.hours + _TICK
        except OverflowError:
            return None


def hands(tree: Tree) -> frozenset[Hand]:
    """All hands of a tree; none: time changes nothing."""
    return frozenset(hand for leaf in leaves(tree) for hand in _hands(leaf))


def next_midnight(hands: Iterable[Hand], reader: Reader) -> datetime | None:
    """When the reader's next day begins, if a hand waits for it."""
    return instant(MIDNIGHT, reader) if any(hand.hours is None for hand in hands) else None


def next_passing(hands: Iterable[Hand], task: Document, after: datetime) -> datetime | None:
    """When the next hand passes a date of this task, of those that do not wait for midnight."""
    passings = (
        hand.passes(datetime.fromisoformat(date))
        for hand in hands
        if hand.hours is not None and (date := hand.date(task))
    )
    return min((passing for passing in passings if passing is not None and passing > after), default=None)


def possible(tree: Tree, task: Document, since: Reader, now: Reader) -> frozenset[bool]:
    """Whether `tree` holds of `task` at some instant from `since` to `now`, and whether at some it does not.

    It errs towards both, where hands of several terms have passed.
    """
    match tree:
        case All(parts):
            held = [possible(part, task, since, now) for part in parts]
            return _outcomes(all(True in one for one in held), any(False in one for one in held))
        case Either(parts):
            held = [possible(part, task, since, now) for part in parts]
            return _outcomes(any(True in one for one in held), all(False in one for one in held))
        case Not(part):
            return frozenset(not one for one in possible(part, task, since, now))
        case _:
            if any(_is_passed(hand, task, since, now) for hand in _hands(tree)):
                return frozenset({True, False})
            return frozenset({matches(tree, task, now)})


def _hands(leaf: Tree) -> Iterator[Hand]:
    match leaf:
        case Flag("overdue"):
            yield Hand("due", Edge(Later(0), "start"))
        case Dated(field, since, until):
            yield from (Hand(field, edge) for edge in (since, until) if _is_moving(edge) and edge)
        case FieldDate(key, since, until):
            yield from (Hand(key, edge, is_field=True) for edge in (since, until) if _is_moving(edge) and edge)
        case _:
            pass


def _is_moving(edge: Edge | None) -> bool:
    return edge is not None and isinstance(edge.moment, Around | Shifted | Later)


def _is_passed(hand: Hand, task: Document, since: Reader, now: Reader) -> bool:
    low, high = hand.sweep(since, now)
    date = hand.date(task)
    return date is not None and low <= date < high


def _outcomes(can_hold: bool, can_fail: bool) -> frozenset[bool]:
    return frozenset(({True} if can_hold else set()) | ({False} if can_fail else set()))
