"""What clients send and see of watchers."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from backend.core.schemas import Body, Out, Person


class WatcherOut(Out):
    """A person who watches a task; or who, with `is_muted`, hears nothing of it although he made it, has it or
    commented on it."""

    id: UUID
    workspace_id: UUID
    project_id: UUID
    task_id: UUID
    user: Person
    is_muted: bool
    created_at: datetime
    updated_at: datetime
    version: int


class WatcherIn(Body):
    """How to watch a task. Only oneself can be muted."""

    is_muted: Annotated[bool, Field(strict=True)] = False
