"""The open task, as the parts of the drawer share it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from dashboard.calls.task import Found, FullTask
from dashboard.cards import Card, card
from dashboard.documents import Person, TaskChanges
from dashboard.store import Store
from dashboard.tab import Tab


@dataclass
class Sheet:
    """A task with what hangs on it, in one tab."""

    tab: Tab
    found: Found

    @property
    def task(self) -> FullTask:
        """The task as it is known now."""
        return self.found.task

    @property
    def id(self) -> str:
        """The task's id."""
        return self.found.task["id"]

    @property
    def card(self) -> Card:
        """As boards show it."""
        return card(self.found.task)

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
        return self.tab.can_write and not self.is_put_away

    def people(self) -> list[Person]:
        """The members who can be named."""
        return self.tab.store.people()

    def name_of(self, task_id: str) -> str:
        """What another task is called, if that is known here: `OPS-12 Mend the net`."""
        known = self.tab.store.cards.get(task_id)
        if known is not None:
            return f"{known['key']} {known['title']}"
        related = next((one for one in self.found.related if one["id"] == task_id), None)
        return f"{related['key']} {related['title']}" if related else "another task"

    async def change(self, changes: Mapping[str, object]) -> bool:
        """Change fields of the task; whether that was allowed. What was refused is told in a toast."""
        task = await self.tab.change(self.id, cast("TaskChanges", changes))
        if task is not None and task["version"] >= self.task["version"]:
            self.found.task = cast("FullTask", task)
        return task is not None
