"""The schema is a promise: `just openapi` writes it down, and these stories hold it."""

import json
from pathlib import Path
from typing import Any

from backend.api import api
from tests.world import Caller

SNAPSHOT = Path(__file__).parents[2] / "docs" / "openapi.json"
METHODS = ("get", "post", "put", "patch", "delete")


def operations(schema: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """(path, method, operation) of all."""
    return [
        (path, method, item[method]) for path, item in schema["paths"].items() for method in METHODS if method in item
    ]


def test_the_snapshot_is_what_the_api_serves(db: None) -> None:
    served = Caller().get("/api/openapi.json").json
    assert served == json.loads(SNAPSHOT.read_text(encoding="utf-8")), "run `just openapi` and look at the difference"


def test_operation_ids_read_as_method_names_and_are_unique() -> None:
    found = [operation["operationId"] for _, _, operation in operations(api.get_openapi_schema())]
    assert len(set(found)) == len(found)
    assert all(name.isidentifier() and name.islower() for name in found)


def test_every_operation_says_what_it_does_and_how_it_refuses() -> None:
    for path, method, operation in operations(api.get_openapi_schema()):
        assert operation["summary"], (method, path)
        responses = {str(status) for status in operation["responses"]}
        assert {"422", "503"} <= responses, (method, path)
        if operation.get("security"):
            assert "401" in responses, (method, path)


def test_every_reading_and_writing_path_needs_a_token_but_signing_in() -> None:
    schema = api.get_openapi_schema()
    free = {path for path, _, operation in operations(schema) if not operation.get("security")}
    assert free == {
        "/api/auth/signup",
        "/api/token",
        "/api/token/refresh",
        "/api/token/verify",
        "/api/token/revoke",
    }
