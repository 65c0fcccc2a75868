"""Quick-create: title first, the rest as pills."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from nicegui import ui

from dashboard import texts, times
from dashboard.components import pickers
from dashboard.components.chooser import Item, dialog
from dashboard.components.elements import (
    area,
    avatar,
    bars,
    box,
    button,
    dot,
    icon,
    icon_button,
    on_enter,
    ring,
    text,
    text_button,
)
from dashboard.components.elements import field as text_field
from dashboard.documents import NewTask, Priority, Project
from dashboard.language import _
from dashboard.quick import Quick, read
from dashboard.routes import Route
from dashboard.tab import Tab

DRAFT = "new-task"
TEXT_DRAFT = "new-task-text"
HINT = "@person  !high  #label  due:fri  est:2  in:KEY"  # as it is typed in every language
PATIENCE = 20.0  # seconds for a browser to answer
Choose = Callable[[ui.element], Awaitable[None]]


@dataclass
class Draft:
    """What has been chosen so far."""

    project: Project
    status: str
    parent: str = ""
    priority: Priority = "none"
    assignees: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    due: str | None = None
    start: str | None = None
    estimate: float | None = None

    def body(self, title: str, description: str) -> NewTask:
        """What the API is sent."""
        body: NewTask = {"project_id": self.project["id"], "title": title, "priority": self.priority}
        if self.status:
            body["status"] = self.status
        if description:
            body["description"] = description
        if self.assignees:
            body["assignees"] = self.assignees
        if self.labels:
            body["labels"] = self.labels
        if self.due:
            body["due_at"] = self.due
        if self.start:
            body["start_at"] = self.start
        if self.estimate is not None:
            body["estimate"] = self.estimate
        if self.parent:
            body["parent_id"] = self.parent
        return body


class CreateDialog:
    """Opened by `c`, by the button, by a column's plus."""

    def __init__(self, tab: Tab, draft: Draft) -> None:
        self._tab = tab
        self._draft = draft
        self._said = Quick("")
        self._is_sent = False  # the dialog can still be clicked while it fades away
        with tab.client.layout:
            self._frame, self._card = dialog("", _("New task"))
        with self._card:
            self._build()

    async def open(self) -> None:
        """Show it, with what was typed before a reload."""
        self._draft.status = self._draft.status or self._default_status()
        self._draw()
        self._frame.open()
        asked = self._tab.client.run_javascript(
            f"[tasktide.draft('{DRAFT}'), tasktide.draft('{TEXT_DRAFT}')]", timeout=PATIENCE
        )
        try:
            found = await asked
        except TimeoutError:
            found = None
        if found is None or self._title.is_deleted:  # the window or the dialog is gone
            return
        title, description = found
        self._title.value = self._title.value or title
        self._text.value = self._text.value or description

    def _build(self) -> None:
        with box("tt-dh"):
            self._where = box("tt-contents")
            box("tt-spacer")
            icon_button("x", _("Close"), self._frame.close)
        with box("tt-create"):
            self._title = (
                text_field(_("Task title")).classes("tt-title").props(f'autofocus maxlength=500 data-draft="{DRAFT}"')
            )
            self._title.on_value_change(lambda event: self._read(event.value or ""))
            on_enter(self._title, self._submit)
            text(HINT, "tt-quick-hint")
            self._text = area(_("Description (Markdown)")).classes("tt-text").props(f'data-draft="{TEXT_DRAFT}"')
            self._text.on("keydown.ctrl.enter", self._submit, [])
            self._text.on("keydown.meta.enter", self._submit, [])
            self._pills = box("tt-row")
        with box("tt-df"):
            text("", "tt-spacer")
            text_button(_("Create task"), self._submit)

    def _draw(self) -> None:
        draft, store = self._draft, self._tab.store
        self._where.clear()
        with self._where:
            self._pill("", partial(dot, draft.project["color"]), draft.project["name"], self._pick_project)
            icon("chevron-right")
            text(_("New task") if not draft.parent else _("New subtask"))
        self._pills.clear()
        with self._pills:
            status = store.statuses.by_id.get(draft.status)
            if status is not None:
                self._pill("status", partial(ring, status["category"]), status["name"], self._pick_status)
            self._pill("priority", partial(bars, draft.priority), texts.PRIORITY[draft.priority], self._pick_priority)
            people = [p for p in store.people() if p["id"] in draft.assignees]
            names = texts.some_people([one["name"] for one in people]) or _("Assignee")
            self._pill("assignee", partial(avatar, people[0] if people else None), names, self._pick_people)
            labels = [one for one in store.sorted_labels() if one["id"] in draft.labels]
            names = texts.some_labels([one["name"] for one in labels]) or _("Labels")
            self._pill(
                "labels",
                partial(dot, labels[0]["color"], "tt-dot") if labels else partial(icon, "tag"),
                names,
                self._pick_labels,
            )
            self._pill(
                "due",
                partial(icon, "calendar"),
                times.short_day(draft.due, self._tab.here) if draft.due else _("Due date"),
                self._pick_due,
            )

    def _pill(
        self, mark: str, paint: "partial[ui.element]", name: str, choose: Callable[[ui.element], Awaitable[None]]
    ) -> None:
        pill = button("tt-pill").mark(mark or "project")
        pill.on("click", lambda _event: choose(pill), [])
        with pill:
            paint()
            text(name)

    def _default_status(self) -> str:
        columns = self._tab.store.columns(self._draft.project["id"])
        chosen = next((s for s in columns if s["category"] == "todo"), columns[0] if columns else None)
        return chosen["id"] if chosen else ""

    async def _pick_project(self, pill: ui.element) -> None:
        async def picked(value: str) -> None:
            self._draft.project = self._tab.store.projects.by_id[value]
            self._draft.status, self._draft.parent = self._default_status(), ""
            self._draw()

        projects = self._tab.store.open_projects()
        items = [
            Item(p["id"], p["name"], partial(dot, p["color"]), is_chosen=p is self._draft.project) for p in projects
        ]
        await pickers.choose(pill, lambda: items, picked, title=_("Project"))

    async def _pick_status(self, pill: ui.element) -> None:
        async def picked(value: str) -> None:
            self._draft.status = value
            self._draw()

        columns = self._tab.store.columns(self._draft.project["id"])
        await pickers.choose(
            pill, lambda: pickers.status_items(columns, {self._draft.status}), picked, title=_("Status")
        )

    async def _pick_priority(self, pill: ui.element) -> None:
        async def picked(value: str) -> None:
            self._draft.priority = value  # type: ignore[assignment]
            self._draw()

        await pickers.choose(pill, lambda: pickers.priority_items({self._draft.priority}), picked, title=_("Priority"))

    async def _pick_people(self, pill: ui.element) -> None:
        store = self._tab.store
        items = pickers.person_items(store.people(), set(self._draft.assignees), store.me["id"])
        await pickers.choose(pill, lambda: items, partial(self._toggle, self._draft.assignees), title=_("Assign to"))

    async def _pick_labels(self, pill: ui.element) -> None:
        items = pickers.label_items(self._tab.store.sorted_labels(), set(self._draft.labels))
        await pickers.choose(pill, lambda: items, partial(self._toggle, self._draft.labels), title=_("Labels"))

    async def _toggle(self, chosen: list[str], value: str) -> None:
        chosen.remove(value) if value in chosen else chosen.append(value)
        self._draw()

    async def _pick_due(self, pill: ui.element) -> None:
        async def picked(day: date | None) -> None:
            self._draft.due = times.end_of(day, self._tab.here) if day else None
            self._draw()

        pickers.date_menu(pill, self._tab, self._draft.due, picked, _("Due date"))

    def _read(self, line: str) -> None:
        """What the line says goes into the pills; what it says no more goes out of them."""
        store, draft, before, now = (
            self._tab.store,
            self._draft,
            self._said,
            read(line, self._tab.store, self._tab.here),
        )
        if now.spare == before.spare:
            return
        self._said = now
        draft.assignees = _exchanged(draft.assignees, before.assignees, now.assignees)
        draft.labels = _exchanged(draft.labels, before.labels, now.labels)
        if now.priority != before.priority:
            draft.priority = now.priority or "none"
        if now.due != before.due:
            draft.due = times.end_of(now.due, self._tab.here) if now.due else None
        draft.start = times.start_of(now.start, self._tab.here) if now.start else None
        draft.estimate = now.estimate
        if now.project and now.project != draft.project["id"]:
            draft.project = store.projects.by_id[now.project]
            draft.status, draft.parent = self._default_status(), ""
        self._draw()

    async def _submit(self) -> None:
        title = read(self._title.value or "", self._tab.store, self._tab.here).title
        if not title:
            ui.run_javascript(f"document.querySelector('#{self._card.html_id} input')?.focus()")
            return
        if self._is_sent:
            return
        self._is_sent = True
        task = await self._tab.attempt(
            self._tab.api.create_task(self._draft.body(title, (self._text.value or "").strip()))
        )
        if task is None:
            self._is_sent = False
            return
        self._frame.close()
        self._tab.client.run_javascript(f"tasktide.forget('{DRAFT}'); tasktide.forget('{TEXT_DRAFT}')")
        self._tab.hub.put(task)
        self._tab.toasts.say(
            _("{key} created").format(key=task["key"]), more=(_("Open"), partial(self._tab.open_key, task["key"]))
        )
        if self._tab.route.kind in {"home", "settings"}:
            await self._tab.go(Route("board", task["key"].rsplit("-", 1)[0], task=task["key"]))


def _exchanged(ids: list[str], before: list[str], now: list[str]) -> list[str]:
    """What was chosen by hand, with what the line says in the place of what it said."""
    kept = [one for one in ids if one not in before or one in now]
    return [*kept, *(one for one in now if one not in kept)]
