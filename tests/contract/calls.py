"""What is called: the description of the API, told which things there are; and what every answer is held against."""

import json
import os
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case, CheckContext
from schemathesis.auths import AuthContext
from schemathesis.checks import load_all_checks
from schemathesis.config import SchemathesisConfig
from schemathesis.core.transport import Response
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.schemas import BaseSchema

from backend.api import api
from backend.core.openapi.nodes import body_of, name_of, objects
from tests.contract.gateway import STANDS_FOR, gateway

Json = dict[str, Any]

# Of each operation, beside the hundreds that its schema alone makes: every limit touched and passed, every word wrong.
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "2"))
_ELSEWHERE = {
    "/api/attachments/{attachment_id}": {"attachment_id": "file_id"},
    "/api/project-templates/{template_id}": {"template_id": "project_template_id"},
    "/api/tasks/{ref}/restore": {"ref": "trashed_ref"},
    "/api/tasks/{ref}/purge": {"ref": "trashed_ref"},
    "/api/tasks/{ref}/skip": {"ref": "recurring_ref"},
    "/api/labels/{label_id}/merge": {"into": "other_label_id"},
}
# What a schema can say, and so must say where it is asked for.
_SAID_BY_SCHEMAS = {
    "missing",
    "extra_forbidden",
    "too_long",
    "too_short",
    "literal_error",
    "enum",
    "greater_than_equal",
}
_SAID_BY_SCHEMAS |= {
    "less_than_equal",
    "string_type",
    "bool_type",
    "int_type",
    "list_type",
    "dict_type",
    "uuid_parsing",
}
_SAID_BY_SCHEMAS |= {"string_too_long", "string_pattern_mismatch"}


class Owner:
    """Calls as the owner of the workspace."""

    def get(self, _case: Case[Any], _context: AuthContext) -> str:
        """What stands for the token."""
        return STANDS_FOR["access"]

    def set(self, case: Case[Any], token: str, _context: AuthContext) -> None:
        """Put it into a call."""
        case.headers["Authorization"] = f"Bearer {token}"


def labels() -> list[str]:
    """`GET /api/me` and so on: each operation."""
    return [f"{method.upper()} {path}" for path, item in api.get_openapi_schema()["paths"].items() for method in item]


def make_calls(label: str, work: Callable[[Case[Any]], None]) -> None:
    """Do `work` with each call of an operation that is to be made.

    As pytest's plugin of schemathesis does. But that makes the calls of all operations before the first test begins:
    they fill two gigabytes, in each worker.
    """
    load_all_checks()
    method, path = label.split(" ")
    schema = _alone()
    build_operation_test(
        config=schema.config,
        operation=schema[path][method],
        test_func=settings(deadline=None, suppress_health_check=list(HealthCheck), database=None)(work),
        given_kwargs={},
        feedback=FeedbackSources(constants_value_source=None),
    )()


@cache
def _alone() -> BaseSchema:
    return described(things_in_paths=True)


def described(*, things_in_paths: bool) -> BaseSchema:
    """The API, with the ids of the world as the ids that there are, called by its owner."""
    raw = json.loads(json.dumps(api.get_openapi_schema()))
    if things_in_paths:
        for path, operation in _operations(raw):
            for parameter in operation["parameters"]:
                _name_thing(path, parameter)
    for name in _sent(raw) - _shown(raw):
        for field, schema in raw["components"]["schemas"][name].get("properties", {}).items():
            if schema.get("format") == "uuid" and field in STANDS_FOR:
                _name_things(schema, STANDS_FOR[field], alone=things_in_paths)
    schema = schemathesis.openapi.from_dict(raw, config=_config())
    schema.app = gateway
    schema.auth(refresh_interval=None)(Owner)
    return schema


def _config() -> SchemathesisConfig:
    too_late_or_too_much = ["412", "413", "416"]
    return SchemathesisConfig.from_dict(
        {
            "generation": {"max-examples": EXAMPLES, "deterministic": True, "no-shrink": True},
            "checks": {
                # Well formed and still refused: ids of things that are not there, dates of no rule, words of no query.
                # Which of these refusals are allowed is told by `takes_what_it_describes`.
                "positive_data_acceptance": {
                    "expected-statuses": ["2xx", "3xx", "401", "403", "404", "409", "422", *too_late_or_too_much]
                },
                "negative_data_rejection": {
                    "expected-statuses": ["400", "401", "403", "404", "405", "409", "415", "422", *too_late_or_too_much]
                },
            },
        }
    )


def takes_what_it_describes(_: CheckContext, response: Response, case: Case[Any]) -> bool | None:
    """What is as the schema says is not refused for something that the schema could have said."""
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code != 422:
        return None
    faults = [fault for fault in response.json()["errors"] if fault["type"] in _SAID_BY_SCHEMAS]
    assert not faults, faults
    return None


def _operations(raw: Json) -> Iterator[tuple[str, Json]]:
    for path, item in raw["paths"].items():
        yield from ((path, operation) for operation in item.values())


def _name_thing(path: str, parameter: Json) -> None:
    name = parameter["name"]
    for beginning, names in _ELSEWHERE.items():
        if path.startswith(beginning):
            name = names.get(name, name)
    if name == "workspace":
        name = "workspace_id"
    if name in STANDS_FOR and parameter["in"] in {"path", "query"}:
        parameter["schema"] = {"type": "string", "enum": [STANDS_FOR[name]]}
    if name == "emoji":
        parameter["schema"] = {"type": "string", "enum": ["👍"]}


def _name_things(schema: Json, thing: str, *, alone: bool) -> None:
    """`alone`: no other id is as the schema says. What comes after something is about what that has made, too."""
    if alone:
        schema["enum"] = [thing]
        return
    any_other = {**schema}
    schema.clear()
    schema["anyOf"] = [{"type": "string", "enum": [thing]}, any_other]


def _sent(raw: Json) -> set[str]:
    bodies = [body_of(operation.get("requestBody", {})) for _, operation in _operations(raw)]
    return _named(raw, bodies)


def _shown(raw: Json) -> set[str]:
    answers = [answer for _, operation in _operations(raw) for answer in operation["responses"].values()]
    return _named(raw, answers)


def _named(raw: Json, nodes: list[Json]) -> set[str]:
    """The components to which these refer."""
    found: set[str] = set()
    waiting: list[object] = [*nodes]
    while waiting:
        for node in objects(waiting.pop()):
            name = name_of(node)
            if name and name not in found:
                found.add(name)
                waiting.append(raw["components"]["schemas"][name])
    return found
