"""Events as short as `events/schema.json` lets them be, for stories in which it does not matter what they tell."""

import json
from functools import cache
from typing import Any
from uuid import UUID

from tests.event_schema import schema

NOBODY = str(UUID(int=0))
_PLAIN: dict[str, object] = {"string": "", "integer": 0, "number": 0, "boolean": False, "null": None, "array": []}
_FORMATS = {"uuid": NOBODY, "date-time": "2026-11-21T10:00:00.000000Z", "date": "2026-11-21"}

Json = dict[str, Any]


def body(kind: str, **fields: object) -> Json:
    """An event of this type with these fields in its frame."""
    event: Json = json.loads(_shortest(kind))
    return event | fields


@cache
def _shortest(kind: str) -> str:
    return json.dumps(_example(schema()["messages"][kind]))


def _example(part: Json) -> object:
    """The shortest thing that the schema allows."""
    match part:
        case {"$ref": str(name)}:
            return _example(schema()["$defs"][name.rpartition("/")[2]])
        case {"const": value} | {"enum": [value, *_]}:
            return value
        case {"anyOf": [*choices]}:
            return None if {"type": "null"} in choices else _example(choices[0])
        case {"format": str(form)} if form in _FORMATS:
            return _FORMATS[form]
        case {"type": "object"}:
            return {name: _example(part["properties"][name]) for name in part.get("required", ())}
        case {"type": str(kind)}:
            return part.get("minimum", _PLAIN[kind])
        case _:
            return None
