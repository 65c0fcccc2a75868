"""What belongs to the request (or job) that is being served: its id, what its answer carries, what it has written."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from backend.core.ids import uuid7


@dataclass(slots=True)
class RequestContext:
    """One request. `cursors`: workspace → the cursor which that answer may claim.

    `written`: the documents that the last change left, as text, by the resource's name and the id.
    """

    request_id: str = field(default_factory=lambda: uuid7().hex)
    cursors: dict[UUID, str] = field(default_factory=dict)
    written: dict[tuple[str, UUID], str] = field(default_factory=dict)


_current: ContextVar[RequestContext | None] = ContextVar("tasktide_request", default=None)


def current() -> RequestContext:
    """The context of the request being served; a fresh one outside of any."""
    context = _current.get()
    return context if context is not None else begin()


def begin(request_id: str | None = None) -> RequestContext:
    """Start serving a request under `request_id`, or under a new one."""
    context = RequestContext(request_id) if request_id else RequestContext()
    _current.set(context)
    return context
