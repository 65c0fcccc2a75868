"""One figure of the insights: what it is, the number, and a line that puts it into proportion."""

from dataclasses import dataclass
from typing import Literal

from dashboard.components.elements import box, link, text
from dashboard.language import _
from dashboard.routes import Route

Tone = Literal["", "good", "bad"]


@dataclass(frozen=True)
class Shown:
    """A number as it is shown, its list, and what is said below: perhaps a link, perhaps good or bad news. `days`: of
    which days it is, if not of the present."""

    value: str
    to: Route
    note: str = ""
    note_to: Route | None = None
    tone: Tone = ""
    days: str = ""


class Tile:
    """A box with one figure; the whole of it leads to the list."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._shown: Shown | None = None
        with box("tt-tile"):
            self._name = text(label, "tt-tile-l")
            with link("", "tt-tile-v") as self._link:
                self._value = text("")
            self._note = box("tt-tile-n")

    def show(self, shown: Shown) -> None:
        """The figure as it is now."""
        if shown == self._shown:
            return
        self._shown = shown
        self._value.text = shown.value
        self._name.text = _("{title}, {days}").format(title=self._label, days=shown.days) if shown.days else self._label
        self._link.props["href"] = shown.to.url()
        self._link.props["aria-label"] = _("{title}: {says}").format(title=self._name.text, says=shown.value)
        self._note.clear()
        with self._note:
            if shown.note_to is not None:
                with link(shown.note_to.url(), "tt-link"):
                    text(shown.note)
            else:
                text(shown.note, f"tt-tone-{shown.tone}" if shown.tone else "")
