"""What a stream hands out: events, and its own messages."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tasktide_client.models import Actor, Subject

from tasktide_stream.cursor import Cursor
from tasktide_stream.errors import Unreadable
from tasktide_stream.events import TYPES, AnyEvent
from tasktide_stream.live import NAMES, LiveMessage, live_message
from tasktide_stream.wire import Frame


@dataclass(frozen=True, slots=True)
class Ready:
    """Everything that there was when the stream began, or came back, has been told; from here on it is live."""

    workspace_id: UUID
    cursor: str


@dataclass(frozen=True, slots=True)
class Reset:
    """What you hold is not what the stream goes on from: read your lists again before you take the next message.

    `reason` is one of `access`, `epoch`, `future`, `garbage`, `query`, `rewound`, `trimmed`, or one that is newer.
    """

    reason: str
    cursor: str
    workspace_id: UUID


@dataclass(frozen=True, slots=True)
class PresenceUpdated:
    """Somebody looks at a thing, edits one of its fields, or is gone: `viewing`, `editing`, `gone`. It is not kept."""

    cursor: str
    workspace_id: UUID
    project_id: UUID | None
    user: Actor
    client: str
    object_: Subject | None
    field: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Bye:
    """The stream ends. Never handed out."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A message of a server that is newer than this client."""

    name: str
    cursor: str
    data: Any


Message = AnyEvent | LiveMessage | PresenceUpdated | Ready | Reset | Unknown


def message(frame: Frame, *, is_live: bool = False) -> Message | Bye:
    """What a frame says, on a stream with a query if `is_live`. Raises `Unreadable`."""
    try:
        body = json.loads(frame.data)
        if is_live and frame.name in NAMES:
            return live_message(frame.name, _checked(frame.id), body)
        return _message(frame.name, frame.id, body)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"{frame.name} {frame.id}: {type(error).__name__}: {error}") from error


def _message(name: str, cursor: str, body: Mapping[str, Any]) -> Message | Bye:
    match name:
        case "bye":
            return Bye(body["reason"])
        case "ready":
            return Ready(UUID(body["workspace_id"]), _checked(cursor))
        case "reset":
            return Reset(body["reason"], _checked(cursor), UUID(body["workspace_id"]))
        case "presence.updated":
            return _presence(cursor, body)
        case _ if name in TYPES:
            return _event(name, _checked(cursor), body)
        case _:
            return Unknown(name, cursor, body)


def _checked(cursor: str) -> str:
    return str(Cursor.parse(cursor))


def _presence(cursor: str, body: Mapping[str, Any]) -> PresenceUpdated:
    return PresenceUpdated(
        cursor=cursor,
        workspace_id=UUID(body["workspace_id"]),
        project_id=body["project_id"] and UUID(body["project_id"]),
        user=Actor.from_dict(body["user"]),
        client=body["client"],
        object_=body["object"] and Subject.from_dict(body["object"]),
        field=body["field"],
        state=body["state"],
    )


def _event(name: str, cursor: str, body: Mapping[str, Any]) -> AnyEvent:
    kind, read = TYPES[name]
    return kind(
        cursor=cursor,
        seq=body["seq"],
        type_=body["type"],
        at=datetime.fromisoformat(body["at"]),
        workspace_id=UUID(body["workspace_id"]),
        project_id=body["project_id"] and UUID(body["project_id"]),
        actor=body["actor"] and Actor.from_dict(body["actor"]),
        object_=Subject.from_dict(body["object"]),
        changes={name: (old, new) for name, (old, new) in body["changes"].items()},
        data=read(body["data"]),
        request_id=body["request_id"],
    )
