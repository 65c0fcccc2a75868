"""Against a whole running system: from a change in its transaction until a reader has read of it.

The event's `at` is taken just before the commit, and read on the same clock.
"""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

import httpx

from bench.stream.plan import Figure
from tests.e2e.system import Crew, new_crew, running

CHANGES = 200


async def whole(folder: Path) -> Figure:
    """Changes through the API, one after the other, with everything else that `./tasktide up` starts."""
    with running(folder / "whole", "--no-demo") as system:
        lags = await _lags(system.url, new_crew(system))
    cuts = quantiles(lags, n=100)
    told = f"p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms from record to read, {CHANGES} changes through the API"
    return Figure("whole", "ours", told, {"p50": cuts[49], "p99": cuts[98]})


async def _lags(url: str, crew: Crew) -> list[float]:
    """Milliseconds, for each change of one task."""
    task = crew.task("Measure")
    lags: list[float] = []
    headers = {"Authorization": f"Bearer {crew.bob.token}"}
    async with (
        httpx.AsyncClient(timeout=30) as client,
        client.stream("GET", f"{url}/events?workspace={crew.workspace['id']}", headers=headers) as stream,
    ):
        writing: asyncio.Task[None] | None = None
        async for line in stream.aiter_lines():
            if line == "event: ready":
                writing = asyncio.create_task(asyncio.to_thread(_change, crew, task["id"]))
            elif line.startswith("data: ") and '"task.updated"' in line:
                recorded = datetime.fromisoformat(json.loads(line[6:])["at"])
                lags.append((datetime.now(UTC) - recorded).total_seconds() * 1000)
                if len(lags) == CHANGES:
                    break
        if writing:
            await writing
    return lags


def _change(crew: Crew, task_id: str) -> None:
    for number in range(CHANGES):
        crew.ann.patch(f"/api/tasks/{task_id}", {"title": f"Measure {number}"})
