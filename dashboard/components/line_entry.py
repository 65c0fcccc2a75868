"""One line to type into, hidden until it is wanted: for adding a subtask, a link."""

import asyncio
from collections.abc import Awaitable, Callable

from nicegui.elements.input import Input
from nicegui.events import GenericEventArguments

from dashboard.components.elements import box, field
from dashboard.tab import Tab

# The line is empty at once: the next one may be typed before the server has heard of this one.
TAKE = """(e) => {
    if (e.isComposing || e.repeat) return;
    const typed = e.target.value;
    e.target.value = "";
    e.target.dispatchEvent(new Event("input", { bubbles: true }));
    emit(typed);
}"""


class LineEntry:
    """Enter hands what was typed to `add`, which gives whether it was taken; nothing typed, or Esc, hides the line."""

    def __init__(self, tab: Tab, placeholder: str, add: Callable[[str], Awaitable[bool]], *, label: str = "") -> None:
        self._tab = tab
        self._add = add
        self._adding = asyncio.Lock()
        with box("tt-frame tt-hidden") as self._frame:
            self.input: Input = field(placeholder, label=label) if label else field(placeholder)
        self.input.on("keydown.enter", self._enter, js_handler=TAKE)
        self.input.on("keydown.escape.stop", self.end, [])

    def begin(self) -> None:
        """Show the line, ready to be typed into."""
        self._frame.classes(remove="tt-hidden")
        self._tab.client.run_javascript(f"tasktide.focus('#{self._frame.html_id} input')")

    def end(self) -> None:
        """Hide it."""
        self._frame.classes(add="tt-hidden")

    async def _enter(self, event: GenericEventArguments) -> None:
        typed = str(event.args).strip()
        if not typed:
            self.end()
            return
        async with self._adding:  # in the order in which they were typed
            is_taken = await self._add(typed)
        if not is_taken and not self.input.value:
            self.input.value = typed
