"""What one does shows before the server has said anything; what it refuses goes back, and a toast says why."""

import pytest
from nicegui.elements.mixins.text_element import TextElement

from tests.e2e.system import Crew
from tests.flows.conftest import Place, Settle
from tests.flows.desk import Desk, until


@pytest.fixture
async def ann(settle: Settle, crew: Crew) -> Desk:
    """Ann at the board, with three tasks in it, the first of them open."""
    crew.ann.post("/api/labels", {"workspace_id": crew.workspace["id"], "name": "rigging", "color": "#5350d4"})
    for title in ("Mend the net", "Paint the hull", "Sell the fish"):
        crew.task(title, status="Todo")
    desk = await settle().sign_in(crew.ann)
    await desk.open("/p/OPS/board?task=OPS-1")
    await desk.sees("Live")
    await until(lambda: "Priority" in desk.buttons(), lambda: f"{desk.buttons()}")
    return desk


def _value(desk: Desk, name: str) -> str:
    """What stands in a row of the open task."""
    row = next(one for one in desk.visible() if one.props.get("data-property") == name)
    return " ".join(one.text for one in row.descendants() if isinstance(one, TextElement) and one.text)


def _tomorrow(desk: Desk) -> str:
    """What the button of tomorrow is called, if it is there."""
    return next((name for name in desk.buttons() if name.startswith("Tomorrow")), "")


async def _reads(desk: Desk, name: str, words: str) -> None:
    await until(lambda: words in _value(desk, name), lambda: f"{name} is {_value(desk, name)}")


async def test_what_is_picked_shows_before_the_server_answers(ann: Desk, crew: Crew, place: Place) -> None:
    deck = await ann.deck()
    with place.services.api.frozen():
        await ann.press("Priority")
        await ann.press("Urgent")
        await _reads(ann, "priority", "Urgent")
        await until(lambda: deck.find("Mend the net")["priority"] == "urgent", lambda: f"{deck.by_id}")
        await ann.press("Labels")
        await ann.press("rigging")
        await _reads(ann, "label", "rigging")
        await ann.press("Assignees")
        await ann.press("AL Ann Lee (you)")
        await ann.press("BM Bob Mori")
        await _reads(ann, "assignee", "Bob Mori")
        await ann.press("Due date")
        await until(lambda: _tomorrow(ann) != "", lambda: f"{ann.buttons()}")
        await ann.press(_tomorrow(ann))
        await ann.press("Status")
        await ann.press("Doing")
        await _reads(ann, "status", "Doing")
        await until(lambda: deck.in_group("Doing") == ["Mend the net"], lambda: f"{deck.by_id}")
        await ann.press("Watchers")
        await ann.press("Watch this task")
        await _reads(ann, "watchers", "You")
        version = deck.find("Mend the net")["version"]
    await until(lambda: deck.find("Mend the net")["version"] >= version + 6, lambda: f"{deck.by_id}")
    found = crew.ann.get(f"/api/tasks/OPS-1?workspace={crew.workspace['id']}")
    assert [one["name"] for one in found["assignees"]] == ["Ann Lee", "Bob Mori"]
    assert (found["priority"], found["status"]["name"], found["labels"][0]["name"]) == ("urgent", "Doing", "rigging")
    assert _value(ann, "assignee").endswith("Bob Mori")
    assert found["due_at"] == deck.find("Mend the net")["due"]


async def test_many_tasks_change_before_the_server_answers(ann: Desk, crew: Crew, place: Place) -> None:
    deck = await ann.deck()
    await ann.mark("Paint the hull", "Sell the fish")
    with place.services.api.frozen():
        ann.strike("s")
        await ann.press("Done")
        await until(lambda: set(deck.in_group("Done")) == {"Paint the hull", "Sell the fish"}, lambda: f"{deck.by_id}")
    await ann.sees("2 tasks changed")
    assert set(deck.in_group("Done")) == {"Paint the hull", "Sell the fish"}
    await ann.mark("Paint the hull", "Sell the fish")
    with place.services.api.frozen():
        await ann.press("Delete")
        await until(lambda: deck.titles == {"Mend the net"}, lambda: f"{deck.titles}")
    await ann.sees("2 tasks deleted")
    found = crew.ann.get(f"/api/tasks?workspace={crew.workspace['id']}")
    assert [one["title"] for one in found["items"]] == ["Mend the net"]


async def test_what_is_refused_goes_back_and_a_toast_says_why(ann: Desk, crew: Crew, place: Place) -> None:
    deck = await ann.deck()
    task = deck.find("Mend the net")
    place.services.events.kill()  # nobody hears that Bob throws it away
    try:
        await ann.misses("Live")
        crew.bob.client.delete(f"/api/tasks/{task['id']}").raise_for_status()
        with place.services.api.frozen():
            await ann.press("Priority")
            await ann.press("Urgent")
            await _reads(ann, "priority", "Urgent")
            assert ann.complaints() == []
        await until(lambda: len(ann.complaints()) == 1, lambda: f"{ann.complaints()}")
        await _reads(ann, "priority", "No priority")
        await until(lambda: deck.find("Mend the net") == task, lambda: f"{deck.by_id}")
    finally:
        place.services.events.start()
