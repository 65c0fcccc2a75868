"""Errors as RFC 9457 problem details, in the shape that the API uses."""

import json
import re
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from http import HTTPStatus
from typing import ClassVar
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_serving: ContextVar[str] = ContextVar("tasktide_stream_request", default="")


class Problem(Exception):  # the standard's own word
    """Something went wrong."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "error"
    title: ClassVar[str] = "Internal error"
    headers: ClassVar[Mapping[str, str]] = {}

    def __init__(self, detail: str | None = None, errors: Sequence[Mapping[str, object]] = ()) -> None:
        self.detail = detail or (type(self).__doc__ or "")
        self.errors = errors
        super().__init__(self.detail)


class NotAuthenticated(Problem):
    """A valid access token is needed."""

    status, code, title = 401, "not_authenticated", "Not authenticated"
    headers = {"WWW-Authenticate": 'Bearer realm="tasktide"'}


class Forbidden(Problem):
    """This may not be done from here."""

    status, code, title = 403, "forbidden", "Forbidden"


class NotFound(Problem):
    """There is no such workspace here."""

    status, code, title = 404, "not_found", "Not found"


class Invalid(Problem):
    """The request is not valid; `errors` names each fault and its place."""

    status, code, title = 422, "invalid", "Invalid request"


class Throttled(Problem):
    """Too many streams are open; close one, or try again later."""

    status, code, title = 429, "throttled", "Too many requests"
    headers = {"Retry-After": "5"}


class Unavailable(Problem):
    """The event log does not answer at the moment; try again in a few seconds."""

    status, code, title = 503, "unavailable", "Unavailable"
    headers = {"Retry-After": "2"}


def request_id(request: Request) -> str:
    """The request's own `X-Request-ID` if it is well-formed, else a new one; the same for the whole request."""
    given = request.headers.get("x-request-id", "")
    if not hasattr(request.state, "request_id"):
        request.state.request_id = given if _REQUEST_ID.fullmatch(given) else str(uuid4())
        _serving.set(request.state.request_id)
    return str(request.state.request_id)


def present_request_id() -> str:
    """That of the request which this task serves; "" where it serves none, or has not been asked for it yet."""
    return _serving.get()


async def refused(request: Request, error: Exception) -> Response:
    """The answer to a request that raised a `Problem`."""
    assert isinstance(error, Problem)  # noqa: S101  # registered for this class only
    members = {"errors": list(error.errors)} if error.errors else {}
    head = (error.status, error.code, error.title, error.detail)
    return _answer(request, *head, headers=error.headers, members=members)


async def unroutable(request: Request, error: Exception) -> Response:
    """The answer to a path or method that does not exist."""
    assert isinstance(error, HTTPException)  # noqa: S101  # registered for this class only
    status = HTTPStatus(error.status_code)
    code = status.name.lower()
    return _answer(request, status, code, status.phrase.capitalize(), error.detail, headers=error.headers or {})


async def unexpected(request: Request, _error: Exception) -> Response:
    """The answer of last resort; Starlette raises the exception again for the server's log."""
    detail = "Something went wrong here; it has been logged under this request_id."
    return _answer(request, 500, "error", "Internal error", detail)


def _answer(
    request: Request,
    status: int,
    code: str,
    title: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    members: Mapping[str, object] | None = None,
) -> Response:
    kind = f"urn:tasktide:problem:{code}"
    body = {"type": kind, "title": title, "status": status, "detail": detail, "request_id": request_id(request)}
    return Response(
        json.dumps({**body, **(members or {})}, ensure_ascii=False),
        status,
        {"X-Request-ID": request_id(request), **(headers or {})},
        "application/problem+json",
    )
