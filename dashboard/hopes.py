"""What a person has just done to tasks, shown before the server has agreed.

A hope lies over what is known of a task until the answer is there: refused, it is gone, and what was known shows again;
granted, it stays until the news of it has come.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar, cast

from dashboard.cards import Card, Patch, gone
from dashboard.documents import StatusRef, Task

T = TypeVar("T", bound=Task)

# what cards call the fields of a task
_ON_CARDS: Final = {
    "priority": "priority",
    "start_at": "start",
    "due_at": "due",
    "estimate": "estimate",
    "parent_id": "parent",
    "project_id": "project",
    "assignees": "assignees",
    "labels": "labels",
}


@dataclass(eq=False, slots=True)
class Hope:
    """`fields`: of the task's document, as they will be; `version`: of the document when this was hoped."""

    task_id: str
    version: int
    fields: Mapping[str, object]
    is_granted: bool = False


class Hopes:
    """All that is on its way, the oldest first."""

    def __init__(self) -> None:
        self._by_task: dict[str, list[Hope]] = {}

    def add(self, hope: Hope) -> None:
        """Let it show."""
        self._by_task.setdefault(hope.task_id, []).append(hope)

    def drop(self, hope: Hope) -> bool:
        """It came true, or not; whether it showed until now."""
        mine = self._by_task.get(hope.task_id, [])
        if hope not in mine:
            return False
        mine.remove(hope)
        if not mine:
            del self._by_task[hope.task_id]
        return True

    def heed(self, task_id: str, version: int) -> None:
        """This version of a task is known now: what was granted is part of it."""
        for hope in list(self._by_task.get(task_id, ())):
            if hope.is_granted and hope.version < version:
                self.drop(hope)

    def task(self, task: T) -> T:
        """A task's document as it will be."""
        for hope in self._by_task.get(task["id"], ()):
            fields = dict(hope.fields)
            if "fields" in fields:  # the custom ones: those that are not sent stay
                merged = {
                    **cast("dict[str, object]", task.get("fields", {})),
                    **cast("dict[str, object]", fields["fields"]),
                }
                fields["fields"] = {key: value for key, value in merged.items() if value is not None}
            task = cast("T", {**task, **fields})
        return task

    def card(self, card: Card) -> Card:
        """A card as it will be, if it stays one."""
        for hope in self._by_task.get(card["id"], ()):
            card = cast("Card", {**card, **_on_card(hope.fields)})
        return card

    def patch(self, card: Card) -> Patch:
        """What components are told of a card: nothing is left of one that is on its way to the trash."""
        hopes = self._by_task.get(card["id"], ())
        deleted = [hope.fields["deleted_at"] for hope in hopes if "deleted_at" in hope.fields]
        return gone(card["id"]) if deleted and deleted[-1] else self.card(card)


def _on_card(fields: Mapping[str, object]) -> dict[str, object]:
    found = {_ON_CARDS[name]: value for name, value in fields.items() if name in _ON_CARDS}
    if "status" in fields:
        status = cast("StatusRef", fields["status"])
        found |= {"status": status["id"], "status_name": status["name"], "category": status["category"]}
    if "archived_at" in fields:
        found["archived"] = fields["archived_at"] is not None
    return found
