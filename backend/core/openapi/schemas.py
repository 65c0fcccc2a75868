"""The named schemas: called as their titles say, none that is not used, no noise."""

import re
from typing import Any

from ninja.openapi.schema import OpenAPISchema

from backend.core.openapi.nodes import SCHEMAS, Json, name_of, objects


def tidy_schemas(schema: OpenAPISchema) -> None:
    """Names of classes become public names; the titles that pydantic derives from names of fields go."""
    components: Json = schema["components"]["schemas"]
    names = {name: _public(name, component) for name, component in components.items()}
    if len(set(names.values())) < len(names):
        raise ValueError(f"two schemas have one name: {sorted(names.values())}")
    for node in objects([schema["paths"], components, schema["components"]["responses"]]):
        if name_of(node) in names:
            node["$ref"] = SCHEMAS + names[name_of(node)]
    renamed = {names[name]: component for name, component in components.items()}
    used = _used(schema, renamed)
    kept = {name: component for name, component in sorted(renamed.items()) if name in used}
    schema["components"]["schemas"] = kept
    for node in objects([schema["paths"], kept]):
        _quieten(node)


def _public(name: str, component: Json) -> str:
    # A class says it itself, a set of words is called `…Name` in the code.
    title: str = component.get("title", name.removesuffix("Name"))
    if not re.fullmatch(r"\w+", title):
        raise ValueError(f"{title!r} is no name for {name}")
    return title


def _used(schema: OpenAPISchema, components: Json) -> set[str]:
    """The components that some operation needs, and those that they need."""
    found: set[str] = set()
    waiting: list[Any] = [schema["paths"], schema["components"]["responses"]]
    while waiting:
        for node in objects(waiting.pop()):
            name = name_of(node)
            if name and name not in found:
                found.add(name)
                waiting.append(components[name])
    return found


def _quieten(node: Json) -> None:
    if isinstance(node.get("title"), str):
        del node["title"]
    if len(node.get("allOf", ())) == 1:
        # The schema itself, with words of its own beside it (since OpenAPI 3.1).
        node.update(node.pop("allOf")[0])
    if node.get("type") == "array" and "prefixItems" in node:
        # All that may come after them is nothing; generators of older schools ask for the word.
        node.setdefault("items", {})
