"""The open task, as the parts of the drawer share it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from dashboard.calls.task import Found, FullTask
from dashboard.cards import Card, card
from dashboard.documents import Person, Task, TaskChanges
from dashboard.language import _
from dashboard.store import Store
from dashboard.tab import Tab

TOLD_BY_EVENTS: Final = ("title", "description", "project_id", "archived_at", "deleted_at")


@dataclass
class Sheet:
    """A task with what hangs on it, in one tab."""

    tab: Tab
    found: Found

    @property
    def task(self) -> FullTask:
        """The task as it is known now, with what is on its way to the server."""
        return self.store.hoped(self.found.task)

    @property
    def id(self) -> str:
        """The task's id."""
        return self.found.task["id"]

    @property
    def card(self) -> Card:
        """As boards show it."""
        return card(self.task)

    @property
    def store(self) -> Store:
        """The workspace's documents."""
        return self.tab.store

    @property
    def me(self) -> str:
        """The id of who looks."""
        return self.tab.store.me["id"]

    @property
    def is_put_away(self) -> bool:
        """Whether it is archived or in the trash."""
        return self.task["archived_at"] is not None or self.task["deleted_at"] is not None

    @property
    def can_write(self) -> bool:
        """Whether the person may change this task as it is now."""
        return self.may_act and not self.is_put_away

    @property
    def may_act(self) -> bool:
        """Whether the person may do something with the task, be it put away: bring it back, above all."""
        return self.tab.may_change(self.task["project_id"])

    @property
    def is_frozen(self) -> bool:
        """Whether nobody can do anything with what hangs on it: it is in the trash, or its project is archived."""
        project = self.store.projects.by_id.get(self.task["project_id"])
        return self.task["deleted_at"] is not None or (project is not None and project["archived_at"] is not None)

    def people(self) -> list[Person]:
        """The members who can be named."""
        return self.tab.store.people()

    def name_of(self, task_id: str) -> str:
        """What another task is called, if that is known here: `OPS-12 Mend the net`."""
        known = self.tab.store.cards.get(task_id)
        if known is not None:
            return f"{known['key']} {known['title']}"
        related = next((one for one in self.found.related if one["id"] == task_id), None)
        return f"{related['key']} {related['title']}" if related else _("another task")

    def hear(self, task: Task) -> None:
        """An answer came. What it tells of the texts and of the task's place has to come as an event: others are at
        it, too, and the parts of the sheet want to know who."""
        known = self.found.task
        if task["version"] > known["version"] and all(task[one] == known[one] for one in TOLD_BY_EVENTS):
            self.found.task = cast("FullTask", task)

    async def change(self, changes: Mapping[str, object]) -> bool:
        """Change fields of the task; whether that was allowed. What was refused is told in a toast."""
        task = await self.tab.change(self.id, cast("TaskChanges", changes))
        if task is not None and task["version"] >= self.task["version"]:
            self.found.task = cast("FullTask", task)
        return task is not None
