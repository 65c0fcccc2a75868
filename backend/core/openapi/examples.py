"""Examples of bodies, made of those of their fields: so no example can say what its schema does not."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from ninja.openapi.schema import OpenAPISchema

from backend.core.openapi.nodes import Json, body_of, name_of

_IDS = UUID("0193a1c5-7b6e-7f3a-9c41-5d2e8f60b7aa")
_DAY = "2026-12-01"
_FORMATS: dict[str, str] = {
    "date-time": f"{_DAY}T08:00:00Z",
    "date": _DAY,
    "email": "ann@example.org",
    "uri": "https://example.org",
    "binary": "…",
}
# Of fields that say the same wherever they stand, and say it without an example of their own.
_NAMED: dict[str, object] = {
    "color": "#5350d4",
    "description": "The lorry comes at noon.",
    "detail": "We have sent a mail to this address.",
    "key": "OPS",
    "name": "Operations",
    "position": "a0",
    "title": "Bring the pallets to gate 4",
    "version": 3,
    "number": 12,
}


def add_examples(schema: OpenAPISchema, operations: Iterable[Json]) -> None:
    """Give each body and each answer that is JSON an example."""
    components: Json = schema["components"]["schemas"]
    for operation in operations:
        sent = body_of(operation.get("requestBody", {}))
        if sent and "multipart/form-data" not in operation["requestBody"]["content"]:
            sent["example"] = _Maker(components, is_sent=True).make(sent["schema"], "")
        for status, answer in operation["responses"].items():
            shown = answer.get("content", {}).get("application/json")
            if shown and int(status) < 300:
                shown["example"] = _Maker(components, is_sent=False).make(shown["schema"], "")


class _Maker:
    """Makes an example of a schema. What is sent is short, what is shown is whole."""

    def __init__(self, components: Mapping[str, Json], *, is_sent: bool) -> None:
        self._components, self._is_sent = components, is_sent
        self._inside: list[str] = []

    def make(self, schema: Json, name: str) -> Any:  # noqa: ANN401
        """An example of `schema`, which describes the field `name`."""
        self._inside.append(name_of(schema))
        try:
            return self._make(self._whole(schema), name)
        finally:
            self._inside.pop()

    def _make(self, schema: Json, name: str) -> Any:  # noqa: ANN401
        for word in ("const", "default"):
            if word in schema:
                return schema[word]
        if schema.get("examples"):
            return schema["examples"][0]
        if "enum" in schema:
            return schema["enum"][0]
        choices = schema.get("anyOf") or schema.get("oneOf")
        if choices:
            return None if {"type": "null"} in choices else self.make(choices[0], name)
        return self._of_type(schema, name)

    def _of_type(self, schema: Json, name: str) -> Any:  # noqa: ANN401
        match schema.get("type"):
            case "object":
                return {field: self.make(one, field) for field, one in self._fields(schema)}
            case "array":
                return self._list(schema, name)
            case "string" if schema.get("format") == "uuid":
                return str(uuid5(_IDS, name))
            case "string" if "format" in schema:
                return _FORMATS[schema["format"]]
            case "integer" | "number":
                return _NAMED.get(name, schema.get("minimum", 1))
            case "boolean":
                return False
            case "null":
                return None
            case _:
                return _NAMED.get(name, "…" if not schema.get("minLength", 0) > 1 else "…" * schema["minLength"])

    def _fields(self, schema: Json) -> Iterable[tuple[str, Json]]:
        required = schema.get("required", ())
        for field, one in schema.get("properties", {}).items():
            if not self._is_sent or field in required or self._whole(one).get("examples"):
                yield field, one

    def _list(self, schema: Json, name: str) -> list[Any]:
        items = schema.get("items", {})
        if "prefixItems" in schema:
            return [self.make(one, name) for one in schema["prefixItems"]]
        item = name_of(items)
        # What holds more of its own kind ends somewhere.
        is_told = item not in self._inside if item else schema.get("minItems")
        return [self.make(items, name.removesuffix("s"))] if is_told else []

    def _whole(self, schema: Json) -> Json:
        named = name_of(schema)
        return {**self._components[named], **schema} if named else schema
