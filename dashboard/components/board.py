"""The board: one Vue component that gets cards over HTTP, patches over the socket, and gives events back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from nicegui.elements.sortable import Sortable  # noqa: F401  # registers the bundled "nicegui-sortable" module
from nicegui.events import GenericEventArguments

from dashboard.components.cards_element import CardsElement
from dashboard.components.layout import Layout
from dashboard.grouping import ADDING, MOVABLE


@dataclass(frozen=True, slots=True)
class Move:
    """A card was taken from one column into another, or within one, behind and before these cards."""

    id: str
    origin: str
    target: str
    after: str | None
    before: str | None


@dataclass(frozen=True, slots=True)
class BoardEvents:
    """What the page does when something happens on the board."""

    open: Callable[[str], Awaitable[None]]
    move: Callable[[Move], Awaitable[None]]
    add: Callable[[str], None]
    mark: Callable[[list[str]], None]
    count: Callable[[int], None]


class Board(CardsElement, component="board.js", dependencies=["tasktide_cards.js"]):
    """Cards in the columns of their groups."""

    def __init__(self, url: str, layout: Layout, *, writable: bool, events: BoardEvents) -> None:
        super().__init__()
        self._props.update(url=url, writable=writable)
        self.arrange(layout)
        self.on("open", lambda event: events.open(str(event.args)))
        self.on("add", lambda event: events.add(str(event.args)))
        self.on("move", lambda event: events.move(_move(event)))
        self.on("mark", lambda event: events.mark([str(one) for one in event.args]))
        self.on("count", lambda event: events.count(int(event.args)))

    def arrange(self, layout: Layout) -> None:
        """Other columns or another order."""
        self._props.update(
            columns=layout.groups,
            by=layout.by,
            sort=layout.sort,
            projects=layout.projects,
            movable=layout.by in MOVABLE,
            adds=layout.by in ADDING,
        )
        self.update()


def _move(event: GenericEventArguments) -> Move:
    told = event.args
    return Move(told["id"], told["from"], told["to"], told["after"], told["before"])
