"""The measures (e) and (f): what many tabs cost the dashboard's process."""

import asyncio
from time import monotonic

import httpx

from bench.dashboard.changes import RATE, changing
from bench.dashboard.figures import Figure, middle
from bench.dashboard.place import Measured
from bench.dashboard.plan import Plan
from bench.dashboard.services import Services
from bench.dashboard.tabs import Crowd, Tab, acknowledging, crowd

TABS, VISITS_AT_ONCE, BATCHES = 40, 200, 5
SHARE, MEGABYTES, GROWTH = 15, 1.5, 10  # percent, per tab, percent
MEGABYTE = 1_000_000
# NiceGUI keeps a page for 30 seconds after its tab has gone (dashboard/app.py), so that it can come back.
FORGOTTEN = 33.0
GAUGE = "tasktide_dashboard_tabs"


async def open_tabs(here: Services, place: Measured, client: httpx.Client, cookie: str, plan: Plan) -> list[Figure]:
    """(e) Many tabs of the board, while tasks change."""
    count = plan.of(TABS)
    async with crowd(here.dashboard.url, cookie) as people:
        first = await people.open(place.board_path)
        await _spent(here, [first], place, client, 2)
        before = here.memory
        tabs = [first, *await people.open_many(place.board_path, count)]
        await asyncio.sleep(1)
        opened = here.memory - before
        connected = await asyncio.to_thread(here.dashboard.gauge, GAUGE)
        if connected != len(tabs):
            raise RuntimeError(f"{connected:.0f} of {len(tabs)} tabs are connected")
        idle = await _spent(here, tabs, place, client, 3, rate=0)
        told = sum(tab.heard for tab in tabs)
        share = await _spent(here, tabs, place, client, plan.seconds)
        told = sum(tab.heard for tab in tabs) - told
        grown = here.memory - before
        await _close(tabs)
    per_tab, at_first = grown / count / MEGABYTE, opened / count / MEGABYTE
    busy = f"CPU of the dashboard, {count} tabs"
    return [
        middle("e", f"{busy}, {RATE:g} events/s", [share], "%", SHARE, details={"messages": told}),
        middle("e", f"{busy}, nothing happens", [idle], "%"),
        middle("e", "memory of a tab, after the events", [per_tab], "MB", MEGABYTES),
        middle("e", "memory of a tab, just opened", [at_first], "MB"),
    ]


async def _spent(
    here: Services, tabs: list[Tab], place: Measured, client: httpx.Client, seconds: float, rate: float = RATE
) -> float:
    """Percent of a core that the dashboard uses meanwhile."""
    async with acknowledging(tabs):
        if rate:
            with changing(client, place.tasks, rate):
                return await _share(here, seconds)
        return await _share(here, seconds)


async def _share(here: Services, seconds: float) -> float:
    started, before = monotonic(), here.cpu_seconds
    await asyncio.sleep(seconds)
    return (here.cpu_seconds - before) / (monotonic() - started) * 100


async def visits(here: Services, place: Measured, _client: httpx.Client, cookie: str, plan: Plan) -> list[Figure]:
    """(f) Many visits, one tab staying open: what the process keeps of those that have gone.

    They come in crowds of one size, so that as many are there at once in the end as in the beginning.
    """
    at_once, batches = plan.of(VISITS_AT_ONCE), 2 if plan.is_small else BATCHES
    async with crowd(here.dashboard.url, cookie) as people:
        stays = await people.open(place.board_path)
        used = here.cpu_seconds
        held = [await _after(here, people, stays, place, at_once) for _ in range(batches)]
        spent = (here.cpu_seconds - used) / (at_once * batches) * 1000
        await _close([stays])
    growth = (held[-1] / held[0] - 1) * 100
    name, megabytes = f"growth from {at_once} visits to {at_once * batches:,}", [one / MEGABYTE for one in held]
    return [
        middle("f", name, [growth], "%", GROWTH, details={"megabytes": megabytes}),
        middle("f", f"memory after {at_once} visits", megabytes[:1], "MB"),
        middle("f", f"memory after {at_once * batches:,} visits", megabytes[-1:], "MB"),
        middle("f", "CPU of the dashboard for a visit", [spent], "ms"),
    ]


async def _after(here: Services, people: Crowd, stays: Tab, place: Measured, count: int) -> float:
    """Bytes in memory when the visitors are forgotten."""
    async with acknowledging([stays]):
        await people.visit(place.board_path, count)
        await asyncio.sleep(FORGOTTEN)
    connected = await asyncio.to_thread(here.dashboard.gauge, GAUGE)
    if connected != 1:
        raise RuntimeError(f"{connected:.0f} tabs are connected, and one should be")
    return float(here.memory)


async def _close(tabs: list[Tab]) -> None:
    await asyncio.gather(*(tab.close() for tab in tabs))
