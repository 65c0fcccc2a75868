"""Slow readers, many readers, the end of the process, and that nothing is left behind."""

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from runtime import postgres, valkey
from tests.events.conftest import Follow
from tests.events.follower import Follower, eventually
from tests.events.service import Service, serving
from tests.events.world import Person, Workspace


def frozen(service: Service, workspace: Workspace, person: Person) -> socket.socket:
    """A client that reads the first bytes of its stream and never again."""
    parts = urlsplit(service.url)
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect((parts.hostname, parts.port))
    head = f"GET /events?workspace={workspace.id} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {person.token()}\r\n\r\n"
    connection.sendall(head.encode())
    received = b""
    while b"event: ready" not in received:
        received += connection.recv(1024)
    return connection


async def test_a_frozen_reader_is_cut_and_its_descriptor_freed_while_others_read_on(
    service: Service, follow: Follow, workspace: Workspace, ann: Person
) -> None:
    with closing(frozen(service, workspace, ann)):
        before = service.gauge('tasktide_events_ended_total{reason="too_slow"}')
        async with follow() as reads:
            await reads.live()
            assert service.sockets() >= 2
            for _ in range(60):
                await workspace.log(count=10, text="x" * 20_000)
            await reads.until(lambda stream: len(stream.numbers) == 600)
            await eventually(lambda: service.gauge('tasktide_events_ended_total{reason="too_slow"}') == before + 1)
            await workspace.log()
            await reads.until(lambda stream: stream.numbers == list(range(1, 602)))
            assert service.gauge("tasktide_events_readers") == 1
            assert service.sockets() <= 2


async def test_a_frozen_reader_of_a_quiet_workspace_is_left_alone(
    service: Service, workspace: Workspace, ann: Person
) -> None:
    with closing(frozen(service, workspace, ann)):
        await workspace.log(count=5)
        await asyncio.sleep(7)
        assert service.gauge("tasktide_events_readers") == 1


async def test_a_slow_reader_that_reads_is_never_cut(service: Service, workspace: Workspace, ann: Person) -> None:
    connection = frozen(service, workspace, ann)
    connection.setblocking(False)
    loop = asyncio.get_running_loop()

    async def write() -> None:
        for _ in range(20):
            await workspace.log(count=20, text="x" * 20_000)

    with closing(connection):
        writing = asyncio.create_task(write())
        deadline = time.monotonic() + 9
        while time.monotonic() < deadline or not writing.done():
            assert await loop.sock_recv(connection, 2048)
            await asyncio.sleep(0.1)
        await writing
        received = bytearray()
        while b"id: k3f9-400\n" not in received:
            del received[:-64]
            chunk = await asyncio.wait_for(loop.sock_recv(connection, 1 << 20), 5)
            assert chunk
            received += chunk


async def test_one_person_opens_so_many_streams_and_no_more(
    tmp_path: Path, database: postgres.Server, bell: valkey.Server, workspace: Workspace, ann: Person, bob: Person
) -> None:
    with serving(tmp_path, database.reader_url, bell.url, TASKTIDE_STREAMS_PER_USER="2") as service:
        async with AsyncExitStack() as streams:
            first = await streams.enter_async_context(Follower(service.url, ann.token(), workspace.id))
            await streams.enter_async_context(Follower(service.url, ann.token(), workspace.id))
            third = await streams.enter_async_context(Follower(service.url, ann.token(), workspace.id))
            other = await streams.enter_async_context(Follower(service.url, bob.token(), workspace.id))
            assert (third.response.status_code, other.response.status_code) == (429, 200)
            assert third.response.headers["retry-after"] == "5"
            await first.__aexit__(None, None, None)
            await eventually(lambda: service.gauge("tasktide_events_readers") == 2)
            async with Follower(service.url, ann.token(), workspace.id) as again:
                assert again.response.status_code == 200


@pytest.fixture
def mortal(tmp_path: Path, database: postgres.Server, bell: valkey.Server) -> Iterator[Service]:
    """A service that a story may end."""
    with serving(tmp_path, database.reader_url, bell.url, TASKTIDE_STREAMS_PER_USER="1000") as service:
        yield service


async def test_a_frozen_reader_does_not_hold_up_the_end(mortal: Service, workspace: Workspace, ann: Person) -> None:
    with closing(frozen(mortal, workspace, ann)):
        for _ in range(30):
            await workspace.log(count=10, text="x" * 20_000)
        assert await asyncio.to_thread(mortal.terminate) < 5
