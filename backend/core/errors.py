"""What can go wrong, as a small tree. The code is stable, the docstring is the default message."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, NamedTuple

Location = tuple[str | int, ...]


class TasktideError(Exception):
    """Something went wrong."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "error"

    def __init__(self, detail: str | None = None, **members: object) -> None:
        self.detail = detail or (type(self).__doc__ or "").splitlines()[0]
        self.members: Mapping[str, object] = members
        super().__init__(self.detail)


class BadRequest(TasktideError):
    """The request cannot be read."""

    status, code = 400, "bad_request"


class NotAuthenticated(TasktideError):
    """A valid access token is needed."""

    status, code = 401, "not_authenticated"


class Forbidden(TasktideError):
    """Your role does not allow this."""

    status, code = 403, "forbidden"


class NotFound(TasktideError):
    """There is no such thing here."""

    status, code = 404, "not_found"


class MethodNotAllowed(TasktideError):
    """This path does not know that method."""

    status, code = 405, "method_not_allowed"


class Conflict(TasktideError):
    """The present state does not allow this."""

    status, code = 409, "conflict"


class Stale(TasktideError):
    """Somebody else changed this meanwhile; `current` is its present state."""

    status, code = 412, "stale"


class TooLarge(TasktideError):
    """The request is too large."""

    status, code = 413, "too_large"


class RangeNotSatisfiable(TasktideError):
    """The file ends before the range that was asked for."""

    status, code = 416, "range_not_satisfiable"


class UnsupportedMediaType(TasktideError):
    """Send JSON, as application/json."""

    status, code = 415, "unsupported_media_type"


class Invalid(TasktideError):
    """The request is not valid; `errors` names each fault and its place."""

    status, code = 422, "invalid"

    def __init__(self, errors: Sequence["Fault"]) -> None:
        self.faults = tuple(errors)
        super().__init__("; ".join(fault.sentence() for fault in errors), errors=[fault.as_json() for fault in errors])


class Throttled(TasktideError):
    """Too many requests; try again later."""

    status, code = 429, "throttled"

    def __init__(self, retry_after: int, detail: str | None = None, *, policy: "Policy | None" = None) -> None:
        """`retry_after` in seconds; `policy`: the limit that was reached."""
        super().__init__(detail)
        self.retry_after = retry_after
        self.policy = policy


class Unavailable(TasktideError):
    """The database does not answer at the moment; try again in a few seconds."""

    status, code = 503, "unavailable"


class InsufficientStorage(TasktideError):
    """There is no room left for this here; whoever runs this installation has to make some."""

    status, code = 507, "insufficient_storage"


class Policy(NamedTuple):
    """How much of something is allowed in how many seconds."""

    name: str
    quota: int
    window: int


class Fault:
    """One thing wrong with a request: where (`("body", "due_at")`), what, and a stable type."""

    def __init__(self, loc: Location, msg: str, kind: str = "value_error") -> None:
        self.loc, self.msg, self.kind = loc, msg, kind

    def as_json(self) -> dict[str, object]:
        """As problem+json carries it."""
        return {"loc": list(self.loc), "msg": self.msg, "type": self.kind}

    def sentence(self) -> str:
        """For people."""
        return f"{'.'.join(str(part) for part in self.loc[1:]) or self.loc[0]}: {self.msg}"


def invalid(
    field: str, msg: str, kind: str = "value_error", *, where: Literal["body", "query", "path"] = "body"
) -> Invalid:
    """An `Invalid` with one fault in one field."""
    return Invalid([Fault((where, field), msg, kind)])
