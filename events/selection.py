"""What a request for a stream asks for: workspace, projects, types of events, cursor."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict
from uuid import UUID

from starlette.datastructures import QueryParams
from starlette.requests import Request

from config.names import nearest
from events.frames import Frame
from events.problems import Invalid
from events.wire import CURSOR_LIMIT

PARAMETERS = frozenset({"workspace", "project", "types", "after"})

_TYPE = re.compile(r"[a-z_]+\.(?:[a-z_]+|\*)")


@dataclass(frozen=True, slots=True)
class Selection:
    """The events that a stream carries, of those its reader may see. Nothing chosen means everything.

    With projects the stream carries their events alone, not the workspace's own (labels, members).
    """

    projects: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()

    @property
    def is_filtered(self) -> bool:
        """Whether events may pass that the stream does not carry."""
        return bool(self.projects or self.types)

    def wants(self, frame: Frame) -> bool:
        """Whether the stream carries the event."""
        return (not self.projects or frame.project_id in self.projects) and (
            not self.types or frame.type in self.types or f"{frame.type.partition('.')[0]}.*" in self.types
        )


class Fault(TypedDict):
    """One thing wrong with a request: where, what, and a stable type."""

    loc: list[str]
    msg: str
    type: str


@dataclass(frozen=True, slots=True)
class StreamRequest:
    """A valid request. The cursor is a text without control characters, not necessarily a cursor."""

    workspace_id: str
    selection: Selection
    cursor: str | None


def stream_request(request: Request) -> StreamRequest:
    """Raises `Invalid` that names each fault."""
    faults = [*_query_faults(request.query_params), *_cursor_faults(request)]
    if faults:
        raise Invalid("; ".join(f"{fault['loc'][1]}: {fault['msg']}" for fault in faults), faults)
    query = request.query_params
    projects = frozenset(str(UUID(value)) for value in query.getlist("project"))
    return StreamRequest(str(UUID(query["workspace"])), Selection(projects, frozenset(_types(query))), _cursor(request))


def _query_faults(query: QueryParams) -> Iterator[Fault]:
    for name in sorted(set(query) - PARAMETERS):
        yield _fault(name, f"unknown parameter{nearest(name, PARAMETERS)}", "extra_forbidden")
    for name in ("workspace", "after"):
        if len(query.getlist(name)) > 1:
            yield _fault(name, "may be given once", "too_many")
    if "workspace" not in query:
        yield _fault("workspace", "is required", "missing")
    for name in ("workspace", "project"):
        if not all(_is_uuid(value) for value in query.getlist(name)):
            yield _fault(name, "is not an id (UUID)", "uuid_parsing")
    if not all(_TYPE.fullmatch(kind) for kind in _types(query)):
        yield _fault("types", "is not a list of types of events, like task.updated,comment.*", "value_error")


def _cursor_faults(request: Request) -> Iterator[Fault]:
    cursor = _cursor(request) or ""
    where, name = ("header", "Last-Event-ID") if request.headers.get("last-event-id") else ("query", "after")
    if len(cursor.encode()) > CURSOR_LIMIT:
        yield _fault(name, f"holds more than {CURSOR_LIMIT} bytes", "string_too_long", where)
    elif any(unicodedata.category(character) == "Cc" for character in cursor):
        yield _fault(name, "holds control characters", "value_error", where)


def _types(query: QueryParams) -> list[str]:
    return [kind.strip() for value in query.getlist("types") for kind in value.split(",") if kind.strip()]


def _cursor(request: Request) -> str | None:
    """The header is newer: a browser comes back to the same URL, with the last id that it saw."""
    header = request.headers.get("last-event-id", "").encode("latin-1").decode(errors="replace")
    return header or request.query_params.get("after") or None


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _fault(name: str, msg: str, kind: str, where: str = "query") -> Fault:
    return {"loc": [where, name], "msg": msg, "type": kind}
