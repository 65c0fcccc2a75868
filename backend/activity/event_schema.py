"""JSON Schema of the events: one definition for each type."""

from typing import Any

from pydantic.json_schema import JsonSchemaMode, models_json_schema

from backend.activity.catalogue import KINDS

_MODE: JsonSchemaMode = "serialization"


def event_schema() -> dict[str, Any]:
    """What `events/schema.json` holds. An event is valid against the one definition that has its `type`."""
    events = [kind.model() for kind in KINDS.values()]
    references, schema = models_json_schema([(event, _MODE) for event in events], ref_template="#/$defs/{model}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Event",
        "description": "What the log of a workspace tells: on the stream, and in `GET /api/events`.",
        "oneOf": [references[event, _MODE] for event in events],
        "$defs": schema["$defs"],
    }
