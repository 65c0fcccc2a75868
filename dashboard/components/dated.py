"""What the calendar and the timeline have in common: cards that lie on days, and are put onto other days."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from nicegui.events import GenericEventArguments

from dashboard import times
from dashboard.cards import Card
from dashboard.components.cards_element import CardsElement
from dashboard.components.layout import Layout
from dashboard.documents import TaskChanges

Kept = Literal["kept"]
KEPT: Kept = "kept"
Day = date | Kept | None


@dataclass(frozen=True, slots=True)
class Reschedule:
    """A task was put onto other days, as its reader counts them; None takes a date away, `KEPT` leaves it."""

    id: str
    start: Day = KEPT
    due: Day = KEPT

    def changes(self, card: Card, here: ZoneInfo) -> TaskChanges:
        """The task's new instants: each keeps its time of day where the reader is."""
        changes: TaskChanges = {}
        if self.start != KEPT:
            changes["start_at"] = _instant(card["start"], self.start, here, times.start_of)
        if self.due != KEPT:
            changes["due_at"] = _instant(card["due"], self.due, here, times.end_of)
        return changes

    def lost(self, card: Card) -> TaskChanges:
        """The instants that are taken away, to bring them back."""
        lost: TaskChanges = {}
        if self.start is None:
            lost["start_at"] = card["start"]
        if self.due is None:
            lost["due_at"] = card["due"]
        return lost


@dataclass(frozen=True, slots=True)
class DatedEvents:
    """What the page does when something happens in the calendar or on the timeline."""

    open: Callable[[str], Awaitable[None]]
    move: Callable[[Reschedule], Awaitable[None]]
    add: Callable[[date], None]
    mark: Callable[[list[str]], None]
    count: Callable[[int], None]


class DatedElement(CardsElement):
    """A Vue component that lays cards out by their days in the zone `here`."""

    def __init__(self, url: str, here: ZoneInfo, layout: Layout, *, writable: bool, events: DatedEvents) -> None:
        super().__init__()
        self._props.update(url=url, here=here.key, writable=writable)
        self.arrange(layout)
        self.on("open", lambda event: events.open(str(event.args)))
        self.on("move", lambda event: events.move(_reschedule(event)))
        self.on("add", lambda event: events.add(date.fromisoformat(event.args)))
        self.on("mark", lambda event: events.mark([str(one) for one in event.args]))
        self.on("count", lambda event: events.count(int(event.args)))

    def arrange(self, layout: Layout) -> None:
        """Other groups or another order; the calendar has neither, but shows projects."""
        self._props.update(groups=layout.groups, by=layout.by, sort=layout.sort)
        self._props.update(projects=layout.projects, first_day=layout.first_day)
        self.update()


def _instant(before: str | None, day: date | None, here: ZoneInfo, edge: Callable[[date, ZoneInfo], str]) -> str | None:
    if day is None:
        return None
    return times.on_day(before, day, here) if before else edge(day, here)


def _reschedule(event: GenericEventArguments) -> Reschedule:
    told = event.args
    return Reschedule(told["id"], _day(told, "start"), _day(told, "due"))


def _day(told: dict[str, str | None], name: str) -> Day:
    if name not in told:
        return KEPT
    day = told[name]
    return date.fromisoformat(day) if day else None
