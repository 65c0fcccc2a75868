"""A great many clients: frozen, coming and going, leaving early, and all there when the process is told to stop."""

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from runtime import postgres, valkey
from tests.events.follower import Follower, eventually
from tests.events.service import Service, serving
from tests.events.swarm import Swarm, request_of
from tests.events.test_limits import frozen
from tests.events.world import Person, Workspace

FROZEN = 500
COMING_AND_GOING = 2_000
AT_THE_END = 1_000


@pytest.fixture
def large(tmp_path: Path, database: postgres.Server, bell: valkey.Server) -> Iterator[Service]:
    """A service on which one person may have many streams."""
    with serving(tmp_path, database.reader_url, bell.url, TASKTIDE_STREAMS_PER_USER="20000") as service:
        yield service


def memory(service: Service) -> float:
    """Of the process, in MiB."""
    return psutil.Process(service.process.pid).memory_info().rss / 2**20


def kernel() -> float:
    """What all connections of this machine hold, in MiB."""
    pages = int(Path("/proc/net/sockstat").read_text(encoding="ascii").partition("TCP: ")[2].split()[9])
    return pages * 4096 / 2**20


async def test_500_frozen_readers_cost_little_memory_and_nobody_else_his_events(
    large: Service, workspace: Workspace, ann: Person, bob: Person
) -> None:
    async with Follower(large.url, bob.token(), workspace.id) as reads:
        await reads.live()
        with ExitStack() as connections:
            for _ in range(FROZEN):
                connections.enter_context(closing(await asyncio.to_thread(frozen, large, workspace, ann)))
            before, most = memory(large) + kernel(), 0.0
            lags = []
            for turn in range(1, 301):
                began = time.monotonic()
                await workspace.log(text="x" * 20_000)
                await reads.until(lambda stream, turn=turn: turn in stream.numbers)  # type: ignore[misc]
                lags.append(time.monotonic() - began)
                most = max(most, memory(large) + kernel() - before)
            await eventually(
                lambda: large.gauge('tasktide_events_ended_total{reason="too_slow"}') == FROZEN, patience=20
            )
            assert sorted(lags)[-4] < 0.5
            assert most < 256
            assert large.sockets() <= 2
        await workspace.log()
        await reads.until(lambda stream: 301 in stream.numbers)
    assert reads.numbers == list(range(1, 302))


async def test_thousands_come_and_go_in_every_way_and_nothing_of_them_stays(
    large: Service, workspace: Workspace, ann: Person
) -> None:
    swarm = Swarm(large, workspace, ann.token())
    await swarm.grow(50)
    await workspace.log()
    swarm.leave()
    await eventually(lambda: large.gauge("tasktide_events_readers") == 0)
    process = psutil.Process(large.process.pid)
    descriptors, size = process.num_fds(), memory(large)
    for turn in range(COMING_AND_GOING // 100):
        members = await swarm.grow(70)
        await workspace.log(ring=bool(turn % 4))
        await members[0].until(f"id: k3f9-{turn + 2}\n".encode(), patience=3)
        await asyncio.to_thread(_hurry, large, workspace, ann)
        swarm.leave()
    await eventually(lambda: large.gauge("tasktide_events_readers") == 0 and large.sockets() <= 1)
    assert process.num_fds() <= descriptors + 2
    assert memory(large) - size < 16


def _hurry(service: Service, workspace: Workspace, person: Person) -> None:
    """Some ask and are gone before the first byte, some in the middle of asking, and some ask for the head alone."""
    parts = urlsplit(service.url)
    for number in range(30):
        with socket.create_connection((parts.hostname or "", parts.port or 0)) as connection:
            request = request_of(workspace, person.token(), "HEAD" if number % 3 == 2 else "GET")
            connection.sendall(request[: 40 if number % 3 == 1 else None])
            if number % 3 == 2:
                assert connection.recv(64).startswith(b"HTTP/1.1 200 OK")


async def test_1000_streams_are_told_bye_when_the_process_is_told_to_stop(
    large: Service, workspace: Workspace, ann: Person
) -> None:
    swarm = Swarm(large, workspace, ann.token())
    await swarm.grow(AT_THE_END)
    await workspace.log(count=20)
    for member in swarm.members:
        await member.until(b"id: k3f9-20\n")
    took = await asyncio.to_thread(large.terminate)
    await eventually(lambda: all(member.is_over for member in swarm.members))
    for member in swarm.members:
        assert member.numbers == list(range(1, 21))
        assert b'id: k3f9-20\nevent: bye\ndata: {"reason": "shutdown"}\n\n' in member.raw
    waits = [int(member.raw.rpartition(b"retry: ")[2].split()[0]) for member in swarm.members]
    assert min(waits) < 700
    assert max(waits) > 3_300
    assert took < 5
    assert large.process.returncode in {0, -15}
