"""What the publisher and the hub share: channel names, the envelope of an event, the cursor, how tokens are kept.

A message is one JSON head line, then one line for each event's body, exactly as the log holds it:
nobody between the database and the reader parses or rewrites a document.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TypeGuard
from uuid import UUID

SESSION_CHANNEL = "tasktide:sessions"
MESSAGE_LIMIT = 256 * 1024  # bytes; a larger batch is a doorbell only, its events are read from the log
CURSOR_LIMIT = 128  # bytes
PRESENCE_SECONDS = 15  # of silence after which somebody is gone
TYPE_PATTERN = r"^[a-z_]+\.(?:[a-z_]+|\*)$"  # of events, as readers choose them: `task.updated`, `comment.*`
TICKET_LIMIT = 6000  # characters; a line of a request may have 8 KiB on its way through nginx
TOKEN_PREFIX = "tt_"  # noqa: S105  # how a personal access token begins

_PRESENCE = "tasktide:presence"
_CURSOR = re.compile(r"([0-9a-z]{1,32})-(0|[1-9][0-9]{0,17})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Envelope:
    """An event and what decides who may see it. `body` is its JSON on one line."""

    seq: int
    type: str
    project_id: str | None
    private_project_id: str | None
    admins_only: bool
    user_id: str | None
    object_id: str
    body: str


@dataclass(frozen=True, slots=True)
class Message:
    """The events `first`…`last` of one commit. Without envelopes it is a doorbell: read them from the log."""

    workspace_id: str
    epoch: str
    first: int
    last: int
    envelopes: tuple[Envelope, ...]


@dataclass(frozen=True, slots=True)
class Presence:
    """Where somebody is just now, or that he has left (`shown` is None). Kept nowhere but in Redis, and not for long.

    `key` tells him and his window from all others of the workspace. `shown` and `gone` are what readers are told, as
    JSON on one line: those who may see him there, and those who may not any more.
    """

    key: str
    project_id: str | None
    private_project_id: str | None
    gone: str
    shown: str | None


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a workspace's log, as text `<epoch>-<seq>`."""

    epoch: str
    seq: int

    def __str__(self) -> str:
        return f"{self.epoch}-{self.seq}"


def token_digest(token: str) -> str:
    """All that is kept of a personal access token. A plain hash will do: the token is random, not chosen."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def channel(workspace_id: UUID | str) -> str:
    """The workspace's Redis channel; the braces keep it in one slot of a cluster."""
    return f"tasktide:events:{{{workspace_id}}}"


def presence_channel(workspace_id: UUID | str) -> str:
    """Where it is told who comes, moves and leaves. Ephemeral: what is lost comes again with the next sign of life."""
    return f"{_PRESENCE}:{{{workspace_id}}}"


def is_presence(name: str) -> bool:
    """Whether it is told there."""
    return name.startswith(f"{_PRESENCE}:")


def presence_keys(workspace_id: UUID | str) -> tuple[str, str]:
    """Two keys of Redis: key → message of who is here, and key → until when, in milliseconds since 1970."""
    name = presence_channel(workspace_id)
    return f"{name}:who", f"{name}:until"


def workspace_of(name: str) -> str:
    """The id of the workspace whose channel is called `name`."""
    return name.partition("{")[2].partition("}")[0]


def parse_cursor(text: str) -> Cursor | None:
    """The cursor that the text says, or None where it says none."""
    match = _CURSOR.fullmatch(text)
    return Cursor(match[1], int(match[2])) if match else None


def encode(message: Message) -> bytes:
    """Over `MESSAGE_LIMIT` only the head is sent, as a doorbell."""
    bodies = [envelope.body for envelope in message.envelopes]
    if any("\n" in body for body in bodies):
        raise ValueError("an event's body is one line")
    data = "\n".join([_head(message, message.envelopes), *bodies]).encode()
    return data if len(data) <= MESSAGE_LIMIT else _head(message, ()).encode()


def decode(data: bytes) -> Message:
    """ValueError for anything that `encode` does not write."""
    head, *bodies = data.decode().split("\n")
    match _json(head):
        case [str(workspace_id), str(epoch), int(first), int(last), list(rows)] if len(rows) == len(bodies):
            envelopes = tuple(_envelope(row, body) for row, body in zip(rows, bodies, strict=True))
        case _:
            raise ValueError("not a message of events")
    if first > last or (envelopes and [each.seq for each in envelopes] != list(range(first, last + 1))):
        raise ValueError("the events' numbers are not those of the message")
    return Message(workspace_id, epoch, first, last, envelopes)


def encode_presence(presence: Presence) -> bytes:
    """A message of `presence_channel`."""
    head = json.dumps([presence.key, presence.project_id, presence.private_project_id], separators=(",", ":"))
    return "\n".join([head, presence.gone, *([presence.shown] if presence.shown is not None else [])]).encode()


def decode_presence(data: bytes) -> Presence:
    """ValueError for anything that `encode_presence` does not write."""
    head, *bodies = data.decode().split("\n")
    match _json(head), bodies:
        case [str(key), project_id, private_project_id], [gone, *shown] if (
            _is_optional(project_id) and _is_optional(private_project_id) and len(shown) < 2
        ):
            return Presence(key, project_id, private_project_id, gone, shown[0] if shown else None)
    raise ValueError("not a message of presence")


def _head(message: Message, envelopes: tuple[Envelope, ...]) -> str:
    rows = [
        [e.seq, e.type, e.project_id, e.private_project_id, e.admins_only, e.user_id, e.object_id] for e in envelopes
    ]
    head = [message.workspace_id, message.epoch, message.first, message.last, rows]
    return json.dumps(head, separators=(",", ":"))


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _envelope(row: object, body: str) -> Envelope:
    match row:
        case [int(seq), str(kind), project_id, private_project_id, bool(admins_only), user_id, str(object_id)] if (
            _is_optional(project_id) and _is_optional(private_project_id) and _is_optional(user_id)
        ):
            return Envelope(seq, kind, project_id, private_project_id, admins_only, user_id, object_id, body)
    raise ValueError("not an envelope")


def _is_optional(value: object) -> TypeGuard[str | None]:
    return value is None or isinstance(value, str)
