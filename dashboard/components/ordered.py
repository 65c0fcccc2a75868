"""Rows that people put into order: dragged by a handle, or moved with the arrow keys while it has the focus."""

from collections.abc import Awaitable, Callable

from nicegui import ui
from nicegui.elements.mixins.sortable_element import SortableElement
from nicegui.events import SortableEventArguments

from dashboard.components.elements import button, icon
from dashboard.language import _

# the row that is moved, and what it comes to stand behind or before
Put = Callable[[str, dict[str, str]], Awaitable[None]]
_ARROWS = (
    "(e) => { const by = { ArrowUp: -1, ArrowDown: 1 }[e.key]; if (!by || e.ctrlKey || e.metaKey) return;"
    " e.preventDefault(); emit(by) }"
)


class Ordered(SortableElement):
    """The place of such rows. `order` tells their ids as they stand."""

    def __init__(self, order: Callable[[], list[str]], put: Put) -> None:
        super().__init__("div")
        self.classes("tt-table")
        self._order = order
        self._put = put
        self.make_sortable(
            {"forceFallback": True, "fallbackTolerance": 4},
            on_end=self._dropped,
            handle=".tt-set-grip",
            ghost_class="tt-set-ghost",
        )

    def grip(self, label: str, document_id: str) -> ui.element:
        """What one drags a row by."""
        made = button("tt-ib tt-set-grip", label=_("{label} (drag, or arrow keys)").format(label=label))
        with made:
            icon("grip-vertical")
        made.on("keydown", lambda event: self.step(document_id, int(event.args)), js_handler=_ARROWS)
        return made

    async def step(self, document_id: str, by: int) -> None:
        """Move a row up or down by one."""
        order = self._order()
        at = order.index(document_id)
        if 0 <= at + by < len(order):
            await self._put(document_id, {"after" if by > 0 else "before": order[at + by]})

    async def _dropped(self, event: SortableEventArguments) -> None:
        order = self._order()
        if event.old_index == event.new_index or not 0 <= event.new_index < len(order):
            return
        at = event.new_index
        place = {"after": order[at - 1]} if at else {"before": order[1]}
        await self._put(order[at], place)
