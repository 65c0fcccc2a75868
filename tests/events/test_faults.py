"""Redis lies, dies and comes back; the log is another one. Every reader has 1…n once, in order."""

import asyncio
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest

from events.wire import Envelope, Message, channel, encode
from runtime import postgres, valkey
from tests.events.conftest import Follow
from tests.events.follower import Follower
from tests.events.service import Service, serving
from tests.events.world import Person, Workspace, Writer


async def test_a_missing_number_is_read_from_the_log(follow: Follow, workspace: Workspace) -> None:
    async with follow() as stream:
        await stream.live()
        started = time.monotonic()
        for last in (2, 4, 6, 8, 10):
            await workspace.log(ring=False)
            await workspace.log()
            await stream.until(lambda stream, last=last: last in stream.numbers)  # type: ignore[misc]
        # The comparison with the log, every two seconds, would have found only the first of them so soon.
        assert time.monotonic() - started < 2
    assert stream.numbers == list(range(1, 11))


async def test_messages_that_overtake_each_other_or_come_twice_are_put_in_order(
    follow: Follow, workspace: Workspace
) -> None:
    async with follow() as stream:
        await stream.live()
        async with await psycopg.AsyncConnection.connect(workspace.database_url) as connection:
            writer = Writer(workspace, connection)
            first, second, third = [await writer.write() for _ in range(3)]
        for envelope in (third, second, first, second, third):
            await workspace.ring(envelope)
        await stream.until(lambda stream: len(stream.numbers) >= 3)
        await workspace.log()
        await stream.until(lambda stream: 4 in stream.numbers)
    assert stream.numbers == [1, 2, 3, 4]


async def test_what_redis_never_tells_is_found_within_two_seconds(follow: Follow, workspace: Workspace) -> None:
    async with follow() as stream:
        await stream.live()
        await workspace.log(ring=False, count=3)
        await stream.until(lambda stream: stream.numbers == [1, 2, 3], patience=2.5)


async def test_a_doorbell_leads_to_reading_the_log(follow: Follow, workspace: Workspace) -> None:
    async with follow() as stream:
        await stream.live()
        await workspace.log(ring=False, count=3)
        await workspace.publish(channel(workspace.id), encode(Message(workspace.id, workspace.epoch, 1, 3, ())))
        await stream.until(lambda stream: stream.numbers == [1, 2, 3], patience=1)


async def test_garbage_on_the_channel_harms_nobody(follow: Follow, workspace: Workspace, service: Service) -> None:
    async with follow() as stream:
        await stream.live()
        for garbage in (b"", b"\xff\xfe", b"[]", b'{"a":1}', b"[" * 100_000):
            await workspace.publish(channel(workspace.id), garbage)
        await workspace.publish("tasktide:sessions", b"\xff")
        await workspace.log()
        await stream.until(lambda stream: stream.numbers == [1])
    async with httpx.AsyncClient() as client:
        assert (await client.get(f"{service.url}/readyz")).json() == {"status": "ok", "parts": {"events": "ok"}}


async def test_a_restored_log_resets_the_connected(follow: Follow, workspace: Workspace) -> None:
    await workspace.log(count=5)
    async with follow() as stream:
        await stream.live()
        await workspace.sql("DELETE FROM event WHERE workspace_id = %s AND seq > 2", workspace.id)
        await workspace.sql("UPDATE counter SET seq = 2, epoch = 'n3w1' WHERE workspace_id = %s", workspace.id)
        await stream.until(lambda stream: bool(stream.heard("reset")), patience=3)
        workspace.epoch = "n3w1"
        await workspace.log()
        await stream.until(lambda stream: 3 in stream.numbers)
    [reset] = stream.heard("reset")
    assert (reset.id, reset.data["reason"]) == ("n3w1-2", "epoch")
    assert stream.said[-1].id == "n3w1-3"


async def test_a_restored_log_resets_the_filtered_and_those_on_their_way_back_too(
    follow: Follow, workspace: Workspace
) -> None:
    await workspace.log(count=5)
    async with follow(query="&types=label.*") as filtered, follow(cursor="k3f9-0") as other:
        await filtered.live()
        await other.live()
        await workspace.sql("UPDATE counter SET epoch = 'n3w1' WHERE workspace_id = %s", workspace.id)
        async with follow(cursor="k3f9-2") as late:
            for stream in (filtered, other, late):
                await stream.until(lambda stream: bool(stream.heard("reset")), patience=3)
                [reset] = stream.heard("reset")
                assert (reset.id, reset.data["reason"]) == ("n3w1-5", "epoch")
            workspace.epoch = "n3w1"
            await workspace.log("label.created")
            for stream in (filtered, other, late):
                await stream.until(lambda stream: stream.said[-1].id == "n3w1-6")
    assert (filtered.numbers, other.numbers, late.numbers) == ([6], [1, 2, 3, 4, 5, 6], [6])


