"""Work of some weeks, what insights say of it, and what lists say."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import time_machine

from backend.tasks.models import Task
from tests.world import Caller, World

INSIGHTS = ("summary", "throughput", "cycle-time", "burn-up", "load", "ageing")
BERLIN = "zone=Europe/Berlin"


def weeks_of_work(clock: time_machine.Traveller, world: World) -> World:
    """Work of the last weeks, at noon of 1 December. The clocks of Berlin went back on 25 October.

    Nets: 20 November → active on 22 → done on 26. Gate: 24 November → done on 30, opened again. Quay: 28 November →
    done on 29 and archived. Rope: 1 October, active since then and late. Buoy: Bob's and Cleo's. Oil: cancelled.
    """
    bob, cleo = world.bob.id, world.cleo.id

    def at(day: str) -> None:
        clock.move_to(datetime.fromisoformat(day).replace(tzinfo=UTC))

    def into(task: Task, status: str) -> None:
        assert Caller(world.ann).patch(world.url(task), {"status": status}).status == 200

    at("2026-10-01T09:00")
    rope = world.task("Rope", assignees=[bob], due_at=datetime(2026, 11, 1, tzinfo=UTC), estimate=3)
    into(rope, "Doing")
    at("2026-11-20T09:00")
    nets = world.task("Nets")
    at("2026-11-22T09:00")
    into(nets, "Doing")
    at("2026-11-24T09:00")
    gate = world.task("Gate")
    at("2026-11-26T09:00")
    into(nets, "Done")
    at("2026-11-28T21:00")
    quay = world.task("Quay")
    at("2026-11-29T21:00")
    into(quay, "Done")
    Caller(world.ann).post(world.url(quay, "/archive"))
    at("2026-11-30T09:00")
    into(gate, "Done")
    at("2026-11-30T23:30")
    into(gate, "Todo")
    world.task("Buoy", assignees=[bob, cleo], estimate=2.5)
    at("2026-12-01T09:00")
    into(world.task("Oil"), "Cancelled")
    Caller(world.ann).delete(world.url(world.task("Slip")))
    at("2026-12-01T12:00")
    return world


def insight(who: Caller, world: World, name: str, query: str = "") -> Any:
    """What one of the insights shows."""
    answer = who.get(f"/api/insights/{name}?workspace={world.harbour.id}&{query}")
    assert answer.status == 200, answer.text
    return answer.json


def figures(part: Any) -> Iterator[tuple[int, str]]:
    """Each number with its query, wherever it stands."""
    for below in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from figures(below)
    if isinstance(part, dict) and "count" in part:
        yield part["count"], part["q"]


def listed(who: Caller, world: World, q: str) -> int:
    """How many tasks a list has."""
    answer = who.get(f"/api/tasks?workspace={world.harbour.id}&limit=1&count=true&q={quote(q)}")
    assert answer.status == 200, answer.text
    total: int = answer.json["total"]
    return total


def require_exact(who: Caller, world: World, shown: Any) -> None:
    """Each query finds just what its figure counts."""
    told = list(figures(shown))
    assert told
    assert [(listed(who, world, q), q) for _, q in told] == told
