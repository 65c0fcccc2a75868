"""What an event is: its frame, and the catalogue of types to which each noun adds its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, create_model

from backend.core.documents import Document


class Frozen(BaseModel):
    """Exactly these fields, never altered."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Actor(Frozen):
    """Who did it, under the name of that time."""

    id: UUID
    name: str


class Subject(Frozen):
    """What it was done to; `key` where people know it by one (`OPS-12`)."""

    type: str
    id: UUID
    key: str | None


class EventFrame(Frozen):
    """An event without its document."""

    seq: Annotated[int, Field(ge=1)]
    type: str
    at: datetime
    workspace_id: UUID
    project_id: UUID | None
    actor: Actor | None
    object: Subject
    changes: dict[str, tuple[Any, Any]]
    request_id: str


Shape = type[BaseModel]
EventClass = type[EventFrame]


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of event about one resource, whose document has the shape `data`."""

    type: str
    document: Document
    data: Shape

    @property
    def verb(self) -> str:
        """`updated` of `task.updated`."""
        return self.type.partition(".")[2]

    def model(self) -> EventClass:
        """The event as a typed class."""
        name = "".join(part.title() for part in self.type.replace("_", ".").split("."))
        fields: dict[str, Any] = {"type": (Literal[self.type], ...), "data": (self.data, ...)}
        return create_model(name, __base__=EventFrame, **fields)


def kinds(document: Document, data: Shape, *verbs: str) -> Mapping[str, Kind]:
    """verb → kind, for the verbs of one resource."""
    return {verb: Kind(f"{document.name}.{verb}", document, data) for verb in verbs}
