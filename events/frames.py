"""Events as the bytes of the stream, encoded once for all readers (WHATWG HTML, 9.2 Server-sent events)."""

import json
import random
from dataclasses import dataclass

from sse_starlette.event import ServerSentEvent

from events.wire import Cursor, Envelope

RETRY = 2000  # milliseconds until a reader comes back
RETRY_AT_ONCE = 100  # where nothing is wrong, and the others' streams go on
HEARTBEAT = b": still here\n\n"

# Types after which people may see more or less than before; some of them only under a condition.
_ACCESS_PREFIXES = ("member.", "project.member_")
_ACCESS_TYPES = frozenset({"project.created", "project.updated", "project.deleted", "workspace.deleted"})


@dataclass(frozen=True, slots=True)
class Frame:
    """An event ready to be written, with what decides who gets it.

    `access` is empty, or of an event that may change who sees what the parts that name people, as JSON.
    """

    seq: int
    type: str
    project_id: str | None
    private_project_id: str | None
    admins_only: bool
    user_id: str | None
    access: str
    data: bytes


def frame_of(envelope: Envelope, epoch: str) -> Frame:
    """The frame that everyone shares."""
    return Frame(
        envelope.seq,
        envelope.type,
        envelope.project_id,
        envelope.private_project_id,
        envelope.admins_only,
        envelope.user_id,
        _access_part(envelope),
        message(envelope.type, Cursor(epoch, envelope.seq), envelope.body),
    )


def message(event: str, cursor: Cursor, data: str) -> bytes:
    """One message of the stream."""
    return ServerSentEvent(data, event=event, id=str(cursor), sep="\n").encode()


def ephemeral(data: str) -> bytes:
    """A message of presence. Without an id: a reader's place in the log stays where it is."""
    return ServerSentEvent(data, event="presence.updated", sep="\n").encode()


def ready(workspace_id: str, cursor: Cursor) -> bytes:
    """From here on the stream is live."""
    return message("ready", cursor, json.dumps({"workspace_id": workspace_id, "cursor": str(cursor)}))


def reset(workspace_id: str, cursor: Cursor, reason: str) -> bytes:
    """What the client holds is not what the stream goes on from: it reads its lists again."""
    data = {"reason": reason, "cursor": str(cursor), "workspace_id": workspace_id}
    return message("reset", cursor, json.dumps(data))


def bye(cursor: Cursor, reason: str) -> bytes:
    """The last message of a stream; the reader comes back with its id and has missed nothing."""
    return message("bye", cursor, json.dumps({"reason": reason}))


def farewell(reason: str, wait: int) -> bytes:
    """All that is said to who cannot have a stream now: why, and in how many milliseconds he may come back."""
    return retry(wait=wait) + ServerSentEvent(json.dumps({"reason": reason}), event="bye", sep="\n").encode()


def retry(spread: float = 0.25, wait: int = RETRY) -> bytes:
    """When to come back after a cut, in milliseconds; jittered, so that a restart makes no stampede."""
    return ServerSentEvent(retry=round(wait * random.uniform(1 - spread, 1 + spread)), sep="\n").encode()  # noqa: S311


def bare_id(cursor: Cursor) -> bytes:
    """A sign of life that keeps a cursor young: clients dispatch nothing for a message without data."""
    return ServerSentEvent(id=str(cursor), sep="\n").encode()


def _access_part(envelope: Envelope) -> str:
    kind = envelope.type
    if not kind.startswith(_ACCESS_PREFIXES) and kind not in _ACCESS_TYPES:
        return ""
    if kind == "project.created" and envelope.private_project_id is None:
        return ""
    body = json.loads(envelope.body)
    changes = body.get("changes", {})
    if kind == "project.updated" and "visibility" not in changes:
        return ""
    return _who_changed(changes) or _without_actor(body)


def _who_changed(changes: dict[str, object]) -> str:
    """Of a project's members those who came or went."""
    match changes.get("members"):
        case [list(before), list(after)]:
            return json.dumps([who for who in (*before, *after) if (who in before) != (who in after)])
        case _:
            return ""


def _without_actor(body: dict[str, object]) -> str:
    """Who does something to others' access does not change his own."""
    return json.dumps({name: value for name, value in body.items() if name != "actor"})
