"""When a task comes back: the usual rules by name, any other as it is written, and by what the next one is made."""

from functools import partial

from nicegui import ui

from dashboard import times
from dashboard.calls.task import skip
from dashboard.components.chooser import Chooser, Item, dialog, popover
from dashboard.components.elements import box, field, icon, on_enter, text, text_button
from dashboard.components.row import Row, nothing
from dashboard.components.sheet import Sheet
from dashboard.language import _
from dashboard.recurrence import BY, NEXT_BY, choices, day_of, describe

EXAMPLES = ("FREQ=MONTHLY;BYMONTHDAY=1,15", "FREQ=DAILY;INTERVAL=10")


class Repeats:
    """The row, and its menu."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._row = Row("repeats", _("Comes back"), self._open if sheet.can_write else None, is_optional=True)

    def draw(self) -> None:
        """Show what holds now."""
        self._row.fill(self._paint)

    def _paint(self) -> None:
        task = self._sheet.task
        if not task["recurrence"]:
            nothing(_("Never"))
            return
        icon("repeat")
        text(describe(task["recurrence"]))
        text(BY[task["recurrence_by"]], "tt-muted")

    async def _open(self, anchor: ui.element) -> None:
        async def picked(value: str) -> None:
            menu.close()
            await self._picked(value)

        with popover(anchor) as menu:
            if self._date is None:
                text(_("A task comes back from its due date, or its start. Set one first."), "tt-advice", "p")
            else:
                items = self._items(self._date)
                chooser = Chooser(lambda _words: items, picked, can_search=False)
                await chooser.search()
        menu.open()

    @property
    def _date(self) -> str | None:
        return self._sheet.task["due_at"] or self._sheet.task["start_at"]

    def _items(self, date: str) -> list[Item]:
        task = self._sheet.task
        rule, by = task["recurrence"], task["recurrence_by"]
        usual = choices(day_of(date, task["recurrence_zone"], self._sheet.tab.here))
        own = [(rule, describe(rule))] if rule and rule not in dict(usual) else []
        found = [Item("", _("Never"), is_chosen=not rule)]
        found += [Item(one, said, is_chosen=one == rule) for one, said in [*own, *usual]]
        found.append(Item("custom", _("Another rule…"), partial(icon, "pencil")))
        if rule:
            ways = NEXT_BY.items()
            found += [Item(f"by:{way}", said, is_chosen=way == by, group=_("And")) for way, said in ways]
            found.append(Item("skip", _("Skip to the next date"), partial(icon, "skip-forward"), group=_("And")))
        return found

    async def _picked(self, value: str) -> None:
        if value == "skip":
            await self._skip()
        elif value == "custom":
            self._ask()
        elif value.startswith("by:"):
            await self._sheet.change({"recurrence_by": value[3:]})
        else:
            await self._sheet.change({"recurrence": value or None})
        self.draw()

    async def _skip(self) -> None:
        tab, before = self._sheet.tab, self._sheet.task
        task = await tab.attempt(skip(tab.api, self._sheet.id))
        if task is not None:
            tab.hub.put(task)
            back = {"due_at": before["due_at"], "start_at": before["start_at"], "recurrence": before["recurrence"]}
            when = task["due_at"] or task["start_at"]
            said = _("Waits until {day}").format(day=times.short_day(when, tab.here)) if when else _("Skipped")
            tab.toasts.say(said, undo=partial(self._back, back))

    async def _back(self, values: dict[str, str | None]) -> None:
        await self._sheet.change(values)

    def _ask(self) -> None:
        tab = self._sheet.tab
        with tab.client.layout:
            frame, card = dialog("tt-small", _("Another rule"))

        def explain() -> None:
            typed = (entry.value or "").strip()
            said.text = describe(typed) if typed.upper().startswith("FREQ=") else _("A rule begins with FREQ=")

        async def save() -> None:
            if await self._sheet.change({"recurrence": (entry.value or "").strip()}):
                frame.close()
                self.draw()

        with card, box("tt-ask"):
            text(_("Another rule"), tag="h2")
            text(
                _("As RFC 5545 writes it, such as {example} or {other}.").format(
                    example=EXAMPLES[0], other=EXAMPLES[1]
                ),
                tag="p",
            )
            with box("tt-frame"):
                entry = field(value=self._sheet.task["recurrence"] or "FREQ=", label=_("Rule")).props("autofocus")
            said = text("", "tt-muted", "p")
            entry.on_value_change(explain)
            on_enter(entry, save)
            with box("tt-row"):
                text_button(_("Save"), save)
                text_button(_("Cancel"), frame.close, classes="tt-plain")
        explain()
        frame.open()
