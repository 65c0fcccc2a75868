"""A text field that one person at a time edits: the others see whose it is, and read."""

import asyncio

from nicegui import ui

from dashboard.components.elements import avatar, box, text
from dashboard.components.sheet import Sheet
from dashboard.language import _
from dashboard.presence import Here

SILENCE = 15.0  # seconds without a key after which a field is given back


class Held:
    """Whose a field is. `holder`: where the face of whoever has it stands."""

    def __init__(self, sheet: Sheet, name: str, label: str, holder: ui.element) -> None:
        self._sheet = sheet
        self._name = name
        self._label = label
        self._holder = holder
        self._timer: asyncio.TimerHandle | None = None
        self._is_mine = False

    @property
    def other(self) -> Here | None:
        """Who else has it just now."""
        tab = self._sheet.tab
        return tab.hub.presence.editor("task", self._sheet.id, self._name, tab.stay.client)

    def take(self) -> None:
        """One edits it, or goes on editing."""
        if not self._is_mine:
            self._sheet.tab.stay.edit(self._name)
            self._is_mine = True
        self._stop_timer()
        self._timer = asyncio.get_running_loop().call_later(SILENCE, self.give_back)

    def give_back(self) -> None:
        """One has left it, or fallen silent."""
        self._stop_timer()
        if self._is_mine:
            self._is_mine = False
            if not self._holder.is_deleted:  # else one is at another task by now
                self._sheet.tab.stay.rest(self._name)

    def draw(self, field: ui.element | None = None, *, is_typed: bool = False) -> None:
        """Show whose it is; `field` is then for reading, unless one has typed into it already."""
        other = self.other
        self._holder.clear()
        self._holder.set_visibility(other is not None)
        if other is not None:
            with self._holder:
                avatar(other.person)
                text(
                    _("{name} is editing {label}").format(name=other.person["name"], label=self._label),
                    "tt-holder-words",
                )
        if field is not None:
            is_closed = not self._sheet.can_write or (other is not None and not is_typed)
            field.props("readonly") if is_closed else field.props(remove="readonly")

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def holder() -> ui.element:
    """Where a face is to stand."""
    made = box("tt-holder").props("role=status")
    made.set_visibility(False)
    return made
