"""One list to choose from, with a field to narrow it and arrow keys: pickers, menus and the palette are made of it."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from nicegui import ui
from nicegui.events import GenericEventArguments

from dashboard.components.elements import ON_ENTER, box, button, field, icon, text
from dashboard.language import _

MOST = 80  # lines that are drawn
Paint = Callable[[], object]
# Told by the list, not by its lines: a line that is clicked may be drawn anew before the server hears of it.
CLICKED = "(e) => { const line = e.target.closest('[data-value]'); if (line) emit(line.dataset.value) }"


@dataclass(frozen=True, slots=True)
class Item:
    """One line: what it stands for, its text, its sign, a hint at the right, and the group that it opens."""

    value: str
    label: str
    paint: Paint | None = None
    hint: str = ""
    is_chosen: bool = False
    group: str = ""
    is_dangerous: bool = False


Find = Callable[[str], Sequence[Item] | Awaitable[Sequence[Item]]]
Pick = Callable[[str], Awaitable[None]]


class Chooser:
    """Built into whatever element is open; `find` gives the items for the typed words, `pick` gets the chosen value."""

    def __init__(self, find: Find, pick: Pick, *, placeholder: str = _("Search…"), can_search: bool = True) -> None:
        self._find = find
        self._pick = pick
        self._items: Sequence[Item] = ()
        self._at = 0
        self._asked = 0
        self._offered: set[str] = set()
        self._picking: set[str] = set()
        self._settled = asyncio.Event()
        self._field: ui.input | None = None
        with box("tt-chooser") as self.root:
            if can_search:
                with box("tt-in"):
                    icon("search")
                    self._field = (
                        field(placeholder)
                        .props("autofocus")
                        .on_value_change(lambda event: self.search(event.value or ""))
                    )
                self._field.on("keydown.down.prevent", lambda: self._step(1), [])
                self._field.on("keydown.up.prevent", lambda: self._step(-1), [])
                self._field.on("keydown.enter.prevent", self.choose, [], js_handler=ON_ENTER)
            self._list = box("tt-items").props("role=listbox tabindex=0")
            self._list.props["aria-label"] = placeholder
            self._list.on("click", self._on_click, js_handler=CLICKED)

    async def search(self, words: str = "") -> None:
        """Show what matches; an answer that comes after a newer question is dropped."""
        self._asked += 1
        asked = self._asked
        self._settled.clear()
        found = self._find(words)
        items = await found if inspect.isawaitable(found) else found
        if asked == self._asked:
            self._items = items
            self._offered |= {item.value for item in items}
            self._at = min(self._at, max(0, len(items) - 1)) if not words else 0
            self._draw()
            self._settled.set()

    async def again(self) -> None:
        """The items, or what is chosen of them, are others now."""
        if not self.root.is_deleted:
            await self.search((self._field.value or "") if self._field is not None else "")

    async def choose(self) -> None:
        """Take the marked item, of what was found for the words that stand in the field now."""
        await self._settled.wait()
        if self._items:
            await self._pick(self._items[self._at].value)

    async def _on_click(self, event: GenericEventArguments) -> None:
        """Whoever clicks twice means it once."""
        value = str(event.args)
        if value in self._offered - self._picking:
            self._picking.add(value)
            try:
                await self._pick(value)
            finally:
                self._picking.discard(value)

    def _step(self, by: int) -> None:
        if self._items:
            self._at = (self._at + by) % len(self._items)
            self._draw()
            ui.run_javascript(
                f"document.querySelector('#{self._list.html_id} .tt-on')?.scrollIntoView({{block:'nearest'}})"
            )

    def _draw(self) -> None:
        self._list.clear()
        with self._list:
            group = ""
            for index, item in enumerate(self._items):
                if item.group and item.group != group:
                    group = item.group
                    text(group, "tt-group", "div").props("role=presentation")
                self._line(index, item)
            if not self._items:
                text(_("Nothing found"), "tt-none", "div")

    def _line(self, index: int, item: Item) -> None:
        classes = "tt-item" + (" tt-on" if index == self._at else "") + (" tt-red" if item.is_dangerous else "")
        made = button(classes).props("role=option tabindex=-1")
        made.props["data-value"] = item.value
        made.props["aria-selected"] = "true" if item.is_chosen else "false"
        with made:
            if item.paint is not None:
                item.paint()
            text(item.label, "tt-name")
            if item.hint:
                text(item.hint, "tt-kbd" if len(item.hint) < 8 else "tt-hint")
            if item.is_chosen:
                icon("check")


def matching(items: Sequence[Item], words: str) -> list[Item]:
    """The first items whose label holds all the words; what is chosen comes along in any case."""
    parts = words.lower().split()
    found = [item for item in items if all(part in item.label.lower() for part in parts)]
    return found[:MOST] + [item for item in found[MOST:] if item.is_chosen]


def popover(anchor: ui.element, *, align: str = "left") -> ui.menu:
    """A menu that hangs on an element until it is closed; use it as a context and open it when it is filled."""
    with anchor:
        menu = ui.menu().props(
            f'no-parent-event anchor="bottom {align}" self="top {align}" :offset="[0,4]" transition-duration=90'
        )
    menu.on("hide", menu.delete, [])
    return menu


def dialog(classes: str = "", label: str = "") -> tuple[ui.dialog, ui.element]:
    """A dialog that is gone when closed, and the card to fill; open it when it is filled."""
    frame = ui.dialog().props("transition-show=fade transition-hide=fade transition-duration=90")
    if "tt-palette" in classes:
        frame.props("position=top")
    frame.on("hide", frame.delete, [])
    if label:
        frame.props["aria-label"] = label
    with frame:
        card = box(f"tt-dialog {classes}")
    return frame, card
