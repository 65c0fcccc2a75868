"""One property: its name, and its value, which opens what changes it."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from dashboard.components.elements import box, button, once, text
from dashboard.language import _

Choose = Callable[[ui.element], Awaitable[None] | None]


class Row:
    """`choose` gets the element on which a menu can hang; without it the value is for reading.

    `is_optional`: it may be hidden while it has no value.
    """

    def __init__(self, name: str, label: str, choose: Choose | None, *, is_optional: bool = False) -> None:
        self._is_optional = is_optional
        self._label = text(label, "tt-pk")
        self._label.props["title"] = label
        made = button("tt-pv") if choose is not None else box("tt-pv tt-still")
        made.mark(f"property-{name}")
        made.props["data-property"] = name
        if choose is not None:
            made.props["aria-label"] = label
            made.on("click", once(lambda: choose(made)), [])
        self._made = made
        with made:
            self._value = box("tt-contents")

    def fill(self, paint: Callable[[], object]) -> None:
        """Show a value."""
        self._value.clear()
        with self._value:
            paint()
        if self._is_optional:
            show_unset(self._label, self._made, is_unset=any("tt-empty-value" in one.classes for one in self._value))


def show_unset(*parts: ui.element, is_unset: bool) -> None:
    """Let a row be hidden where those without a value are, or let it be seen again."""
    for part in parts:
        part.classes(add="tt-unset" if is_unset else "", remove="" if is_unset else "tt-unset")


def nothing(word: str = _("None")) -> ui.element:
    """What stands where no value is."""
    return text(word, "tt-empty-value")
