"""What Ninja leaves out of its OpenAPI: problem details, conditional requests, keys of creations, the cursor."""

from typing import Any

from ninja.openapi.schema import OpenAPISchema

from backend.core.problems import TITLES

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_ETAG: Json = {"description": "The version of the resource, for `If-Match` and `If-None-Match`.", "schema": _TEXT}
_CURSOR: Json = {"description": "Where `/events` goes on from this answer without a hole.", "schema": _TEXT}
_NOT_MODIFIED: Json = {"description": "You have this representation already", "headers": {"ETag": _ETAG}}


def complete(schema: OpenAPISchema) -> None:
    """Write it into `schema`."""
    for item in schema["paths"].values():
        is_versioned = any(_shows_version(schema, operation) for operation in item.values())
        for method, operation in item.items():
            _say_problems(operation)
            _say_headers(operation, shows_version=_shows_version(schema, operation))
            if is_versioned:
                _say_conditions(method, operation)


def _shows_version(schema: OpenAPISchema, operation: Json) -> bool:
    content = operation["responses"].get("200", {}).get("content", {})
    name = content.get("application/json", {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
    return "version" in schema["components"]["schemas"].get(name, {}).get("properties", {})


def _say_problems(operation: Json) -> None:
    for status, response in operation["responses"].items():
        # Python's own words for them differ from version to version.
        response["description"] = TITLES.get(int(status), response["description"])
        if int(status) >= 400 and "application/json" in response.get("content", {}):
            response["content"] = {"application/problem+json": response["content"]["application/json"]}


def _say_headers(operation: Json, *, shows_version: bool) -> None:
    for status, response in operation["responses"].items():
        if int(status) < 300 and "accounts" not in operation["tags"]:
            response.setdefault("headers", {})["Tasktide-Cursor"] = _CURSOR
        if int(status) < 300 and shows_version:
            response.setdefault("headers", {})["ETag"] = _ETAG


def _say_conditions(method: str, operation: Json) -> None:
    parameters, responses = operation["parameters"], operation["responses"]
    if method == "get":
        parameters.append(_header("If-None-Match", "ETags of what you have; 304 if one is the present."))
        responses["304"] = _NOT_MODIFIED
    elif "201" in responses:
        parameters.append(_header("Idempotency-Key", "Sent again, the first result is answered, and nothing is done."))
    else:
        parameters.append(_header("If-Match", "ETags; 412 where the resource has another version."))


def _header(name: str, description: str) -> Json:
    return {"in": "header", "name": name, "required": False, "description": description, "schema": _TEXT}
