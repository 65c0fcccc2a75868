"""What a stream says beside the events of the log; the service in `events/` writes it."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from backend.eventlog.kinds import Frozen, Subject
from backend.presence.schemas import PresenceUpdated
from backend.tasks.schemas.task import TaskOut

ResetReason = Literal["access", "epoch", "future", "garbage", "query", "rewound", "trimmed"]
ByeReason = Literal[
    "forbidden",
    "lifetime",
    "query",
    "revoked",
    "shutdown",
    "throttled",
    "ticket_spent",
    "token_expired",
    "too_slow",
    "unavailable",
]


class Ready(Frozen):
    """From here on the stream is live."""

    workspace_id: UUID
    cursor: str


class Reset(Frozen):
    """What the reader holds is not what the stream goes on from: lists are to be read again."""

    reason: ResetReason
    cursor: str
    workspace_id: UUID


class Bye(Frozen):
    """The stream ends; its reader may come back with the last id, but for `forbidden`."""

    reason: ByeReason


class Passed(Frozen):
    """No event, but the passing of time has let a task into the list of a live query, or taken it out.

    `at`: as of when; `seq`: as of which event of the log.
    """

    type: Literal["clock"]
    seq: Annotated[int, Field(ge=0)]
    at: datetime
    workspace_id: UUID
    project_id: UUID
    object: Subject
    data: TaskOut


MESSAGES: dict[str, type[BaseModel]] = {
    "ready": Ready,
    "reset": Reset,
    "bye": Bye,
    "presence.updated": PresenceUpdated,
}
"""Name of a message → its data."""

_STILL_THERE = ("updated", "moved", "archived", "unarchived", "deleted", "restored")
LIVE: dict[str, tuple[str, ...]] = {
    "task.entered": ("created", *_STILL_THERE),
    "task.updated": _STILL_THERE,
    "task.left": (*_STILL_THERE, "purged", "left"),
}
"""Name of a message of a stream with a query → what may have been done to the task, if it was not time."""
