"""The conventions that hold for every path: request id, both slash forms, JSON bodies, problem details, cursor.

Files are sent to paths that end in `/files`, and as imports, as multipart/form-data; their limit is another one.
"""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse

from backend.core.context import RequestContext, begin
from backend.core.errors import MethodNotAllowed, NotFound, TooLarge, UnsupportedMediaType, invalid
from backend.core.problems import problem, problem_of
from config.settings import load

_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_WRITES = frozenset({"POST", "PUT", "PATCH"})
_FILES = ("/api/imports", "/api/imports/preview")
# Mail programs send a form there (RFC 8058), in which nothing is that matters.
_FORMS = "/api/unsubscribe/"
_FRAME = 64 * 1024  # bytes that multipart/form-data may take beside its file

View = Callable[[HttpRequest], HttpResponse]


class Conventions:
    """Outermost middleware of the API."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        context = begin(given if _REQUEST_ID.fullmatch(given) else None)
        response = self._answer(request, context) if _is_api(request) else self.get_response(request)
        response["X-Request-ID"] = context.request_id
        if response.status_code in {204, 304}:
            del response["Content-Type"]
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """An exception outside of any operation of the API."""
        return problem(problem_of(error)) if _is_api(request) else None

    def _answer(self, request: HttpRequest, context: RequestContext) -> HttpResponse:
        request.path_info = request.path_info.rstrip("/")
        request.path = request.path.rstrip("/")
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"
            request.META.pop("HTTP_RANGE", None)  # of which HEAD knows nothing (RFC 9110 §14.2)
        refusal = _refusal(request)
        response = refusal if refusal is not None else _as_problem(request, self.get_response(request))
        _claim_cursor(response, context)
        return _without_body(response) if asked == "HEAD" else response


def _is_api(request: HttpRequest) -> bool:
    return f"{request.path_info}/".startswith("/api/")


def _refusal(request: HttpRequest) -> HttpResponse | None:
    """What no operation needs to see."""
    if b"\0" in unquote_to_bytes(request.META.get("QUERY_STRING", "")):
        return problem(invalid("query", "holds a NUL character", where="query"))
    if "\0" in request.path_info:
        return problem(NotFound())
    length = request.headers.get("Content-Length") or "0"
    takes_files = is_for_files(request.path_info)
    if length.isascii() and length.isdecimal() and int(length) > longest_body(request.path_info):
        return problem(TooLarge(_limit_of(request.path_info)))
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        refused = problem(UnsupportedMediaType("Send the body as it is, not compressed."))
        refused["Accept-Encoding"] = "identity"
        return refused
    if takes_files:
        # Any other method is refused where the path is known.
        is_fine = request.method != "POST" or request.content_type == "multipart/form-data"
        return None if is_fine else problem(UnsupportedMediaType("Send the file as multipart/form-data."))
    is_read = not request.path_info.startswith(_FORMS)
    if is_read and request.method in _WRITES and length != "0" and not _is_json(request.content_type or ""):
        return problem(UnsupportedMediaType())
    return None


def is_for_files(path: str) -> bool:
    """Whether files are sent to this path."""
    return path.rstrip("/").endswith(("/files", *_FILES))


def longest_body(path: str) -> int:
    """How many bytes a body may have that is sent to this path."""
    return load().attachment_limit + _FRAME if is_for_files(path) else load().body_limit


def _limit_of(path: str) -> str:
    if is_for_files(path):
        return f"A file holds at most {load().attachment_limit} bytes."
    return f"A body holds at most {load().body_limit} bytes."


def _is_json(content_type: str) -> bool:
    return content_type in {"application/json", "application/merge-patch+json"}


def _as_problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """404 and 405 that Django's URL resolver and Ninja's views answer by themselves; what OPTIONS asks for."""
    if response.status_code == 404 and "json" not in response.get("Content-Type", ""):
        return problem(NotFound("There is no such path."))
    if response.status_code == 405 and "json" not in response.get("Content-Type", ""):
        answer = HttpResponse(status=204) if request.method == "OPTIONS" else problem(MethodNotAllowed())
        methods = {*response.get("Allow", "").split(", "), "OPTIONS"}
        answer["Allow"] = ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))
        return answer
    return response


def _claim_cursor(response: HttpResponse, context: RequestContext) -> None:
    """`Tasktide-Cursor`, where the answer concerns exactly one workspace."""
    if response.status_code < 300 and len(context.cursors) == 1 and not response.has_header("Tasktide-Cursor"):
        response["Tasktide-Cursor"] = next(iter(context.cursors.values()))


def _without_body(response: HttpResponse) -> HttpResponse:
    """As HEAD is answered: the headers of GET (RFC 9110 §9.3.2)."""
    if response.streaming:
        # What was opened for it is closed with the answer.
        response.streaming_content = ()  # type: ignore[attr-defined]
        return response
    response["Content-Length"] = str(len(response.content))
    response.content = b""
    return response
