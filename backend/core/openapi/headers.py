"""The headers that are the same everywhere: ETags and conditions, keys of creations, the cursor."""

from ninja.openapi.schema import OpenAPISchema

from backend.core.openapi.nodes import Json, body_of, name_of

_TEXT: Json = {"type": "string"}
_SECONDS: Json = {"type": "integer", "minimum": 0}
HEADERS: dict[str, Json] = {
    name: {"description": text, "schema": schema}
    for name, text, schema in (
        ("ETag", "The version of the resource, for `If-Match` and `If-None-Match`.", _TEXT),
        ("RateLimit", "What is left of the limit that was reached, and the seconds until it begins anew.", _TEXT),
        ("RateLimit-Policy", "Name, quota and window (seconds) of that limit.", _TEXT),
        ("Retry-After", "Seconds after which to try again.", _SECONDS),
        ("Tasktide-Cursor", "Where `/events` goes on from this answer without a hole.", _TEXT),
        ("WWW-Authenticate", "How to authenticate (RFC 6750).", _TEXT),
        ("X-Request-ID", "That of the request, or a new one; it stands in the events that the call caused.", _TEXT),
    )
}
"""What answers carry, said once."""

_TAKEN: dict[str, tuple[str, Json]] = {
    "If-None-Match": (
        "ETags of what you have; 304 if one is the present.",
        {**_TEXT, "examples": ['"3-5f2c9d0a1b"']},
    ),
    "If-Match": (
        "ETags, or bare versions in quotes; 412 where the resource has another version.",
        {**_TEXT, "pattern": r'^(\*|(W/)?"[^"]*"(, *(W/)?"[^"]*")*)?$', "examples": ['"3"']},
    ),
    "Idempotency-Key": (
        "Sent again with the same body, the first result is answered, and nothing is done.",
        {**_TEXT, "maxLength": 255, "examples": ["import-2026-12-01-row-17"]},
    ),
}
# Those about people, who belong to many workspaces, or to none.
_WITHOUT_CURSOR = "accounts"


def describe_headers(schema: OpenAPISchema, method: str, operation: Json) -> None:
    """Say which headers `operation` takes and answers with."""
    shows_version = _shows_version(schema, operation)
    for status, response in operation["responses"].items():
        if status.startswith("2"):
            if _WITHOUT_CURSOR not in operation["tags"]:
                add_headers(response, "Tasktide-Cursor")
            if shows_version:
                add_headers(response, "ETag")
    if method == "get" and shows_version:
        _take(operation, "If-None-Match")
        operation["responses"]["304"] = {"description": "You have this representation already."}
        add_headers(operation["responses"]["304"], "ETag")
    if "412" in operation["responses"]:
        _take(operation, "If-Match")
    if operation.pop("x-once", False):
        _take(operation, "Idempotency-Key")


def add_headers(response: Json, *names: str) -> None:
    """Say that `response` may carry these of `HEADERS`."""
    response.setdefault("headers", {}).update({name: {"$ref": f"#/components/headers/{name}"} for name in names})


def _shows_version(schema: OpenAPISchema, operation: Json) -> bool:
    shown = name_of(body_of(operation["responses"].get("200", {})).get("schema", {}))
    return "version" in schema["components"]["schemas"].get(shown, {}).get("properties", {})


def _take(operation: Json, name: str) -> None:
    description, schema = _TAKEN[name]
    parameter = {"in": "header", "name": name, "required": False, "description": description, "schema": schema}
    operation["parameters"].append(parameter)
