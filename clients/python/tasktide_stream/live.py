"""What a stream with a query hands out in the place of events: what becomes of one list of tasks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tasktide_client.models import Task


@dataclass(frozen=True, slots=True)
class Entered:
    """A task is in the list now."""

    cursor: str
    task: Task


@dataclass(frozen=True, slots=True)
class Updated:
    """It still is, and has changed."""

    cursor: str
    task: Task


@dataclass(frozen=True, slots=True)
class Gone:
    """It is in the list no longer."""

    cursor: str
    task_id: UUID


LiveMessage = Entered | Updated | Gone
NAMES = frozenset({"task.entered", "task.updated", "task.left"})


def live_message(name: str, cursor: str, body: Mapping[str, Any]) -> LiveMessage:
    """What one of the `NAMES` says."""
    match name:
        case "task.left":
            return Gone(cursor, UUID(body["data"]["id"]))
        case "task.entered":
            return Entered(cursor, Task.from_dict(body["data"]))
        case _:
            return Updated(cursor, Task.from_dict(body["data"]))
