"""The Python client knows every message that events/schema.json describes, and all that is in it."""

import json
from dataclasses import fields

import pytest
from tasktide_stream import Event, PresenceUpdated, Ready, Reset, Unknown
from tasktide_stream.events import TYPES
from tasktide_stream.live import NAMES, Entered, Gone, Updated
from tasktide_stream.messages import Bye, message
from tasktide_stream.wire import Frame

from tests.event_schema import schema
from tests.events.documents import body

OWN = {"ready": Ready, "reset": Reset, "bye": Bye, "presence.updated": PresenceUpdated}


@pytest.mark.parametrize("name", schema()["messages"])
def test_each_message_has_a_class_of_its_own(name: str) -> None:
    told = message(Frame(name, json.dumps(body(name)), "k3f9-1"))
    kind = OWN[name] if name in OWN else TYPES[name][0]
    assert type(told) is kind
    described = set(described_fields(name)) - ({"type", "cursor"} if name in OWN else {"cursor"})
    assert {field.name.removesuffix("_") for field in fields(kind)} - {"cursor"} == described


def described_fields(name: str) -> list[str]:
    definition = schema()["messages"][name]["$ref"].rpartition("/")[2]
    return list(schema()["$defs"][definition]["properties"])


def test_no_type_of_event_is_known_that_is_not_described() -> None:
    assert {*TYPES, *OWN} == set(schema()["messages"])
    assert set(schema()["live"]) == NAMES


@pytest.mark.parametrize("cause", ["task.updated", "task.moved"])
def test_a_live_query_says_what_becomes_of_its_list(cause: str) -> None:
    told = [message(Frame(name, json.dumps(body(cause)), "k3f9-1"), is_live=True) for name in sorted(NAMES)]
    assert [type(one) for one in told] == [Entered, Gone, Updated]


def test_what_moved_out_of_sight_is_told_by_its_id() -> None:
    assert isinstance(message(Frame("task.left", json.dumps(body("task.left")), "k3f9-1"), is_live=True), Gone)
    assert isinstance(message(Frame("task.left", json.dumps(body("task.left")), "k3f9-1")), Event)
    assert isinstance(message(Frame("task.lifted", "{}", "")), Unknown)
