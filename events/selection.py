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
from events.wire import CURSOR_LIMIT, TYPE_PATTERN
from query.errors import QueryError
from query.parse import CHARACTERS, parse
from query.resolve import require_live

TICKET = "ticket"
PARAMETERS = frozenset({"workspace", "project", "types", "q", "after", TICKET})

_TYPE = re.compile(TYPE_PATTERN)


@dataclass(frozen=True, slots=True)
class Selection:
    """The events that a stream carries, of those its reader may see. Nothing chosen means everything.

    With projects the stream carries their events alone, not the workspace's own (labels, members). With a query it
    carries what touches the list of tasks that the query asks for.
    """

    projects: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    query: str | None = None

    @property
    def is_filtered(self) -> bool:
        """Whether events may pass that the stream does not carry."""
        return bool(self.projects or self.types) or self.query is not None

    @property
    def wants_presence(self) -> bool:
        """Whether the stream carries who is where."""
        return self.query is None and self._names("presence.updated")

    def wants(self, frame: Frame) -> bool:
        """Whether the stream carries the event."""
        return self.covers(frame.project_id) and self._names(frame.type)

    def covers(self, project_id: str | None) -> bool:
        """Whether the stream carries what happens there."""
        return not self.projects or project_id in self.projects

    def _names(self, kind: str) -> bool:
        return not self.types or kind in self.types or f"{kind.partition('.')[0]}.*" in self.types


class Fault(TypedDict):
    """One thing wrong with a request: where, what, and a stable type."""

    loc: list[str | int]
    msg: str
    type: str


@dataclass(frozen=True, slots=True)
class StreamRequest:
    """A valid request. The cursor is a text without control characters, not necessarily a cursor."""

    workspace_id: str
    selection: Selection
    cursor: str | None

    @property
    def query(self) -> str | None:
        """The live query, if it is to be the stream of one."""
        return self.selection.query


def stream_request(request: Request) -> StreamRequest:
    """Raises `Invalid` that names each fault."""
    _refuse([*_query_faults(request.query_params), *_cursor_faults(request)])
    query = request.query_params
    projects = frozenset(str(UUID(value)) for value in query.getlist("project"))
    selection = Selection(projects, frozenset(_types(query)), query.get("q"))
    return StreamRequest(str(UUID(query["workspace"])), selection, _cursor(request))


def query_fault(error: QueryError) -> Fault:
    """As the API tells it: the last part of the place is the number of the first character that is wrong."""
    return {"loc": ["query", "q", error.at], "msg": error.message, "type": "query"}


def ticket_in(query: QueryParams) -> str | None:
    """The ticket that a request comes with, which says all but where to go on from. Raises `Invalid`."""
    if TICKET not in query:
        return None
    _refuse([*_unknown(query, frozenset({TICKET, "after"})), *_repeated(query, TICKET, "after")])
    return query[TICKET]


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise Invalid("; ".join(f"{fault['loc'][1]}: {fault['msg']}" for fault in faults), faults)


def _unknown(query: QueryParams, known: frozenset[str]) -> Iterator[Fault]:
    for name in sorted(set(query) - known):
        said = "says nothing beside a ticket" if name in PARAMETERS else "unknown parameter"
        yield _fault(name, f"{said}{nearest(name, known - {name})}", "extra_forbidden")


def _repeated(query: QueryParams, *names: str) -> Iterator[Fault]:
    for name in names:
        if len(query.getlist(name)) > 1:
            yield _fault(name, "may be given once", "too_many")


def _query_faults(query: QueryParams) -> Iterator[Fault]:
    yield from _unknown(query, PARAMETERS)
    yield from _repeated(query, "workspace", "q", "after")
    if "workspace" not in query:
        yield _fault("workspace", "is required", "missing")
    for name in ("workspace", "project"):
        if not all(_is_uuid(value) for value in query.getlist(name)):
            yield _fault(name, "is not an id (UUID)", "uuid_parsing")
    if not all(_TYPE.fullmatch(kind) for kind in _types(query)):
        yield _fault("types", "is not a list of types of events, like task.updated,comment.*", "value_error")
    yield from _live_faults(query)


def _live_faults(query: QueryParams) -> Iterator[Fault]:
    text = query.get("q")
    if text is None:
        return
    if _types(query):
        yield _fault("types", "says nothing beside q, with which a stream carries what touches the list", "value_error")
    if len(text) > CHARACTERS:
        yield _fault("q", f"holds more than {CHARACTERS} characters", "string_too_long")
        return
    try:
        require_live(parse(text).tree, text)
    except QueryError as error:
        yield query_fault(error)


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
