"""The board: one Vue component that gets cards over HTTP, patches over the socket, and gives events back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from nicegui.elements.sortable import Sortable  # noqa: F401  # registers the bundled "nicegui-sortable" module
from nicegui.events import GenericEventArguments

from dashboard.components.cards_element import CardsElement
from dashboard.documents import Status
from dashboard.filters import Filter


@dataclass(frozen=True, slots=True)
class Move:
    """A card was put into a column, behind and before these cards."""

    id: str
    status: str
    after: str | None
    before: str | None


@dataclass(frozen=True, slots=True)
class BoardEvents:
    """What the page does when something happens on the board."""

    open: Callable[[str], Awaitable[None]]
    move: Callable[[Move], Awaitable[None]]
    add: Callable[[str], Awaitable[None]]


class Board(CardsElement, component="board.js", dependencies=["tasktide_cards.js"]):
    """The cards of one project in the columns of its statuses."""

    def __init__(
        self, url: str, project: str, columns: list[Status], shown: Filter, *, writable: bool, events: BoardEvents
    ) -> None:
        super().__init__()
        self._props.update(
            url=url, project=project, writable=writable, filter=shown.for_browser(), columns=_columns(columns)
        )
        self.on("open", lambda event: events.open(str(event.args)))
        self.on("add", lambda event: events.add(str(event.args)))
        self.on("move", lambda event: events.move(_move(event)))

    def set_columns(self, columns: list[Status]) -> None:
        """Other columns, or the same ones renamed."""
        self._props["columns"] = _columns(columns)


def _columns(statuses: list[Status]) -> list[dict[str, str]]:
    return [{"id": status["id"], "name": status["name"], "category": status["category"]} for status in statuses]


def _move(event: GenericEventArguments) -> Move:
    return Move(event.args["id"], event.args["status"], event.args["after"], event.args["before"])
