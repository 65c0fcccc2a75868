"""What happens while a page is being read, or while the stream is away, is not missed."""

import asyncio

import pytest

from dashboard.components import away
from tests.e2e.system import Crew
from tests.flows.conftest import Place, Settle
from tests.flows.desk import until


async def test_a_page_that_is_still_being_read_hears_of_changes_without_harm(settle: Settle, crew: Crew) -> None:
    first = await settle().sign_in(crew.ann)
    await first.sees("Live")
    second = settle(beside=first)
    opening = asyncio.create_task(second.open(f"/people/{crew.ann.id}"))
    for number in range(100):
        crew.bob.patch("/api/me", {"first_name": f"Robert {number}"})
        await asyncio.sleep(0.005)
        if opening.done():
            break
    await opening
    crew.ann.patch("/api/me", {"first_name": "Annabel"})
    await until(lambda: second.field("First name").value == "Annabel", lambda: f"{second.texts()}")


async def test_after_the_stream_was_gone_the_board_is_true_again(settle: Settle, crew: Crew, place: Place) -> None:
    crew.task("Paint the hull", status="Todo")
    desk = await settle().sign_in(crew.ann)
    await desk.open("/p/OPS/board")
    await desk.sees("Live")
    deck = await desk.deck()
    place.services.events.kill()
    try:
        await desk.misses("Live")
        made = crew.task("Mend the net", status="Doing")
        crew.bob.patch(f"/api/tasks/{deck.find('Paint the hull')['id']}", {"title": "Scrape the hull"})
        await desk.move("Paint the hull", "Doing")  # what one does oneself needs no stream
        await until(lambda: deck.titles == {"Scrape the hull"}, lambda: f"{deck.titles}")
    finally:
        place.services.events.start()
    await desk.sees("Live")
    await until(lambda: set(deck.in_group("Doing")) == {"Scrape the hull", "Mend the net"}, lambda: f"{deck.by_id}")
    assert deck.find("Mend the net")["key"] == made["key"]


async def test_a_tab_that_closes_leaves_the_stream_to_the_others(settle: Settle, crew: Crew) -> None:
    first = await settle().sign_in(crew.ann)
    second = settle(beside=first)
    await second.open("/p/OPS/board")
    first.close()
    deck = await second.deck()
    crew.bob.post("/api/tasks", {"project_id": crew.project["id"], "title": "Buy a lighthouse"})
    await until(lambda: "Buy a lighthouse" in deck.titles, lambda: f"only {deck.titles}")


async def test_who_comes_back_is_told_what_happened_meanwhile(
    settle: Settle, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(away, "LONG", 0.0)  # any absence is long enough
    desk = await settle().sign_in(crew.ann)
    await desk.sees("Live")
    desk.close()
    crew.bob.post("/api/tasks", {"project_id": crew.project["id"], "title": "Buy a lighthouse"})
    await desk.open("/")
    await desk.sees("while you were away")
