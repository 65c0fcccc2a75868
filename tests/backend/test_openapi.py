"""The schema is a promise: `just openapi` writes it down, and these stories hold it."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import TypeAdapter

from backend.activity.catalogue import KINDS
from backend.activity.event_schema import event_schema
from backend.api import api
from tests.world import Caller

ROOT = Path(__file__).parents[2]
SNAPSHOT = ROOT / "docs/openapi.json"
EVENTS = ROOT / "events/schema.json"
METHODS = ("get", "post", "put", "patch", "delete")
PROBLEM = "application/problem+json"

Json = dict[str, Any]


@cache
def schema() -> Json:
    """As it is served."""
    served: Json = json.loads(json.dumps(api.get_openapi_schema()))
    return served


def operations() -> Iterator[tuple[str, str, Json]]:
    """(path, method, operation) of all."""
    for path, item in schema()["paths"].items():
        yield from ((path, method, item[method]) for method in METHODS if method in item)


def validator(part: Json) -> Draft202012Validator:
    """Of a schema that refers to components."""
    return Draft202012Validator({**part, "components": schema()["components"]})


def test_the_snapshot_is_what_the_api_serves(db: None) -> None:
    served = Caller().get("/api/openapi.json").json
    assert served == json.loads(SNAPSHOT.read_text(encoding="utf-8")), "run `just openapi` and look at the difference"


def test_the_events_are_described_as_they_are_made() -> None:
    described = json.loads(EVENTS.read_text(encoding="utf-8"))
    assert described == event_schema(), "run `just openapi` and look at the difference"
    Draft202012Validator.check_schema(described)
    types = {definition["properties"]["type"].get("const") for definition in _events(described)}
    assert types == set(KINDS)


def _events(described: Json) -> Iterator[Json]:
    for one in described["oneOf"]:
        yield described["$defs"][one["$ref"].rpartition("/")[2]]


def test_it_is_valid_openapi() -> None:
    OpenAPIV31SpecValidator(schema()).validate()


def test_operation_ids_read_as_method_names_and_are_unique() -> None:
    found = [operation["operationId"] for _, _, operation in operations()]
    assert len(set(found)) == len(found)
    assert all(name.isidentifier() and name.islower() for name in found)


def test_every_operation_says_what_it_does_and_how_it_refuses() -> None:
    tags = {tag["name"] for tag in schema()["tags"] if tag["description"]}
    for path, method, operation in operations():
        where = f"{method} {path}"
        assert operation["summary"], where
        assert operation["description"], where
        assert set(operation["tags"]) <= tags, where
        assert {"422", "503", "429"} <= set(operation["responses"]), where
        assert ("401" in operation["responses"]) or not operation["security"], where
        assert all(parameter["description"] for parameter in operation["parameters"]), where


def test_refusals_are_problems_with_the_headers_that_they_carry() -> None:
    answers = schema()["components"]["responses"]
    for name, answer in answers.items():
        content = answer["content"][PROBLEM]
        validator(content["schema"]).validate(content["example"])
        assert "X-Request-ID" in answer["headers"], name
    assert "WWW-Authenticate" in answers["NotAuthenticated"]["headers"]
    assert {"Retry-After", "RateLimit", "RateLimit-Policy"} <= set(answers["Throttled"]["headers"])
    assert "Retry-After" in answers["Unavailable"]["headers"]
    assert "current" in answers["Stale"]["content"][PROBLEM]["example"]


def test_what_may_come_too_late_can_be_told_by_its_version() -> None:
    for path, method, operation in operations():
        takes = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "header"}
        assert ("If-Match" in takes) == ("412" in operation["responses"]), (method, path)
        # Where somebody is just now, and of what he wants to hear, has no version.
        if method in {"put", "patch"} and path not in {"/api/presence", "/api/me/preferences"}:
            assert "If-Match" in takes, (method, path)


def test_examples_of_answers_are_what_their_schemas_say() -> None:
    for path, method, operation in operations():
        for status, answer in operation["responses"].items():
            content = answer.get("content", {}).get("application/json")
            if content:
                faults = [fault.message for fault in validator(content["schema"]).iter_errors(content["example"])]
                assert not faults, (method, path, status, faults)


def test_examples_of_bodies_are_taken() -> None:
    sent = {operation["operationId"]: operation.get("requestBody") for _, _, operation in operations()}
    models = dict(_bodies())
    assert set(models) == {name for name, body in sent.items() if body and "application/json" in body["content"]}
    for name, model in models.items():
        body = sent[name]
        assert body
        content = body["content"]["application/json"]
        validator(content["schema"]).validate(content["example"])
        model.validate_json(json.dumps(content["example"]))


def _bodies() -> Iterator[tuple[str, TypeAdapter[Any]]]:
    """Operation id → what its body is read as."""
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                for model in operation.models:
                    if model.__ninja_param_source__ == "body":
                        (field,) = model.model_fields.values()
                        yield operation.view_func.__name__, TypeAdapter(field.annotation)
