"""What the parts of a page are to a tab: what fills the panel, and the frame around it."""

from datetime import date
from typing import Protocol, runtime_checkable

from dashboard.feed import State
from dashboard.filters import Filter
from dashboard.hub import Batch
from dashboard.routes import Route


class View(Protocol):
    """What fills the panel."""

    def show(self, shown: Filter) -> None:
        """Filter what is there."""

    def select(self, task_id: str | None) -> None:
        """Mark the open task."""

    def settle(self, task_id: str) -> None:
        """The server decided about a task; show what holds now."""

    def on_batch(self, batch: Batch) -> None:
        """Something changed."""


@runtime_checkable
class Selecting(Protocol):
    """A view that shows a selection of tasks."""

    @property
    def selection(self) -> str:
        """Its text."""


@runtime_checkable
class Social(Protocol):
    """A part of the page that shows who else is here."""

    def on_presence(self, kind: str, object_id: str) -> None:
        """Somebody came to this thing, or left it, or moved on it."""


@runtime_checkable
class Connected(Protocol):
    """A view that shows whether it is connected, and catches up after a break."""

    def on_state(self, state: State) -> None:
        """The stream came or went."""

    async def on_return(self) -> None:
        """The window was cut off from here for a while."""


class Frame(Protocol):
    """The rest of the page: sidebar, bars, drawer, dialogs."""

    async def show(self, route: Route) -> None:
        """Go where the URL says."""

    async def again(self) -> None:
        """Read and build the view anew."""

    def on_batch(self, batch: Batch) -> None:
        """Something changed."""

    def on_state(self, state: State) -> None:
        """The stream came or went."""

    def on_presence(self, kind: str, object_id: str) -> None:
        """Somebody came to this thing, or left it, or moved on it."""

    def open_create(self, status: str = "", parent: str = "", due: date | None = None) -> None:
        """Ask for a new task."""
