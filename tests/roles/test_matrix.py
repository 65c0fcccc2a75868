"""Everybody calls every operation of the API about a thing in every kind of place, and gets what the tables say."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from django.db import transaction

from backend.api import api
from tests.roles.operations import OPERATIONS
from tests.roles.places import FORM, SECRET, Names, Place, Scene, Who
from tests.roles.rules import OK, Audience, Rule
from tests.world import Answer, Caller

METHODS = ("get", "post", "put", "patch", "delete")
# What does not depend on where: once is enough.
PLACELESS = {
    Audience.PUBLIC: {Place.SHARED},
    Audience.ACCOUNT: {Place.SHARED},
    Audience.PERSONAL: {Place.SHARED, Place.OWN},
}


@cache
def schema() -> dict[str, dict[str, Any]]:
    """Operation id → the operation, with its method and path."""
    paths = api.get_openapi_schema()["paths"]
    return {
        item[method]["operationId"]: item[method] | {"method": method.upper(), "path": path}
        for path, item in paths.items()
        for method in METHODS
        if method in item
    }


def test_every_operation_has_its_line() -> None:
    assert sorted(set(schema()) - set(OPERATIONS)) == [], "say in tests/roles/operations.py whom they are for"
    assert sorted(set(OPERATIONS) - set(schema())) == [], "the API knows them no more"


def test_what_needs_no_token_says_so_in_the_schema() -> None:
    free = {name for name, operation in schema().items() if not operation.get("security")}
    assert free == {name for name, rule in OPERATIONS.items() if rule.audience is Audience.PUBLIC}


@pytest.mark.parametrize("place", Place)
def test_everybody_gets_what_the_tables_say(db: None, place: Place) -> None:
    scene = Scene(place)
    callers = {who: Caller(scene.people.get(who)) for who in Who}
    wrong: list[str] = []
    for name, operation in schema().items():
        rule = OPERATIONS.get(name)
        if rule is None or place not in PLACELESS.get(rule.audience, {place}):
            continue
        for who in Who:
            with undone():
                answer = call(callers[who], operation["method"], operation["path"], rule, scene.names(who))
            fault = _fault(answer, _expected(rule, scene, who))
            if fault:
                wrong.append(f"{name} by {who}: {fault}")
    assert not wrong, "\n".join(wrong)


def call(caller: Caller, method: str, path: str, rule: Rule, names: Names) -> Answer:
    """Do what the line says."""
    where = names | {name: text.format_map(names) for name, text in rule.at.items()}
    url = path.format_map(where) + rule.query.format_map(names)
    if isinstance(rule.body, bytes):
        body = rule.body.replace(b"{workspace_id}", names["workspace_id"].encode())
        return caller.call(method, url, body, Content_Type=FORM)
    return caller.call(method, url, _filled(rule.body, names))


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _filled(value: Any, names: Names) -> Any:
    match value:
        case str():
            return value.format_map(names)
        case list():
            return [_filled(one, names) for one in value]
        case dict():
            return {name: _filled(one, names) for name, one in value.items()}
        case _:
            return value


def _expected(rule: Rule, scene: Scene, who: Who) -> int:
    return rule.expected(
        scene.role(who),
        is_signed_in=who is not Who.NOBODY,
        sees=scene.sees(who),
        is_own=scene.place is Place.OWN,
    )


def _fault(answer: Answer, expected: int) -> str:
    """What is wrong with an answer; "" if nothing is."""
    if not (answer.status == expected or (expected == OK and 200 <= answer.status < 300)):
        return f"{answer.status} instead of {expected}: {answer.text[:200]}"
    return "shows what this person may not see" if SECRET in answer.text else ""
