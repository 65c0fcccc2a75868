"""Whatever a test hears of a stream, and whatever a log holds, is as `events/schema.json` says."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError

_FILE = Path(__file__).parents[1] / "events/schema.json"


def assert_described(name: str, data: object, *, is_live: bool = False) -> None:
    """AssertionError that names the fault if `data` is not what a message `name` carries.

    `is_live`: on a stream with a query.
    """
    try:
        _validator(name, "live" if is_live and name in schema()["live"] else "messages").validate(data)
    except ValidationError as fault:
        raise AssertionError(f"{name} is not as events/schema.json says: {fault}") from None


@cache
def schema() -> dict[str, Any]:
    """The whole file."""
    described: dict[str, Any] = json.loads(_FILE.read_bytes())
    return described


@cache
def _validator(name: str, part: str) -> Draft202012Validator:
    assert name in schema()[part], f"events/schema.json knows no message called {name}"
    return Draft202012Validator({**schema()[part][name], "$defs": schema()["$defs"]}, validate_formats=True)
