"""What somebody has to do, and what they did last."""

from dataclasses import replace
from typing import cast

from dashboard import times
from dashboard.calls.people import RECENT
from dashboard.components.elements import bars, box, link, ring, text
from dashboard.components.history import sentence
from dashboard.documents import Event, Task
from dashboard.language import _
from dashboard.tab import Tab

CLOSED = {"done", "cancelled"}


class OpenTasks:
    """A person's open tasks, what is due next first, each a link."""

    def __init__(self, tab: Tab, person: str, found: list[Task]) -> None:
        self._tab = tab
        self._person = person
        with box("tt-sec"):
            text(_("Open tasks"), tag="h2")
            self._count = text("", "tt-n")
        self._list = box("tt-work")
        self.put(found)

    def put(self, found: list[Task]) -> None:
        """These are all."""
        self._found = {task["id"]: task for task in found}
        self._draw()

    def on_event(self, event: Event) -> None:
        """A task came to the person, changed, or is theirs no longer."""
        known = self._found.get(event["object"]["id"])
        task = cast("Task", event["data"])
        is_theirs = event["type"] not in {"task.left", "task.deleted", "task.purged"} and self._is_theirs(task)
        if is_theirs and (known is None or known["version"] < task["version"]):
            self._found[task["id"]] = task
        elif not is_theirs and known is not None:
            del self._found[event["object"]["id"]]
        else:
            return
        self._draw()

    def _is_theirs(self, task: Task) -> bool:
        is_open = task["status"]["category"] not in CLOSED and task["archived_at"] is None
        return is_open and any(one["id"] == self._person for one in task["assignees"])

    def _draw(self) -> None:
        self._count.text = str(len(self._found)) if self._found else ""
        self._list.clear()
        with self._list:
            for task in sorted(self._found.values(), key=lambda one: (one["due_at"] or "9", one["key"])):
                self._row(task)
            if not self._found:
                text(_("Nothing is waiting for them."), "tt-none", "p")

    def _row(self, task: Task) -> None:
        with link(replace(self._tab.route, task=task["key"]).url(), "tt-work-row"):
            bars(task["priority"])
            text(task["key"], "tt-key")
            ring(task["status"]["category"]).props["title"] = task["status"]["name"]
            text(task["title"], "tt-name").props("dir=auto")
            if task["due_at"]:
                due = text(times.short_day(task["due_at"], self._tab.here), "tt-due")
                due.props["title"] = times.exact(task["due_at"], self._tab.here)
                due.classes(add="tt-late" if times.is_past(task["due_at"]) else "")


class Activity:
    """What a person did to tasks, newest first."""

    def __init__(self, tab: Tab, person: str, found: list[Event]) -> None:
        self._tab = tab
        self._person = person
        with box("tt-sec"):
            text(_("Recent activity"), tag="h2")
        self._list = box("tt-work tt-done")
        self.put(found)

    def put(self, found: list[Event]) -> None:
        """These are the last ones."""
        self._found = [event for event in found if sentence(event, self._tab.here)]
        self._draw()

    def on_event(self, event: Event) -> None:
        """Something happened to a task; perhaps it was them."""
        actor = event["actor"]
        if any(one["seq"] == event["seq"] for one in self._found):
            return  # it was read with the page
        if actor is not None and actor["id"] == self._person and sentence(event, self._tab.here):
            self._found = [event, *self._found][:RECENT]
            self._draw()

    def _draw(self) -> None:
        self._list.clear()
        with self._list:
            for event in self._found:
                self._row(event)
            if not self._found:
                text(_("Nothing yet. What they do to tasks shows here."), "tt-none", "p")

    def _row(self, event: Event) -> None:
        key = event["object"]["key"] or ""
        with link(replace(self._tab.route, task=key).url(), "tt-work-row"):
            text(key, "tt-key")
            with text(sentence(event, self._tab.here), "tt-name").props("dir=auto"):
                text(str(event["data"].get("title", "")))
            when = text(times.ago(event["at"], self._tab.here), "tt-when", "time")
            when.props["datetime"], when.props["title"] = event["at"], times.exact(event["at"], self._tab.here)
