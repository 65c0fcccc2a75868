"""Errors as RFC 9457 problem details: the one place that renders them."""

import errno
import json
import logging

import psycopg.errors
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException, UnreadablePostError

from backend.core.context import current
from backend.core.errors import (
    BadRequest,
    Forbidden,
    InsufficientStorage,
    MethodNotAllowed,
    NotAuthenticated,
    NotFound,
    TasktideError,
    Throttled,
    TooLarge,
    Unavailable,
)
from backend.core.metrics import DATABASE_ERRORS, THROTTLED

_logger = logging.getLogger("tasktide.api")

TITLES = {
    400: "Bad request",
    401: "Not authenticated",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    412: "Precondition failed",
    413: "Too large",
    415: "Unsupported media type",
    416: "Range not satisfiable",
    422: "Invalid request",
    429: "Too many requests",
    500: "Internal error",
    503: "Unavailable",
    507: "Insufficient storage",
}
RETRY_AFTER = 2  # seconds
# A lock not had in time, a deadlock, a serialisation failure, a statement that took too long, a server that starts,
# stops, is full, or lost its lead to another: trying again helps.
_PASSING = ("55P03", "40P01", "40001", "57014", "57P", "25P03", "25006", "53", "08")


def problem(error: TasktideError) -> HttpResponse:
    """The answer that says `error`."""
    body: dict[str, object] = {
        "type": f"urn:tasktide:problem:{error.code}",
        "title": TITLES[error.status],
        "status": error.status,
        "detail": error.detail,
        "request_id": current().request_id,
        **error.members,
    }
    response = HttpResponse(json.dumps(body, ensure_ascii=False), "application/problem+json", error.status)
    if isinstance(error, NotAuthenticated):
        response["WWW-Authenticate"] = 'Bearer realm="tasktide"'
    if isinstance(error, Throttled):
        THROTTLED.labels(error.policy.name if error.policy else "other").inc()
        response["Retry-After"] = str(error.retry_after)
        if error.policy is not None:
            response["RateLimit-Policy"] = f'"{error.policy.name}";q={error.policy.quota};w={error.policy.window}'
            response["RateLimit"] = f'"{error.policy.name}";r=0;t={error.retry_after}'
    if isinstance(error, Unavailable):
        response["Retry-After"] = str(RETRY_AFTER)
    return response


def problem_of(error: BaseException) -> TasktideError:
    """What to tell the client about an exception that nobody meant for him; unknown ones are logged."""
    match error:
        case TasktideError():
            return error
        case Http404():
            return NotFound()
        case RequestDataTooBig():
            return TooLarge()
        case SuspiciousOperation() | UnreadablePostError() | RawPostDataException() | MultiPartParserError():
            return BadRequest()
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            _logger.error("the disk is full: %s", error)
            return InsufficientStorage()
        case DatabaseError() | InterfaceError() if is_passing(error):
            DATABASE_ERRORS.labels("passing").inc()
            _logger.warning("the database did not answer: %s", str(error).strip())
            return Unavailable()
        case _:
            if isinstance(error, DatabaseError | InterfaceError):
                DATABASE_ERRORS.labels("other").inc()
            _logger.error("unexpected %s", type(error).__name__, exc_info=error)
            return TasktideError("Something went wrong here; it has been logged under this request_id.")


def is_passing(error: BaseException) -> bool:
    """Whether the database failed in a way that trying again may help."""
    cause = error.__cause__
    if isinstance(cause, psycopg.Error) and cause.sqlstate:
        return cause.sqlstate.startswith(_PASSING)
    return isinstance(error, OperationalError | InterfaceError)


def by_status(status: int, detail: str) -> TasktideError:
    """The error for a plain HTTP status, as frameworks raise it."""
    kinds: dict[int, type[TasktideError]] = {
        400: BadRequest,
        401: NotAuthenticated,
        403: Forbidden,
        404: NotFound,
        405: MethodNotAllowed,
        413: TooLarge,
    }
    return kinds.get(status, BadRequest)(detail or None)
