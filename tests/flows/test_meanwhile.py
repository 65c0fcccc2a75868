"""What happens while a page is being read, or while the stream is away, is not missed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
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


async def test_what_happens_while_a_page_is_read_is_on_it(settle: Settle, crew: Crew, place: Place) -> None:
    task = crew.task("Paint the hull", status="Todo")
    first = await settle().sign_in(crew.ann)
    await first.open("/people")
    await first.sees("Live")
    second = settle(beside=first)
    async with _locked(place, "tasks_task"):
        opening = asyncio.create_task(second.open(f"/people/{crew.bob.id}"))  # who he is has been read, not his tasks
        await _somebody_waits(place)
        crew.bob.patch("/api/me", {"first_name": "Robert"})
        await first.sees("Robert Mori")
    await opening
    await until(lambda: second.field("First name").value == "Robert", lambda: f"{second.texts()}")
    async with _locked(place, "tasks_reminder"):
        opening = asyncio.create_task(second.open(f"/t/{task['key']}"))
        await _somebody_waits(place)
        crew.bob.patch(f"/api/tasks/{task['id']}", {"priority": "urgent"})
        await first.open("/p/OPS/list")
        deck = await first.deck()
        await until(lambda: deck.find("Paint the hull")["priority"] == "urgent", lambda: f"{deck.by_id}")
    await opening
    await second.sees("Urgent")


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


@asynccontextmanager
async def _locked(place: Place, table: str) -> AsyncIterator[None]:
    """Nobody can read this table."""
    async with await psycopg.AsyncConnection.connect(place.services.database.url) as connection:
        await connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE".encode())
        yield


async def _somebody_waits(place: Place) -> None:
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    await until(lambda: place.services.rows(waiting) != [(0,)], lambda: "nobody reads it")
