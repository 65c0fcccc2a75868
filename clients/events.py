"""The types of events in Python, of `events/schema.json`."""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "events/schema.json"
API = ROOT / "docs/openapi.json"
PLAIN = "dict[str, Any]"  # a document that the API shows only together with something else

_HEAD = '''"""Every type of event. Made of events/schema.json by `just client`, never edited."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tasktide_client.models import {models}

from tasktide_stream.event import Event, Left
'''
_CLASS = '''

@dataclass(frozen=True, slots=True)
class {name}(Event[{data}]):
    """`{type}`."""
'''
_TAIL = '''
AnyEvent = {union}

TYPES: Mapping[str, tuple[type[AnyEvent], Callable[[Mapping[str, Any]], Any]]] = {{
{rows}
}}
"""Type of event → its class, and how its data is read."""
'''


def event_types(schema: Path = SCHEMA) -> str:
    """The text of the module."""
    described = json.loads(schema.read_bytes())
    messages = {name: _referred(described, reference) for name, reference in described["messages"].items()}
    kinds = {name: message for name, message in messages.items() if "data" in message["properties"]}
    names = {kind: "".join(part.title() for part in kind.replace("_", ".").split(".")) for kind in kinds}
    shown = set(json.loads(API.read_bytes())["components"]["schemas"])
    data = {kind: _data(described, event, shown) for kind, event in kinds.items()}
    models = sorted(set(data.values()) - {"Left", PLAIN})
    return "".join(
        [
            _HEAD.format(models=", ".join(models)),
            *(_CLASS.format(name=names[kind], data=data[kind], type=kind) for kind in kinds),
            _TAIL.format(
                union=" | ".join(names.values()),
                rows="\n".join(f'    "{kind}": ({names[kind]}, {_reader(data[kind])}),' for kind in kinds),
            ),
        ]
    )


def _referred(described: dict[str, Any], reference: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = described["$defs"][reference["$ref"].rpartition("/")[2]]
    return found


def _data(described: dict[str, Any], event: dict[str, Any], shown: set[str]) -> str:
    """The class of the client that holds the event's document."""
    document = _referred(described, event["properties"]["data"])
    if set(document["properties"]) == {"id", "project_id"}:
        return "Left"
    return str(document["title"]) if document["title"] in shown else PLAIN


def _reader(data: str) -> str:
    """What makes it of JSON."""
    return "dict" if data == PLAIN else f"{data}.from_dict"
