"""The board: adding, moving, filtering, and what others do meanwhile."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from dashboard.cards import Card
from tests.e2e.system import Crew
from tests.flows.conftest import Settle
from tests.flows.desk import Desk, until

BOARD = "/p/OPS/board"


@pytest.fixture
async def ann(settle: Settle, crew: Crew) -> Desk:
    """Ann at the board, with three tasks in it."""
    for title in ("Paint the hull", "Mend the net", "Sell the fish"):
        crew.task(title, status="Todo")
    desk = await settle().sign_in(crew.ann)
    await desk.open(BOARD)
    await desk.sees("Live")
    return desk


async def test_a_line_becomes_a_task_with_people_priority_and_date(ann: Desk, crew: Crew) -> None:
    deck = await ann.deck()
    ann.strike("c")
    await ann.write("Task title", "fix login @me !high due:fri")
    await ann.press("Create task")
    await ann.sees("OPS-4 created")
    await until(lambda: "fix login" in deck.titles, lambda: f"only {deck.titles}")
    card = deck.find("fix login")
    assert [person["name"] for person in card["assignees"]] == ["Ann Lee"]
    assert card["priority"] == "high"
    made = crew.ann.get(f"/api/tasks/{card['id']}")
    assert (made["title"], made["priority"]) == ("fix login", "high")
    assert datetime.fromisoformat(made["due_at"]) > datetime.now(UTC)


async def test_nothing_is_lost_of_a_line_that_names_nobody(ann: Desk, crew: Crew) -> None:
    ann.strike("c")
    await ann.write("Task title", "ask @nobody about #nothing <b>now</b> 🦀")
    await ann.press("Create task")
    await ann.sees("OPS-4 created")
    found = crew.ann.get(f"/api/tasks/OPS-4?workspace={crew.workspace['id']}")
    assert found["title"] == "ask @nobody about #nothing <b>now</b> 🦀"


async def test_a_card_that_is_moved_is_there_for_the_api(ann: Desk, crew: Crew) -> None:
    deck = await ann.deck()
    card = deck.find("Mend the net")
    await ann.move("Mend the net", "Doing")
    await until(lambda: deck.find("Mend the net")["version"] > card["version"], lambda: "nobody has agreed")
    assert deck.in_group("Doing") == ["Mend the net"]
    assert crew.ann.get(f"/api/tasks/{card['id']}")["status"]["name"] == "Doing"


async def test_a_move_that_is_refused_goes_back_and_says_why(ann: Desk, crew: Crew) -> None:
    deck = await ann.deck()
    fish = deck.find("Sell the fish")["id"]
    crew.bob.client.delete(f"/api/tasks/{fish}").raise_for_status()  # the page has not heard of it yet
    await ann.move("Mend the net", "Doing", behind="Sell the fish")
    assert deck.in_group("Doing") == ["Mend the net"]
    await until(lambda: ann.complaints() != [], lambda: "no toast")
    await until(lambda: deck.in_group("Doing") == [], lambda: "it stayed")
    assert crew.ann.get(f"/api/tasks/{deck.find('Mend the net')['id']}")["status"]["name"] == "Todo"


async def test_the_board_of_a_project_that_is_archived_takes_nothing_any_more(ann: Desk, crew: Crew) -> None:
    await ann.deck()
    crew.ann.post(f"/api/projects/{crew.project['id']}/archive")  # the page has not heard of it yet
    await ann.move("Mend the net", "Doing")
    await ann.sees("This project is archived.")
    deck = await ann.deck()
    assert deck.element.props["writable"] is False
    assert set(deck.in_group("Todo")) == {"Paint the hull", "Mend the net", "Sell the fish"}
    crew.ann.post(f"/api/projects/{crew.project['id']}/unarchive")
    await ann.misses("This project is archived.")
    assert (await ann.deck()).element.props["writable"] is True


async def test_what_another_does_is_on_the_board_without_a_reload(ann: Desk, crew: Crew) -> None:
    deck = await ann.deck()
    crew.bob.post("/api/tasks", {"project_id": crew.project["id"], "title": "Buy a lighthouse"})
    await until(lambda: "Buy a lighthouse" in deck.titles, lambda: f"only {deck.titles}")
    crew.bob.client.delete(f"/api/tasks/{deck.find('Sell the fish')['id']}").raise_for_status()
    await until(lambda: "Sell the fish" not in deck.titles, lambda: "it is still there")


async def test_a_filter_narrows_the_board_and_stands_in_the_address(ann: Desk) -> None:
    await ann.filter("net")
    await until(lambda: "q=net" in ann.address, lambda: ann.address)
    assert (await ann.deck()).titles == {"Mend the net"}
    await ann.press("Clear the filter")
    await until(lambda: "q=" not in ann.address, lambda: ann.address)
    assert (await ann.deck()).titles == {"Paint the hull", "Mend the net", "Sell the fish"}


async def test_a_mistake_in_the_filter_is_shown_where_it_is(ann: Desk) -> None:
    await ann.filter("net status:doign")
    await until(lambda: ann.in_tag("mark") == ["doign"], lambda: f"{ann.texts()}")
    assert ann.address == BOARD
    assert "Save view" not in ann.buttons()
    await ann.filter("net status:doing")
    await until(lambda: "q=" in ann.address, lambda: ann.address)
    assert ann.in_tag("mark") == []


async def test_the_bulk_bar_changes_what_is_marked_and_takes_it_back(ann: Desk, crew: Crew) -> None:
    deck = await ann.deck()
    await ann.mark("Paint the hull", "Sell the fish")
    await ann.sees("2 selected")
    await ann.press("Priority")
    await ann.sees("Urgent")
    await ann.press("Urgent")
    await ann.sees("2 tasks changed")
    await until(lambda: _urgent(deck.by_id.values()) == {"Paint the hull", "Sell the fish"}, lambda: "not changed")
    await ann.press("Undo")
    await ann.sees("Taken back")
    await until(lambda: not _urgent(deck.by_id.values()), lambda: "not taken back")
    tasks = crew.ann.get(f"/api/tasks?project={crew.project['id']}")["items"]
    assert {task["priority"] for task in tasks} == {"none"}


async def test_the_bulk_bar_deletes_and_brings_back(ann: Desk, crew: Crew) -> None:
    deck = await ann.deck()
    await ann.mark("Paint the hull", "Sell the fish")
    await ann.press("Delete")
    await ann.sees("2 tasks deleted")
    await until(lambda: deck.titles == {"Mend the net"}, lambda: f"{deck.titles}")
    await ann.press("Undo")
    await until(lambda: len(deck.titles) == 3, lambda: f"{deck.titles}")


def _urgent(cards: Iterable[Card]) -> set[str]:
    return {card["title"] for card in cards if card["priority"] == "urgent"}