async def test_numbers_that_go_back_reset_the_connected(follow: Follow, workspace: Workspace) -> None:
    await workspace.log(count=5)
    async with follow() as stream:
        await stream.live()
        await workspace.sql("DELETE FROM event WHERE workspace_id = %s AND seq > 2", workspace.id)
        await workspace.sql("UPDATE counter SET seq = 2 WHERE workspace_id = %s", workspace.id)
        await stream.until(lambda stream: bool(stream.heard("reset")), patience=3)
    assert stream.said[-1].data["reason"] == "rewound"


@dataclass
class Breakable:
    """A service with a Redis of its own, which may be killed."""

    bell: valkey.Server
    folder: Path
    service: Service
    workspace: Workspace

    def kill(self) -> None:
        self.bell.process.kill()
        self.bell.process.wait()

    def start_again(self) -> None:
        self.bell = valkey.start(self.folder, port=self.bell.port, password=self.bell.password)


@pytest.fixture
def breakable(tmp_path: Path, database: postgres.Server, workspace: Workspace) -> Iterator[Breakable]:
    bell = valkey.start(tmp_path / "valkey")
    workspace.redis_url = bell.url
    with serving(tmp_path, database.reader_url, bell.url) as service:
        breakable = Breakable(bell, tmp_path / "valkey", service, workspace)
        yield breakable
    breakable.bell.stop()


async def test_redis_killed_and_started_again(breakable: Breakable, ann: Person) -> None:
    workspace, service = breakable.workspace, breakable.service
    async with Follower(service.url, ann.token(), workspace.id) as stream:
        await stream.live()
        await workspace.log()
        await stream.until(lambda stream: stream.numbers == [1])
        breakable.kill()
        await workspace.log(ring=False, count=3)
        await stream.until(lambda stream: stream.numbers == [1, 2, 3, 4], patience=2)
        started = time.monotonic()
        await workspace.log(ring=False)
        await stream.until(lambda stream: 5 in stream.numbers)
        assert time.monotonic() - started < 1.2
        async with Follower(service.url, ann.token(), workspace.id, "&after=k3f9-2") as newcomer:
            await newcomer.live()
            assert newcomer.numbers == [3, 4, 5]
        breakable.start_again()
        while service.gauge("tasktide_events_redis_connected") != 1:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        heard = service.gauge('tasktide_events_received_total{source="redis"}')
        await workspace.log()
        await stream.until(lambda stream: stream.numbers == [1, 2, 3, 4, 5, 6], patience=1)
        assert service.gauge('tasktide_events_received_total{source="redis"}') == heard + 1


async def test_redis_that_is_stopped_with_its_connection_open(breakable: Breakable, ann: Person) -> None:
    workspace, service = breakable.workspace, breakable.service
    async with Follower(service.url, ann.token(), workspace.id) as stream:
        await stream.live()
        breakable.bell.process.send_signal(signal.SIGSTOP)
        await workspace.log(ring=False)
        await stream.until(lambda stream: stream.numbers == [1], patience=2.5)
        await asyncio.sleep(4)
        started = time.monotonic()
        await workspace.log(ring=False)
        await stream.until(lambda stream: stream.numbers == [1, 2])
        assert time.monotonic() - started < 1.2
        breakable.bell.process.send_signal(signal.SIGCONT)
        await workspace.log()
        await stream.until(lambda stream: stream.numbers == [1, 2, 3], patience=2.5)


async def test_postgresql_away_is_waited_for(tmp_path: Path, folder: Path, bell: valkey.Server, ann: Person) -> None:
    database = postgres.start(folder / "restarted", durable=False)
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute(Path(__file__).with_name("views.sql").read_bytes())
    workspace = Workspace(database.url, bell.url)
    await workspace.begin(ann)
    with serving(tmp_path, database.url, bell.url) as service:
        async with Follower(service.url, ann.token(), workspace.id) as stream:
            await stream.live()
            database.process.kill()
            database.process.wait()
            async with Follower(service.url, ann.token(), workspace.id) as refused:
                assert (refused.response.status_code, refused.response.headers["retry-after"]) == (503, "2")
            database = postgres.start(folder / "restarted", port=database.port, durable=False)
            await workspace.log(ring=False)
            await stream.until(lambda stream: stream.numbers == [1])
    database.stop()


def test_an_envelope_is_what_the_log_says() -> None:
    assert Envelope.__slots__ == (
        "seq", "type", "project_id", "private_project_id", "admins_only", "user_id", "object_id", "body",
    )  # fmt: skip
