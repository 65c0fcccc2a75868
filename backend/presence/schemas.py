"""What clients say of where they are, and what others are told of it."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Field

from backend.core.schemas import Body, Text
from backend.eventlog.kinds import Actor, Frozen, Subject

Thing = Literal["task", "project", "user"]
Client = Annotated[
    Text,
    Field(max_length=64, description="Tells this window from your others, such as a random word; it has one place."),
]


class ThingIn(Body):
    """What somebody looks at."""

    type: Thing
    id: UUID


class PresenceIn(Body):
    """Where you are just now. Without `object`, or with `state` null: you have left."""

    workspace_id: UUID
    object: ThingIn | None = None
    field: Annotated[
        Text | None,
        Field(min_length=1, max_length=100, description="Where on it, such as `title`.", examples=["title"]),
    ] = None
    state: Literal["viewing", "editing"] | None = "viewing"
    client: Client = ""


class PresenceUpdated(Frozen):
    """Somebody came, moved, or left (`gone`, without object). Not of the log: it has no number and is not kept."""

    type: Literal["presence.updated"] = "presence.updated"
    workspace_id: UUID
    project_id: UUID | None
    user: Actor
    client: str
    object: Subject | None
    field: str | None
    state: Literal["viewing", "editing", "gone"]
