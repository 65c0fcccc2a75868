"""The options of a custom field: what is typed in one is not lost to what is done to another."""

import pytest

from tests.e2e.system import Crew
from tests.flows.conftest import Settle
from tests.flows.desk import Desk, until


@pytest.fixture
async def ann(settle: Settle, crew: Crew) -> Desk:
    """Ann, at the options of Severity: Minor and Major."""
    options = [{"name": "Minor"}, {"name": "Major"}]
    crew.ann.post(_fields(crew), {"name": "Severity", "type": "select", "options": options})
    desk = await settle().sign_in(crew.ann)
    await desk.open("/settings/projects/OPS/fields")
    await desk.press("Options of Severity")
    return desk


def _fields(crew: Crew) -> str:
    return f"/api/projects/{crew.project['id']}/fields"


def _options(crew: Crew) -> list[str]:
    return [option["name"] for option in crew.ann.get(_fields(crew))["items"][0]["options"]]


async def _saved(crew: Crew, options: list[str]) -> None:
    await until(lambda: _options(crew) == options, lambda: f"{_options(crew)}")


async def test_an_option_that_is_saved_leaves_what_is_typed_in_the_others_alone(ann: Desk, crew: Crew) -> None:
    await ann.write("Name of Minor", "Slight")
    major, new = ann.field("Name of Major"), ann.field("Name of a new option")
    ann.leave("Name of Minor")
    ann.act(major).trigger("focus")
    await ann.write("Name of Major", "Grave")
    await ann.write("Name of a new option", "Fatal")
    await until(lambda: "Name of Slight" in ann.fields(), lambda: f"{ann.fields()}")
    crew.bob.patch(f"{_fields(crew)}/{crew.ann.get(_fields(crew))['items'][0]['id']}", {"name": "Gravity"})
    await until(lambda: "Name of Gravity" in ann.fields(), lambda: f"{ann.fields()}")
    assert (ann.field("Name of Major"), ann.field("Name of a new option")) == (major, new)
    assert (major.value, new.value) == ("Grave", "Fatal")
    ann.leave("Name of Major")
    await ann.press("Add option")
    await _saved(crew, ["Slight", "Grave", "Fatal"])
    await until(lambda: "Name of Fatal" in ann.fields(), lambda: f"{ann.fields()}")
    assert new.value == ""


async def test_what_is_done_faster_than_the_answers_come_is_done_in_turn(ann: Desk, crew: Crew) -> None:
    await ann.write("Name of Minor", "Slight")
    await ann.write("Name of Major", "Grave")
    await ann.write("Name of a new option", "Fatal")
    ann.leave("Name of Minor")
    ann.leave("Name of Major")
    await ann.press("Add option")
    await ann.press("Move Major up")
    await _saved(crew, ["Grave", "Slight", "Fatal"])
    await ann.press("Remove Slight")
    await ann.sees("Slight removed")
    await ann.press("Move Fatal up")
    await _saved(crew, ["Fatal", "Grave"])
    await ann.press("Undo")
    await _saved(crew, ["Fatal", "Slight", "Grave"])
    assert ann.complaints() == []
    await ann.write("Name of Grave", "slight")
    ann.leave("Name of Grave")
    await until(lambda: ann.complaint("Name of Grave") != "", lambda: f"{ann.texts()}")
    assert _options(crew) == ["Fatal", "Slight", "Grave"]
