"""`python -m bench.stream`: what the live stream costs, beside the way that tutorials show, in one run.

1. Against a whole running system: from the moment that a change is recorded in its transaction (the event's `at`,
   just before the commit) until a reader has the event; both on this machine's clock.
2. CPU time of the stream's process per delivered event, the same readers and the same events for both ways.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

import httpx
import psutil
import psycopg

from runtime import postgres, valkey
from runtime.ports import free_port
from tests.e2e.system import Crew, new_crew, running
from tests.events.service import serving
from tests.events.world import Person, Workspace, Writer

VIEWS = Path(__file__).parents[1] / "tests/events/views.sql"
PAUSE = 0.03  # seconds between two changes


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--readers", type=int, default=200)
    arguments.add_argument("--events", type=int, default=200)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="tasktide-bench-") as name:
        Path(name).chmod(0o755)
        with running(Path(name) / "data", "--no-demo") as system:
            lags = sorted(asyncio.run(_lags(system.url, new_crew(system), options.events)))
        figures = f"p50 {_percentile(lags, 50):.1f} ms, p99 {_percentile(lags, 99):.1f} ms"
        print(f"recorded to read, {len(lags)} changes: {figures}")
        ours, theirs = asyncio.run(_costs(Path(name), options.readers, options.events))
    count = f"{options.readers} readers, {options.events} events"
    print(f"CPU per delivered event, {count}: ours {ours:.1f} µs, tutorial {theirs:.1f} µs, {theirs / ours:.1f} times")


async def _lags(url: str, crew: Crew, changes: int) -> list[float]:
    """Milliseconds, for each of so many changes of one task."""
    task = crew.task("Measure")
    lags: list[float] = []
    headers = {"Authorization": f"Bearer {crew.bob.token}"}
    async with (
        httpx.AsyncClient(timeout=30) as client,
        client.stream("GET", f"{url}/events?workspace={crew.workspace['id']}", headers=headers) as stream,
    ):
        lines = stream.aiter_lines()
        writing: asyncio.Task[None] | None = None
        async for line in lines:
            if line == "event: ready":
                writing = asyncio.create_task(asyncio.to_thread(_change, crew, task["id"], changes))
            elif line.startswith("data: ") and '"task.updated"' in line:
                recorded = datetime.fromisoformat(json.loads(line[6:])["at"])
                lags.append((datetime.now(UTC) - recorded).total_seconds() * 1000)
                if len(lags) == changes:
                    break
        if writing:
            await writing
    return lags


def _change(crew: Crew, task_id: str, changes: int) -> None:
    for number in range(changes):
        crew.ann.patch(f"/api/tasks/{task_id}", {"title": f"Measure {number}"})


async def _costs(folder: Path, readers: int, events: int) -> tuple[float, float]:
    """Microseconds of CPU time per delivered event, ours and the tutorial's."""
    database = postgres.start(folder / "postgres", durable=False)
    bell = valkey.start(folder / "valkey")
    try:
        with psycopg.connect(database.url, autocommit=True) as connection:
            connection.execute(VIEWS.read_bytes())
        ann, workspace = Person("Ann"), Workspace(database.url, bell.url)
        await workspace.begin(ann)
        with serving(folder, database.reader_url, bell.url, TASKTIDE_STREAMS_PER_USER=str(readers)) as service:
            ours = await _cost(service.url, service.process.pid, workspace, ann, readers, events)
        with _tutorial(bell.url) as (url, pid):
            theirs = await _cost(url, pid, workspace, ann, readers, events)
    finally:
        bell.stop()
        database.stop()
    return ours, theirs


@contextmanager
def _tutorial(redis_url: str) -> Iterator[tuple[str, int]]:
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--port", str(port), "--log-level", "warning", "bench.tutorial:app"]
    process = subprocess.Popen(command, env={**os.environ, "REDIS_URL": redis_url})
    try:
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait()


async def _cost(url: str, pid: int, workspace: Workspace, person: Person, readers: int, events: int) -> float:
    ready, finished = asyncio.Semaphore(0), asyncio.Semaphore(0)
    port = int(url.rpartition(":")[2])
    request = (
        f"GET /events?workspace={workspace.id} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {person.token()}\r\n\r\n"
    )
    tasks = [
        asyncio.create_task(_read(port, request.encode(), events, ready.release, finished.release))
        for _ in range(readers)
    ]
    for semaphore in (ready, finished):
        if semaphore is finished:
            before = sum(psutil.Process(pid).cpu_times()[:2])
            await _write(workspace, events)
        for _ in range(readers):
            await asyncio.wait_for(semaphore.acquire(), 60)
    spent = sum(psutil.Process(pid).cpu_times()[:2]) - before
    await asyncio.gather(*tasks)
    return spent / (readers * events) * 1e6


async def _write(workspace: Workspace, events: int) -> None:
    async with await psycopg.AsyncConnection.connect(workspace.database_url) as connection:
        writer = Writer(workspace, connection)
        for _ in range(events):
            envelope = await writer.write(text="x" * 300)
            await connection.commit()
            await workspace.ring(envelope)
            await asyncio.sleep(PAUSE)


async def _read(
    port: int, request: bytes, events: int, ready: Callable[[], None], finished: Callable[[], None]
) -> None:
    """Count what comes; as little work as possible, for it shares the machine."""
    reader, writer = await _connect(port)
    writer.write(request)
    await reader.readuntil(b"event: ready")
    ready()
    heard = 0
    while heard < events:
        heard += (await reader.read(1 << 16)).count(b"event: task.")
    finished()
    writer.close()


async def _connect(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    while True:
        try:
            return await asyncio.open_connection("127.0.0.1", port)
        except ConnectionRefusedError:
            await asyncio.sleep(0.1)


def _percentile(values: list[float], percent: int) -> float:
    return quantiles(values, n=100)[percent - 1]


if __name__ == "__main__":
    main()
