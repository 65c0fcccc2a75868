"""A task's parts, with progress."""

from functools import partial
from typing import cast

from nicegui import ui

from dashboard.cards import card
from dashboard.components.elements import avatar, box, button, icon, icon_button, ring, text
from dashboard.components.line_entry import LineEntry
from dashboard.documents import Event, Task
from dashboard.tab import Tab


class Subtasks:
    """Listed, opened, finished and added here."""

    def __init__(self, tab: Tab, task: Task, found: list[Task]) -> None:
        self._tab = tab
        self._task = task
        self._found = {one["id"]: one for one in found}
        with box("tt-sec"):
            text("Subtasks", tag="h3")
            self._count = text("", "tt-n")
            with box("tt-progress") as self._progress:
                self._bar = ui.element("i")
            if tab.can_write:
                icon_button("plus", "Add a subtask", self._begin)
        self._list = box("tt-subs")
        self._new = LineEntry(tab, "Title of the subtask", self._add)
        self._new.input.props("maxlength=500")
        self._draw()

    def update(self, task: Task) -> None:
        """The counts changed."""
        self._task = task
        self._draw_progress()

    def on_event(self, event: Event) -> None:
        """A subtask came, went or changed."""
        task = cast("Task", event["data"])
        is_mine = task["parent_id"] == self._task["id"] and event["type"] != "task.deleted"
        known = self._found.get(task["id"])
        if is_mine and (known is None or known["version"] < task["version"]):
            self._found[task["id"]] = task
        elif not is_mine and known is not None:
            del self._found[task["id"]]
        else:
            return
        self._draw()

    def _draw(self) -> None:
        self._draw_progress()
        self._list.clear()
        self._list.set_visibility(bool(self._found))
        with self._list:
            for one in sorted(self._found.values(), key=lambda task: (task["position"].encode(), task["id"])):
                self._row(one)

    def _draw_progress(self) -> None:
        done, total = self._task["subtask_done"], self._task["subtask_count"]
        self._count.text = f"{done}/{total}" if total else ""
        self._progress.set_visibility(total > 0)
        self._bar.style(f"width:{round(100 * done / total) if total else 0}%")

    def _row(self, one: Task) -> None:
        is_closed = one["status"]["category"] in {"done", "cancelled"}
        with box("tt-sub-row"):
            state = button("tt-hit", label=f"Status: {one['status']['name']}")
            state.on("click", lambda: self._tab.pick("status", card(one), state), [])
            with state:
                ring(one["status"]["category"])
            with button("tt-name" + (" tt-struck" if is_closed else ""), partial(self._tab.open_key, one["key"])):
                text(one["title"])
            for person in one["assignees"][:2]:
                avatar(person)
            icon("chevron-right")

    def _begin(self) -> None:
        self._new.begin()

    async def _add(self, title: str) -> None:
        parent = self._task
        task = await self._tab.attempt(
            self._tab.api.create_task({"project_id": parent["project_id"], "title": title, "parent_id": parent["id"]})
        )
        if task is not None:
            self._new.input.value = ""
            self._tab.hub.put(task)
