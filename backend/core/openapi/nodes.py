"""JSON as the description of the API is made of it."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

SCHEMAS = "#/components/schemas/"
_VALUES = frozenset({"example", "examples", "default", "enum", "const"})


def objects(node: object) -> Iterator[Json]:
    """`node` and what it is made of, as far as these are objects that describe something: no examples."""
    if isinstance(node, dict):
        yield node
        for word, value in node.items():
            if word not in _VALUES:
                yield from objects(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from objects(value)


def name_of(schema: Json) -> str:
    """The component that a schema refers to; "" where it says itself what it is."""
    reference: str = schema.get("$ref", "")
    return reference.removeprefix(SCHEMAS) if reference.startswith(SCHEMAS) else ""


def body_of(answer: Json) -> Json:
    """What a request or an answer carries: the only media type of it, or nothing."""
    content: Json = answer.get("content", {})
    return next(iter(content.values()), {})
