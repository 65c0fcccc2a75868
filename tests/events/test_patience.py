"""What takes long: an open transaction, a large one, an hour in which nothing happens."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from math import inf

import psycopg
import pytest

from events.access import Claims
from events.hub import Hub
from events.log import Log
from events.selection import Selection, StreamRequest
from runtime import postgres, valkey
from tests.events.conftest import Follow
from tests.events.follower import Follower
from tests.events.service import Service
from tests.events.world import Person, Workspace, Writer

KEPT = 10  # events of the log, after which a cursor is too old


async def test_a_transaction_that_is_open_for_5_seconds_holds_up_nobody_elses_events(
    follow: Follow, workspace: Workspace, database: postgres.Server, bell: valkey.Server, ann: Person
) -> None:
    """It has written before all others and takes its number last, and another one holds the number itself."""
    busy = Workspace(database.url, bell.url)
    await busy.begin(ann)
    elsewhere = follow()
    elsewhere.workspace_id = busy.id
    async with follow() as stream, elsewhere as other:
        await stream.live()
        await other.live()
        async with await psycopg.AsyncConnection.connect(workspace.database_url) as slow:
            await slow.execute("INSERT INTO session VALUES (gen_random_uuid(), gen_random_uuid(), now())")
            began = time.monotonic()
            for number in range(1, 26):
                await workspace.log(ring=bool(number % 3))
                await asyncio.sleep(0.1)
            await stream.until(lambda stream: 25 in stream.numbers, patience=2.5)
            first = await Writer(workspace, slow).write()
            queued = [asyncio.create_task(workspace.log()) for _ in range(5)]
            for number in range(1, 21):
                await busy.log()
                await other.until(lambda stream, number=number: number in stream.numbers, patience=1)  # type: ignore[misc]
            await asyncio.sleep(max(0.0, 5 - (time.monotonic() - began)))
            assert stream.numbers == list(range(1, 26))
        await workspace.ring(first)
        await asyncio.gather(*queued)
        await stream.until(lambda stream: 31 in stream.numbers, patience=2.5)
    assert (first.seq, stream.numbers) == (26, list(range(1, 32)))


async def test_a_replay_whose_last_events_one_may_not_see_is_over_at_once_all_the_same(
    follow: Follow, workspace: Workspace, ann: Person
) -> None:
    async with follow() as standing:
        await standing.live()
        await workspace.log()
        await workspace.log(admins_only=True, count=3)
        async with follow(cursor="k3f9-0") as member, follow(query="&types=label.*&after=k3f9-2") as filtered:
            for stream, numbers in ((member, [1]), (filtered, [])):
                await stream.until(lambda stream: bool(stream.heard("ready")), patience=1)
                assert (stream.numbers, stream.said[-1].id) == (numbers, "k3f9-4")


async def test_a_change_of_500_tasks_of_20_kb_cuts_no_reader_that_reads(
    service: Service, follow: Follow, workspace: Workspace
) -> None:
    before = service.gauge('tasktide_events_ended_total{reason="too_slow"}')
    async with follow() as quick, follow(query="&types=task.*") as filtered:
        await quick.live()
        await filtered.live()
        await workspace.log(count=500, text="x" * 20_000)
        async with follow(cursor="k3f9-0") as newcomer:
            for stream in (quick, filtered, newcomer):
                await stream.until(_has_event_500, patience=20)
                assert stream.numbers == list(range(1, 501))
                assert not stream.is_over
    assert service.gauge('tasktide_events_ended_total{reason="too_slow"}') == before


def _has_event_500(stream: Follower) -> bool:
    """Looks at the end alone: it is asked often, and there are ten megabytes."""
    return b"id: k3f9-500\n" in stream.raw[-30_000:] and stream.raw.endswith(b"\n\n")


@dataclass
class Listener:
    """A client without a network, that comes back whenever its stream ends."""

    hub: Hub
    claims: Claims
    workspace: Workspace
    selection: Selection
    cursor: str = "k3f9-0"
    said: list[str] = field(default_factory=list)
    connections: int = 0

    async def listen(self) -> None:
        """Until cancelled."""
        while True:
            reader = await self.hub.join(self.claims, StreamRequest(self.workspace.id, self.selection, self.cursor))
            self.connections += 1
            try:
                while chunk := await reader.next():
                    self._take(chunk.decode())
            finally:
                self.hub.leave(reader)

    def _take(self, chunk: str) -> None:
        for block in chunk.split("\n\n"):
            fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line[1:])
            self.cursor = fields.get("id", self.cursor)
            if "event" in fields:
                self.said.append(fields["event"])


@asynccontextmanager
async def listening(*listeners: Listener) -> AsyncIterator[None]:
    """They listen for as long as the block lasts."""
    tasks = [asyncio.create_task(listener.listen()) for listener in listeners]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_after_an_hour_both_a_quiet_and_a_busy_reader_come_back_without_a_reset(
    database: postgres.Server,
    bell: valkey.Server,
    workspace: Workspace,
    ann: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The loop's clock is moved on, a minute at a time; the log keeps ten minutes, and one event in each of them."""
    loop, moved = asyncio.get_running_loop(), 0.0
    present = loop.time
    monkeypatch.setattr(loop, "time", lambda: present() + moved)
    hub = Hub(Log(database.reader_url), bell.url, streams_per_user=60, lifetime=600)
    claims = Claims(ann.id, ann.session_id, inf)
    async with hub.running():
        busy = Listener(hub, claims, workspace, Selection())
        quiet = Listener(hub, claims, workspace, Selection(types=frozenset({"label.*"})))
        async with listening(busy, quiet):
            for minute in range(1, 61):
                moved += 60
                await workspace.log()
                await _trim(workspace, minute - KEPT)
                await _until(busy, minute)
                await _until(quiet, minute - 2)
        assert min(busy.connections, quiet.connections) >= 5
        async with listening(busy, quiet):
            await workspace.log("label.created")
            await _until(busy, 61)
            await _until(quiet, 61)
    assert "reset" not in busy.said + quiet.said
    assert busy.said.count("task.updated") == 60
    assert (quiet.said.count("task.updated"), quiet.said.count("label.created")) == (0, 1)


async def _trim(workspace: Workspace, before: int) -> None:
    await workspace.sql("DELETE FROM event WHERE workspace_id = %s AND seq < %s", workspace.id, before)
    await workspace.sql("UPDATE counter SET log_start = greatest(1, %s) WHERE workspace_id = %s", before, workspace.id)


async def _until(listener: Listener, number: int) -> None:
    """His cursor has come so far; of a quiet one by signs of life alone."""
    deadline = time.monotonic() + 20
    while int(listener.cursor.rpartition("-")[2]) < number:
        assert time.monotonic() < deadline, (listener.cursor, number, listener.said[-3:])
        await asyncio.sleep(0.02)
