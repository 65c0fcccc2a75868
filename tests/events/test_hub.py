"""The hub from inside: what it keeps, and that it keeps nothing for too long."""

import asyncio
from collections.abc import AsyncIterator
from time import time
from uuid import uuid4

import psycopg
import pytest
import pytest_asyncio
import redis.asyncio as redis
from django.db import connection as real

from events import hub as hubs
from events import room as rooms
from events.access import Claims
from events.frames import Frame, frame_of
from events.hub import Hub
from events.log import Log
from events.memory import EARLY_BYTES, KEPT_BYTES, KEPT_FRAMES, Early, Memory
from events.selection import Selection, StreamRequest
from events.wire import Envelope, channel
from runtime import postgres, valkey
from tests.events.world import Person, Workspace


def frame(seq: int, size: int = 100) -> Frame:
    return frame_of(Envelope(seq, "task.updated", None, None, False, None, str(uuid4()), "x" * size), "k3f9")


def claims(person: Person) -> Claims:
    return Claims(person.id, person.session_id, time() + 600)


@pytest_asyncio.fixture
async def hub(database: postgres.Server, bell: valkey.Server) -> AsyncIterator[Hub]:
    """One that runs in this process."""
    hub = Hub(Log(database.reader_url), bell.url, streams_per_user=60)
    async with hub.running():
        yield hub


async def test_a_deserted_room_goes_and_nothing_of_it_stays(
    hub: Hub, workspace: Workspace, ann: Person, bell: valkey.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "DESERTED_AFTER", 0.5)
    monkeypatch.setattr(hubs, "LOOK_EVERY", 0.1)
    async with redis.Redis.from_url(bell.url) as client:
        before = asyncio.all_tasks()
        readers = [await hub.join(claims(ann), StreamRequest(workspace.id, Selection(), None)) for _ in range(20)]
        await workspace.log(count=30)
        for reader in readers:
            assert b"event: ready" in await reader.next()
        name = channel(workspace.id).encode()
        assert name in await client.pubsub_channels()
        for reader in readers:
            hub.leave(reader)
        await asyncio.sleep(1.5)
        assert name not in await client.pubsub_channels()
        assert asyncio.all_tasks() == before
        assert hub.is_empty


def test_a_memory_holds_so_many_frames_of_so_many_bytes() -> None:
    memory = Memory(0)
    for seq in range(1, KEPT_FRAMES + 101):
        memory.keep(frame(seq))
    assert memory.oldest == 101
    assert [kept.seq for kept in memory.between(101, 103)] == [101, 102, 103]
    for seq in range(KEPT_FRAMES + 101, KEPT_FRAMES + 121):
        memory.keep(frame(seq, KEPT_BYTES // 10))
    assert memory.bytes_between(0, KEPT_FRAMES + 120) <= KEPT_BYTES


def test_a_memory_takes_in_what_joins_on_before() -> None:
    memory = Memory(5)
    memory.keep(frame(6))
    memory.remember([frame(3), frame(4), frame(5)])
    assert memory.oldest == 3
    assert [kept.seq for kept in memory.between(3, 6)] == [3, 4, 5, 6]


def test_what_comes_too_early_is_bounded_too() -> None:
    early = Early()
    assert all(early.keep(frame(seq)) for seq in (5, 3, 9, 3))
    assert (len(early), early.first) == (3, 3)
    early.forget_until(4)
    assert early.pop(3) is None
    assert [one.seq for one in (early.pop(5), early.pop(9)) if one] == [5, 9]
    assert all(early.keep(frame(seq)) for seq in range(KEPT_FRAMES))
    assert not early.keep(frame(KEPT_FRAMES))
    kept = [early.keep(frame(seq, EARLY_BYTES // 3)) for seq in range(4)]
    assert (kept, len(early)) == ([True, True, False, True], 1)


@pytest.mark.django_db
def test_these_views_have_the_columns_of_the_real_ones(database: postgres.Server) -> None:
    question = """SELECT table_name, column_name, data_type FROM information_schema.columns
                  WHERE table_name LIKE 'stream\\_%' ORDER BY table_name, ordinal_position"""
    with psycopg.connect(database.url) as connection, real.cursor() as cursor:
        cursor.execute(question)
        assert connection.execute(question.encode()).fetchall() == cursor.fetchall()
