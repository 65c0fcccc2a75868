"""One line to type into, hidden until it is wanted: for adding a subtask, a link."""

from collections.abc import Awaitable, Callable

from nicegui.elements.input import Input

from dashboard.components.elements import box, field, on_enter
from dashboard.tab import Tab


class LineEntry:
    """Enter hands what was typed to `add`; nothing typed, or Esc, hides the line again."""

    def __init__(self, tab: Tab, placeholder: str, add: Callable[[str], Awaitable[None]], *, label: str = "") -> None:
        self._tab = tab
        self._add = add
        with box("tt-frame tt-hidden") as self._frame:
            self.input: Input = field(placeholder, label=label) if label else field(placeholder)
        on_enter(self.input, self._enter)
        self.input.on("keydown.escape.stop", self.end, [])

    def begin(self) -> None:
        """Show the line, ready to be typed into."""
        self._frame.classes(remove="tt-hidden")
        self._tab.client.run_javascript(f"tasktide.focus('#{self._frame.html_id} input')")

    def end(self) -> None:
        """Hide it."""
        self._frame.classes(add="tt-hidden")

    async def _enter(self) -> None:
        typed = (self.input.value or "").strip()
        if typed:
            await self._add(typed)
        else:
            self.end()
