"""What every event has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

from tasktide_client.models import Actor, Subject

Data = TypeVar("Data", covariant=True)


@dataclass(frozen=True, slots=True)
class Event(Generic[Data]):
    """A change. `data` is the whole thing as it was then, `changes` the old and new value of each field that differs.

    `cursor` is its place in the log, `actor` None where the system itself did it.
    """

    cursor: str
    seq: int
    type_: str
    at: datetime
    workspace_id: UUID
    project_id: UUID | None
    actor: Actor | None
    object_: Subject
    changes: Mapping[str, tuple[Any, Any]]
    data: Data
    request_id: str


@dataclass(frozen=True, slots=True)
class Left:
    """What is told of a thing that has moved out of sight: its id, and the project in which it was, if in any."""

    id: UUID
    project_id: UUID | None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Of its JSON."""
        return cls(UUID(data["id"]), data["project_id"] and UUID(data["project_id"]))
