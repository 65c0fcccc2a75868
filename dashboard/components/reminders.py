"""When one is reminded of a task: before it is due, or at a time. One's own alone."""

import re
from datetime import date, datetime, time
from functools import partial
from typing import cast

from nicegui import ui

from dashboard import times
from dashboard.calls.task import Reminder, ReminderTime, forget_reminder, remind
from dashboard.components.chooser import Chooser, Item, popover
from dashboard.components.elements import icon, text
from dashboard.components.pickers import date_menu
from dashboard.components.row import Row, nothing
from dashboard.components.sheet import Sheet
from dashboard.documents import Event
from dashboard.language import _, plural

BEFORE = {
    "PT0M": _("When it is due"),
    "PT1H": _("1 hour before"),
    "P1D": _("1 day before"),
    "P3D": _("3 days before"),
    "P7D": _("1 week before"),
}
MORNING = time(9)
_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")


class Reminders:
    """The row, and its menu."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._found = {one["id"]: one for one in sheet.found.reminders}
        self._row = Row(
            "reminders", _("Remind me"), None if sheet.is_put_away or sheet.is_frozen else self._open, is_optional=True
        )
        self.draw()

    def on_event(self, event: Event) -> None:
        """A reminder of one's own came, changed, was sent or went."""
        one = cast("Reminder", event["data"])
        if event["type"] == "reminder.deleted":
            self._found.pop(one["id"], None)
        else:
            self._found[one["id"]] = one
        self.draw()

    def draw(self) -> None:
        """Show what holds now."""
        self._row.fill(self._paint)

    def _paint(self) -> None:
        waiting = [one for one in self._found.values() if not one["sent_at"]]
        if not waiting:
            nothing(_("Never"))
            return
        icon("alarm-clock")
        text(", ".join(self._words(one) for one in waiting))

    def _words(self, one: Reminder) -> str:
        if one["before_due"] is not None:
            return before_text(one["before_due"])
        return times.short_day(one["remind_at"] or "", self._sheet.tab.here)

    async def _open(self, anchor: ui.element) -> None:
        async def picked(value: str) -> None:
            menu.close()
            await self._picked(value, anchor)

        items = self._items()
        with popover(anchor) as menu:
            chooser = Chooser(lambda _words: items, picked, can_search=False)
        await chooser.search()
        menu.open()

    def _items(self) -> list[Item]:
        known = {one["before_due"] for one in self._found.values()}
        found = [Item(one["id"], self._words(one), is_chosen=True) for one in self._found.values()]
        if self._sheet.task["due_at"]:
            others = {length: said for length, said in BEFORE.items() if length not in known}
            found += [Item(length, said, partial(icon, "alarm-clock")) for length, said in others.items()]
        found.append(Item("day", _("On a day…"), partial(icon, "calendar")))
        return found

    async def _picked(self, value: str, anchor: ui.element) -> None:
        if value == "day":
            date_menu(anchor, self._sheet.tab, None, self._on_day, _("Remind me on"))
        elif value in self._found:
            await self._forget(self._found[value])
        else:
            await self._add({"before_due": value})

    async def _on_day(self, day: date | None) -> None:
        if day is not None:
            await self._add({"remind_at": times.write(datetime.combine(day, MORNING, self._sheet.tab.here))})

    async def _add(self, when: ReminderTime) -> None:
        tab = self._sheet.tab
        made = await tab.attempt(remind(tab.api, self._sheet.id, when))
        if made is not None:
            self._found[made["id"]] = made
            self.draw()

    async def _forget(self, one: Reminder) -> None:
        tab = self._sheet.tab

        async def work() -> bool:
            await forget_reminder(tab.api, self._sheet.id, one["id"])
            return True

        if await tab.attempt(work()):
            self._found.pop(one["id"], None)
            self.draw()
            again: ReminderTime = (
                {"before_due": one["before_due"]} if one["before_due"] else {"remind_at": one["remind_at"] or ""}
            )
            tab.toasts.say(_("Reminder removed"), undo=partial(self._add, again))


def before_text(duration: str) -> str:
    """`P1D` → `1 day before`."""
    if duration in BEFORE:
        return BEFORE[duration]
    found = _DURATION.fullmatch(duration)
    if found is None:
        return duration
    weeks, days, hours, minutes = (int(number or 0) for number in found.groups())
    parts = [
        plural("{n} week", "{n} weeks", weeks).format(n=weeks) if weeks else "",
        plural("{n} day", "{n} days", days).format(n=days) if days else "",
        plural("{n} hour", "{n} hours", hours).format(n=hours) if hours else "",
        plural("{n} minute", "{n} minutes", minutes).format(n=minutes) if minutes else "",
    ]
    return _("{time} before").format(time=" ".join(filter(None, parts))) if any(parts) else BEFORE["PT0M"]
