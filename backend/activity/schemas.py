"""What clients see of the log summed up."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ConfigDict

from backend.core.schemas import Out, Person


class TaskChangesOut(Out):
    """What became of one task. `changes`: field → what it was before all of it, and what it is after it.

    `key`, `title` and `project_id` are null where only something on the task happened. `happened`: types of its events
    beside `task.updated`.
    """

    model_config = ConfigDict(title="TaskSummary")

    task_id: UUID
    key: str | None
    title: str | None
    project_id: UUID | None
    events: int
    last_seq: int
    last_at: datetime
    comments: int
    happened: list[str]
    actors: list[Person]
    changes: dict[str, tuple[Any, Any]]
