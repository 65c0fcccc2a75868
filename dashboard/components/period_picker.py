"""The stretch of days that the insights are about: three usual ones, or one's own."""

from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial

from nicegui import ui
from nicegui.events import ValueChangeEventArguments

from dashboard.components.chooser import popover
from dashboard.components.elements import box, button, icon, named, text
from dashboard.language import _
from dashboard.periods import LENGTHS, Period
from dashboard.tab import Tab

Choose = Callable[[Period], Awaitable[None]]


class PeriodPicker:
    """A row of buttons, the last of which opens a calendar."""

    def __init__(self, tab: Tab, choose: Choose) -> None:
        self._choose = choose
        self._shown = Period()
        with box("tt-segments").props("role=group " + named(_("Period"))):
            self._usual = {period: self._segment(period) for period in map(Period, LENGTHS)}
            with button("tt-segment") as self._own:
                icon("calendar")
                self._name = text("")
        self._own.on("click", lambda: _calendar(tab, self._own, self._shown, choose), [])

    def show(self, period: Period) -> None:
        """Which one is chosen."""
        self._shown = period
        for one, made in self._usual.items():
            _press(made, is_chosen=one == period)
        _press(self._own, is_chosen=period not in self._usual)
        self._name.text = _("Custom") if period in self._usual else period.name

    def _segment(self, period: Period) -> ui.element:
        with button("tt-segment", partial(self._choose, period)) as made:
            text(period.name)
        return made


def _press(made: ui.element, *, is_chosen: bool) -> None:
    made.classes(add="tt-on" if is_chosen else "", remove="" if is_chosen else "tt-on")
    made.props["aria-pressed"] = "true" if is_chosen else "false"


def _calendar(tab: Tab, anchor: ui.element, chosen: Period, choose: Choose) -> None:
    menu = popover(anchor, align="right")

    async def picked(event: ValueChangeEventArguments[dict[str, str] | str | None]) -> None:
        days = event.value
        if not days:
            return
        first, last = (days, days) if isinstance(days, str) else (days["from"], days["to"])
        menu.close()
        await choose(Period.between(date.fromisoformat(first), date.fromisoformat(last)))

    shown = {"from": str(chosen.first), "to": str(chosen.last)} if chosen.first else None
    with menu, box("tt-date"):
        text(_("Choose the first and the last day"), "tt-muted tt-date-cap")
        ui.date(value=shown, on_change=picked).props(f"range minimal first-day-of-week={tab.first_day}")
    menu.open()
