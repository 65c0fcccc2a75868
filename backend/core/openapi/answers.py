"""What every answer has: a request id, and errors as problem details, said once and referred to."""

from collections.abc import Iterable

from ninja.openapi.schema import OpenAPISchema

from backend.core.errors import Fault, Invalid, NotAuthenticated, Stale, TasktideError, Throttled, Unavailable
from backend.core.openapi.headers import HEADERS, add_headers
from backend.core.openapi.nodes import SCHEMAS, Json
from backend.core.problems import TITLES

_EXAMPLE_ID = "0193a1c5-7b6e-7f3a-9c41-5d2e8f60b7aa"
_WORDS = {200: "Done, or as it is.", 201: "Created.", 202: "Accepted: it is on its way.", 204: "Done."}
_HEADERS: dict[type[TasktideError], tuple[str, ...]] = {
    NotAuthenticated: ("WWW-Authenticate",),
    Throttled: ("Retry-After", "RateLimit", "RateLimit-Policy"),
    Unavailable: ("Retry-After",),
}


def describe_answers(schema: OpenAPISchema, operations: Iterable[Json]) -> None:
    """Write down each error once, and put references in its places."""
    errors = {error.status: error for error in reversed(TasktideError.__subclasses__())}
    used: dict[str, Json] = {}
    for operation in operations:
        for status, response in list(operation["responses"].items()):
            error = errors.get(int(status))
            if error is None or int(status) < 400:
                response["description"] = _WORDS.get(int(status), response["description"])
                add_headers(response, "X-Request-ID")
            else:
                used[error.__name__] = _refusal(error)
                operation["responses"][status] = {"$ref": f"#/components/responses/{error.__name__}"}
        operation["responses"] = dict(sorted(operation["responses"].items()))
    schema["components"] |= {"responses": dict(sorted(used.items())), "headers": HEADERS}


def _refusal(error: type[TasktideError]) -> Json:
    text = (error.__doc__ or "").splitlines()[0]
    content = {"schema": {"$ref": f"{SCHEMAS}Problem"}, "example": _example(error, text)}
    refusal: Json = {"description": text, "content": {"application/problem+json": content}}
    add_headers(refusal, *_HEADERS.get(error, ()), "X-Request-ID")
    return refusal


def _example(error: type[TasktideError], text: str) -> Json:
    detail, members = text, {}
    if error is Invalid:
        invalid = Invalid([Fault(("body", "title"), "Field required", "missing")])
        detail, members = invalid.detail, dict(invalid.members)
    if error is Stale:
        members = {"current": {"id": _EXAMPLE_ID, "version": 4}}
    return {
        "type": f"urn:tasktide:problem:{error.code}",
        "title": TITLES[error.status],
        "status": error.status,
        "detail": detail,
        "request_id": _EXAMPLE_ID,
        **members,
    }
