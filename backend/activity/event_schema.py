"""JSON Schema of what the stream says: one definition for each type of event, and for the stream's own messages."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from backend.activity.catalogue import KINDS
from backend.activity.stream_messages import LIVE, MESSAGES, Passed

_MODE: JsonSchemaMode = "serialization"


def event_schema() -> dict[str, Any]:
    """What `events/schema.json` holds.

    An event is valid against the one definition that has its `type`. `messages` leads from the name of a message of
    the stream to the definition of its data: the events, and what the stream says of itself. `live` does the same for
    the messages that a stream with a query has instead of the events.
    """
    events: dict[str, type[BaseModel]] = {kind.type: kind.model() for kind in KINDS.values()}
    messages = events | MESSAGES
    models: list[type[BaseModel]] = [*messages.values(), Passed]
    references, schema = models_json_schema([(model, _MODE) for model in models], ref_template="#/$defs/{model}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Event",
        "description": "What the log of a workspace tells: on the stream, and in `GET /api/events`.",
        "oneOf": [references[event, _MODE] for event in events.values()],
        "messages": {name: references[message, _MODE] for name, message in messages.items()},
        "live": {
            name: {"anyOf": [references[Passed, _MODE], *(references[events[f"task.{verb}"], _MODE] for verb in verbs)]}
            for name, verbs in LIVE.items()
        },
        "$defs": schema["$defs"],
    }
