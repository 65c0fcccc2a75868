"""Thousands come back at once: what one reads of the database serves all."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from time import time

import psycopg
import pytest
import pytest_asyncio
import redis.asyncio as redis

from events.access import Claims
from events.gather import PAUSE, Gathering
from events.hub import Hub
from events.log import Log, Parameters
from events.reader import Reader
from events.recall import KEPT_BYTES
from events.selection import Selection, StreamRequest
from runtime import postgres, valkey
from tests.events.world import Person, Workspace, Writer

CROWD = 5_000
ROOMS = 300


@pytest_asyncio.fixture
async def hub(database: postgres.Server, bell: valkey.Server) -> AsyncIterator[Hub]:
    """One that runs in this process and has not heard of the workspace yet."""
    hub = Hub(Log(database.reader_url), bell.url, streams_per_user=CROWD)
    async with hub.running():
        yield hub


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each statement that the database sees."""
    statements: list[str] = []
    ask = Log.rows

    async def noted(log: Log, statement: str, parameters: Parameters) -> object:
        statements.append(statement)
        return await ask(log, statement, parameters)

    monkeypatch.setattr(Log, "rows", noted)
    return statements


def claims(person: Person) -> Claims:
    return Claims(person.id, person.session_id, time() + 600)


async def numbers_of(reader: Reader, last: int) -> list[int]:
    """What a reader is told until the event `last`."""
    numbers: list[int] = []
    while last not in numbers:
        chunk = (await reader.next()).decode()
        assert "event: reset" not in chunk
        for block in chunk.split("\n\n"):
            fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
            if fields.get("event") not in {None, "ready"}:
                numbers.append(int(fields["id"].rpartition("-")[2]))
        await asyncio.sleep(0)
    return numbers


@contextmanager
def let_go(hub: Hub, readers: list[Reader]) -> Iterator[None]:
    yield
    for reader in readers:
        hub.leave(reader)


async def test_5000_come_back_with_a_cursor_200_events_old_and_the_database_hardly_notices(
    hub: Hub, workspace: Workspace, ann: Person, asked: list[str]
) -> None:
    await workspace.log(count=300, text="x" * 300)
    request = StreamRequest(workspace.id, Selection(), "k3f9-100")

    async def come_back(number: int) -> list[int]:
        # Not all in the same moment: a server takes them in one after the other.
        await asyncio.sleep(number / CROWD * 2)
        reader = await hub.join(claims(ann), request)
        with let_go(hub, [reader]):
            return await numbers_of(reader, 300)

    told = await asyncio.wait_for(asyncio.gather(*(come_back(number) for number in range(CROWD))), 30)
    assert all(numbers == list(range(101, 301)) for numbers in told)
    assert len(asked) < 50


async def test_far_behind_the_rooms_memory_each_page_is_read_once_too(
    hub: Hub, workspace: Workspace, ann: Person, asked: list[str]
) -> None:
    """Twelve megabytes, three times what a room remembers; the readers do not keep step."""
    async with await psycopg.AsyncConnection.connect(workspace.database_url) as connection:
        writer = Writer(workspace, connection)
        for _ in range(600):
            await writer.write(text="x" * 20_000)
    cursors = [f"k3f9-{number}" for number in range(40)]
    readers = [await hub.join(claims(ann), StreamRequest(workspace.id, Selection(), cursor)) for cursor in cursors]
    del asked[:]
    with let_go(hub, readers):
        told = await asyncio.gather(*(numbers_of(reader, 600) for reader in readers))
    assert told == [list(range(number + 1, 601)) for number in range(40)]
    pages = [statement for statement in asked if "stream_event" in statement]
    assert len(pages) < 30
    assert hub._recalled._bytes <= KEPT_BYTES


async def test_a_subscription_that_is_renewed_costs_no_query_for_each_room(
    hub: Hub, database: postgres.Server, bell: valkey.Server, ann: Person, asked: list[str]
) -> None:
    workspaces = [Workspace(database.url, bell.url) for _ in range(ROOMS)]
    with psycopg.connect(database.url) as connection, connection.cursor() as cursor:
        for workspace in workspaces:
            cursor.execute("INSERT INTO counter VALUES (%s, 'k3f9', 0, 1)", [workspace.id])
            cursor.execute("INSERT INTO member VALUES (%s, %s, 'member')", [workspace.id, ann.id])
    await workspaces[0].sql("INSERT INTO session VALUES (%s, %s, now() + interval '1 day')", ann.session_id, ann.id)
    requests = [StreamRequest(workspace.id, Selection(), None) for workspace in workspaces]
    readers = list(await asyncio.gather(*(hub.join(claims(ann), request) for request in requests)))
    with let_go(hub, readers):
        async with redis.Redis.from_url(bell.url) as client:
            async with asyncio.timeout(10):
                while workspaces[-1].id not in str(await client.pubsub_channels()):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
            await asyncio.sleep(1)
            del asked[:]
            await client.client_kill_filter(_type="pubsub")
        last = await workspaces[-1].log(ring=False)
        assert await asyncio.wait_for(numbers_of(readers[-1], last), 2.5) == [1]
        await asyncio.sleep(1)
    # The comparison with the log goes on meanwhile, five times a second at the most.
    assert len([statement for statement in asked if "stream_event" in statement]) == 1
    assert len(asked) < 40


async def test_who_comes_alone_is_answered_at_once_and_a_failure_is_told_to_all() -> None:
    batches: list[int] = []

    async def double(questions: object) -> list[int]:
        assert isinstance(questions, list)
        batches.append(len(questions))
        await asyncio.sleep(0.01)
        if -1 in questions:
            raise ValueError("no answer")
        return [2 * question for question in questions]

    gathering: Gathering[int, int] = Gathering(double)
    began = asyncio.get_running_loop().time()
    assert [await gathering.answer(number) for number in range(5)] == [0, 2, 4, 6, 8]
    assert asyncio.get_running_loop().time() - began < PAUSE
    assert batches == [1] * 5
    assert await asyncio.gather(*map(gathering.answer, range(100))) == [2 * number for number in range(100)]
    impatient = asyncio.create_task(gathering.answer(1))
    failing = [asyncio.create_task(gathering.answer(number)) for number in (-1, 2)]
    await asyncio.sleep(0)
    impatient.cancel()
    for told in await asyncio.gather(*failing, return_exceptions=True):
        assert isinstance(told, ValueError)
    assert await gathering.answer(3) == 6
