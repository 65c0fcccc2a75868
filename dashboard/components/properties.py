"""A task's fields, each changed where it stands."""

from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from nicegui import ui

from dashboard import texts, times
from dashboard.cards import card
from dashboard.components import pickers
from dashboard.components.chooser import Item
from dashboard.components.custom_fields import CustomFields
from dashboard.components.elements import avatar, bars, box, dot, label_pill, ring, text, text_button
from dashboard.components.picking import pick
from dashboard.components.reminders import Reminders
from dashboard.components.repeats import Repeats
from dashboard.components.row import Row, nothing
from dashboard.components.sheet import Sheet
from dashboard.components.typed_value import TypedValue
from dashboard.components.watchers import Watchers
from dashboard.documents import Event, Person
from dashboard.language import _
from dashboard.numbers import number_text, read_number

MOST_EMPTY = 5  # fields without a value that are shown without being asked for; each has a label and a value
CLOSED = {"done", "cancelled"}
FACTS: Final = (
    "status",
    "priority",
    "assignees",
    "labels",
    "start_at",
    "due_at",
    "estimate",
    "recurrence",
    "recurrence_by",
    "fields",
    "project_id",
)
PICKED = {
    "status": _("Status"),
    "priority": _("Priority"),
    "assignee": _("Assignees"),
    "label": _("Labels"),
    "start": _("Start date"),
    "due": _("Due date"),
}


class Properties:
    """All fields, with those of the project, and who hears of the task."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        can_write = sheet.can_write
        with box("tt-props") as self._grid:
            self._rows = {
                name: Row(
                    name,
                    label,
                    partial(self._pick, name) if can_write else None,
                    is_optional=name in {"start", "label"},
                )
                for name, label in PICKED.items()
            }
            self._repeats = Repeats(sheet)
            value = number_text(sheet.task["estimate"])
            self._estimate = TypedValue(sheet, "estimate", _("Estimate"), value, self._save_estimate, is_number=True)
            self._custom = CustomFields(sheet, box("tt-contents"))
            self._reminders = Reminders(sheet)
            self._watchers = Watchers(sheet)
            self._project = Row("project", _("Project"), self._pick_project if can_write else None)
        self._more = text_button(_("Show empty fields"), self._show_all, classes="tt-plain tt-small tt-more-fields")
        self._dates = box("tt-dates")
        self.draw()
        is_brief = sum("tt-unset" in one.classes for one in self._grid.descendants()) > 2 * MOST_EMPTY
        self._grid.classes(add="tt-brief" if is_brief else "")
        self._more.set_visibility(is_brief)

    def update(self) -> None:
        """The task changed."""
        self._estimate.update(number_text(self._sheet.task["estimate"]))
        self.draw()

    def catch_up(self) -> None:
        """The task may be another one by what oneself has just done."""
        if self._facts() != self._drawn:
            self.update()

    def _facts(self) -> list[object]:
        task = self._sheet.task
        return [task[name] for name in FACTS]

    def draw(self) -> None:
        """Show what holds now; names and colours as the store knows them."""
        task, store = self._sheet.task, self._sheet.store
        known = store.cards.get(self._sheet.id)
        shown = store.shown(known) if known is not None and known["version"] >= task["version"] else card(task)
        self._drawn = self._facts()
        rows, here = self._rows, self._sheet.tab.here
        rows["status"].fill(lambda: (ring(shown["category"]), text(shown["status_name"])))
        rows["priority"].fill(lambda: (bars(task["priority"]), text(texts.PRIORITY[task["priority"]])))
        rows["assignee"].fill(lambda: _people(shown["assignees"]))
        rows["label"].fill(lambda: [label_pill(one) for one in shown["labels"]] or nothing())
        rows["start"].fill(lambda: _day(task["start_at"], here))
        late = bool(task["due_at"]) and times.is_past(task["due_at"] or "") and shown["category"] not in CLOSED
        rows["due"].fill(lambda: _day(task["due_at"], here, "tt-late" if late else ""))
        self._repeats.draw()
        self._custom.draw()
        self._project.fill(self._paint_project)
        self._draw_dates()

    def draw_holders(self) -> None:
        """Show who is editing what."""
        self._estimate.draw()
        self._custom.draw()

    def rebuild_custom(self) -> None:
        """The project's custom fields are others now."""
        self._custom.build()

    def on_reminder(self, event: Event) -> None:
        """A reminder came or went."""
        self._reminders.on_event(event)

    def on_watcher(self, event: Event) -> None:
        """A watcher came or went."""
        self._watchers.on_event(event)

    def _show_all(self) -> None:
        self._grid.classes(remove="tt-brief")
        self._more.set_visibility(False)

    async def _pick(self, name: str, anchor: ui.element) -> None:
        sheet = self._sheet
        await pick(sheet.tab, name, [sheet.card], anchor)

    async def _save_estimate(self, typed: str) -> bool:
        number = read_number(typed) if typed else None
        if typed and number is None:
            self._sheet.tab.toasts.complain(_("The estimate must be a number."))
            return False
        is_taken = await self._sheet.change({"estimate": number})
        self._estimate.update(number_text(self._sheet.task["estimate"]))
        return is_taken

    # the project

    def _paint_project(self) -> None:
        project = self._sheet.store.projects.by_id.get(self._sheet.task["project_id"])
        if project is not None:
            dot(project["color"])
            text(project["name"]).props("dir=auto")

    async def _pick_project(self, anchor: ui.element) -> None:
        now = self._sheet.task["project_id"]
        projects = self._sheet.store.open_projects()
        items = [Item(p["id"], p["name"], partial(dot, p["color"]), is_chosen=p["id"] == now) for p in projects]
        with anchor:
            await pickers.choose(anchor, lambda: items, self._move, title=_("Move to a project"))

    async def _move(self, project: str) -> None:
        sheet, before = self._sheet, self._sheet.task
        if project == before["project_id"] or not await sheet.change({"project_id": project}):
            return
        after = sheet.task["key"]
        sheet.tab.toasts.say(
            _("{key} is {after} now").format(key=before["key"], after=after),
            undo=partial(self._move, before["project_id"]),
        )
        await sheet.tab.open_key(after)

    def _draw_dates(self) -> None:
        task, here = self._sheet.task, self._sheet.tab.here
        self._dates.clear()
        with self._dates:
            author, day = task["created_by"], times.short_day(task["created_at"], here)
            said = _("Created by {name}, {day}") if author else _("Created, {day}")
            made = text(said.format(name=author["name"] if author else "", day=day)).props("dir=auto")
            made.props["title"] = times.exact(task["created_at"], here)
            changed = text(_("Changed {time}").format(time=times.ago(task["updated_at"], here)))
            changed.props["title"] = times.exact(task["updated_at"], here)


def _people(people: list[Person]) -> None:
    if not people:
        avatar(None)
        nothing(texts.NOBODY)
    for person in people:
        avatar(person)
        text(person["name"]).props("dir=auto")


def _day(instant: str | None, here: ZoneInfo, classes: str = "") -> None:
    if instant is None:
        nothing()
    else:
        made = text(times.short_day(instant, here), classes)
        made.props["title"] = times.exact(instant, here)
