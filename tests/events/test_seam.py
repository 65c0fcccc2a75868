"""The seam between replay and life: readers that are cut off at random while eight writers insert."""

import asyncio
import random

import psycopg

from tests.events.conftest import Follow
from tests.events.world import Workspace, Writer

WRITERS = 8
EVENTS = 60  # by each


async def test_readers_that_are_cut_again_and_again_have_each_number_once_in_order(
    follow: Follow, workspace: Workspace
) -> None:
    total = WRITERS * EVENTS
    async with follow() as standing:
        await standing.live()
        readers = [asyncio.create_task(_read_with_cuts(follow, total, seed)) for seed in range(6)]
        await asyncio.gather(*(_write(workspace, seed) for seed in range(WRITERS)))
        await standing.until(lambda stream: total in stream.numbers, patience=20)
        cut = await asyncio.wait_for(asyncio.gather(*readers), 30)
    assert standing.numbers == list(range(1, total + 1))
    assert cut == [list(range(1, total + 1))] * 6


async def _read_with_cuts(follow: Follow, total: int, seed: int) -> list[int]:
    chance = random.Random(seed)
    numbers: list[int] = []
    cursor = "k3f9-0"
    while not numbers or numbers[-1] < total:
        async with follow(cursor=cursor) as stream:
            await asyncio.sleep(chance.uniform(0, 0.25))
        assert stream.heard("reset") == []
        numbers += stream.numbers
        cursor = stream.said[-1].id if stream.said else cursor
    return numbers


async def _write(workspace: Workspace, seed: int) -> None:
    """Commits of one to four events; one in ten is never published, some are published late."""
    chance = random.Random(seed)
    written = 0
    async with await psycopg.AsyncConnection.connect(workspace.database_url) as connection:
        writer = Writer(workspace, connection)
        while written < EVENTS:
            size = min(chance.randint(1, 4), EVENTS - written)
            envelopes = [await writer.write() for _ in range(size)]
            await connection.commit()
            await asyncio.sleep(chance.uniform(0, 0.04))
            if chance.random() < 0.9:
                await workspace.ring(*envelopes)
            written += size
