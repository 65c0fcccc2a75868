"""The dialog that makes and changes a template of a task."""

import re
from collections.abc import Awaitable, Callable
from functools import partial

from nicegui import ui

from dashboard import texts
from dashboard.calls import projects
from dashboard.calls.projects import Template, TemplateTask
from dashboard.components import pickers
from dashboard.components.chooser import Item, dialog
from dashboard.components.elements import area, avatar, bars, box, button, dot, icon, ring, text, text_button
from dashboard.components.form_field import FormField
from dashboard.documents import PRIORITIES, Status
from dashboard.errors import DashboardError, Refused, SignedOut
from dashboard.language import _
from dashboard.tab import Tab

_DAYS = re.compile(r"P(\d+)D")
BLANK: TemplateTask = {
    "title": "",
    "description": "",
    "status": None,
    "priority": "none",
    "assignees": [],
    "labels": [],
    "start_in": None,
    "due_in": None,
    "estimate": None,
    "recurrence": None,
    "recurrence_by": "completion",
    "recurrence_zone": None,
    "fields": {},
    "subtasks": [],
}


class TemplateForm:
    """Name, title, text, the usual pills, days until it is due, subtasks by their titles."""

    def __init__(self, tab: Tab, project: str, template: Template | None, keep: Callable[[Template], None]) -> None:
        self._tab = tab
        self._project = project
        self._template = template
        self._keep = keep
        self._task: TemplateTask = {**(template["task"] if template else BLANK)}
        with tab.client.layout:
            self._frame, card = dialog("", _("Template"))
        with card:
            self._build()

    def open(self) -> None:
        """Show it."""
        self._frame.open()

    def _build(self) -> None:
        task, template = self._task, self._template
        with box("tt-ask"):
            text(template["name"] if template else _("New template"), tag="h2")
            with box("tt-two"):
                self._name = FormField(_("Name of the template"), "name")
                self._name.input.props("maxlength=120 autofocus")
                self._days = FormField(_("Due after days"), "due_in")
                self._days.input.props("inputmode=numeric maxlength=4")
            self._title = FormField(_("Title of the task"), "title")
            self._title.input.props("maxlength=500")
            self._text = _tall(_("Description (Markdown)"), task["description"])
            self._below = _tall(_("Subtasks, one a line"), "\n".join(one["title"] for one in task["subtasks"]))
            self._pills = box("tt-row")
        self._name.input.value = template["name"] if template else ""
        self._title.input.value = task["title"]
        self._days.input.value = days_of(task["due_in"])
        self._draw()
        with box("tt-df"):
            box("tt-spacer")
            text_button(_("Cancel"), self._frame.close, classes="tt-plain")
            text_button(_("Save the template"), self._save)

    def _draw(self) -> None:
        task, store = self._task, self._tab.store
        people = [person for person in store.people() if person["id"] in task["assignees"]]
        labels = [label for label in store.sorted_labels() if label["id"] in task["labels"]]
        column = next((one for one in self._columns() if task["status"] in {one["id"], one["name"]}), None)
        self._pills.clear()
        with self._pills:
            paint = partial(ring, column["category"] if column else "todo")
            self._pill(paint, column["name"] if column else _("First column"), self._pick_status)
            self._pill(partial(bars, task["priority"]), texts.PRIORITY[task["priority"]], self._pick_priority)
            named = texts.some_people([one["name"] for one in people]) or _("Assignee")
            self._pill(partial(avatar, people[0] if people else None), named, self._pick_people)
            marked = texts.some_labels([one["name"] for one in labels]) or _("Labels")
            mark = partial(dot, labels[0]["color"], "tt-dot") if labels else partial(icon, "tag")
            self._pill(mark, marked, self._pick_labels)

    def _columns(self) -> list[Status]:
        return self._tab.store.columns(self._project)

    def _pill(self, paint: Callable[[], object], name: str, choose: Callable[[ui.element], Awaitable[None]]) -> None:
        with button("tt-pill") as made:
            paint()
            text(name)
        made.on("click", lambda: choose(made), [])

    async def _pick_status(self, pill: ui.element) -> None:
        async def picked(value: str) -> None:
            self._task["status"] = value
            self._draw()

        await pickers.choose(
            pill, lambda: pickers.status_items(self._columns(), {self._task["status"] or ""}), picked, title=_("Column")
        )

    async def _pick_priority(self, pill: ui.element) -> None:
        async def picked(value: str) -> None:
            self._task["priority"] = next(one for one in PRIORITIES if one == value)
            self._draw()

        await pickers.choose(
            pill, lambda: pickers.priority_items({self._task["priority"]}), picked, title=_("Priority")
        )

    async def _pick_people(self, pill: ui.element) -> None:
        store = self._tab.store

        def items() -> list[Item]:
            return pickers.person_items(store.people(), set(self._task["assignees"]), store.me["id"])

        await pickers.choose(pill, items, partial(self._toggle, "assignees"), title=_("Assign to"))

    async def _pick_labels(self, pill: ui.element) -> None:
        def items() -> list[Item]:
            return pickers.label_items(self._tab.store.sorted_labels(), set(self._task["labels"]))

        await pickers.choose(pill, items, partial(self._toggle, "labels"), title=_("Labels"))

    async def _toggle(self, name: str, value: str) -> None:
        before: list[str] = self._task[name]  # type: ignore[literal-required]
        after = [one for one in before if one != value] if value in before else [*before, value]
        self._task[name] = after  # type: ignore[literal-required]
        self._draw()

    async def _save(self) -> None:
        if not all([self._name.require(), self._title.require()]):
            return
        days = self._days.value
        if days and not days.isdigit():
            self._days.complain(_("A number of days, such as 3."))
            return
        task = self._task
        task["title"], task["description"] = self._title.value, (self._text.value or "").strip()
        if days != days_of(task["due_in"]):
            task["due_in"] = f"P{int(days)}D" if days else None
        task["subtasks"] = below(task["subtasks"], self._below.value or "")
        template = self._template["id"] if self._template else ""
        try:
            made = await projects.write_template(self._tab.api, self._project, template, self._name.value, sent(task))
        except SignedOut:
            self._tab.on_end("revoked")
        except DashboardError as error:
            fields = (self._name, self._title, self._days)
            if not any([entry.take(error) for entry in fields if isinstance(error, Refused)]):  # noqa: C419
                self._name.complain(str(error))
        else:
            self._frame.close()
            self._keep(made)
            self._tab.toasts.say(_("{name} saved").format(name=made["name"]))


def days_of(duration: str | None) -> str:
    """The days of an ISO 8601 duration of whole days, else ""."""
    found = _DAYS.fullmatch(duration or "")
    return found[1] if found else ""


def below(before: list[TemplateTask], typed: str) -> list[TemplateTask]:
    """The subtasks of these titles; those that were there keep all they had."""
    known = {one["title"]: one for one in before}
    titles = [line.strip() for line in typed.splitlines() if line.strip()]
    return [known.get(title, {**BLANK, "title": title}) for title in titles]


def sent(task: TemplateTask) -> dict[str, object]:
    """A template as the API takes it: what is not set is left out."""
    body: dict[str, object] = {key: value for key, value in task.items() if value not in (None, "", [], {})}
    if not task["recurrence"]:
        body.pop("recurrence_by", None)
    return body | ({"subtasks": [sent(one) for one in task["subtasks"]]} if task["subtasks"] else {})


def _tall(label: str, value: str) -> ui.textarea:
    with box("tt-field"):
        caption = text(label, tag="label")
        with box("tt-frame"):
            made = area(value=value, label=label)
        caption.props["for"] = made.html_id
    return made
