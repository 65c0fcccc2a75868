"""How an event gets to the server of each side, from the load's core."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Protocol

import psycopg
import redis.asyncio as redis

from bench.servers import ROOT
from bench.stream.world import EPOCH, KIND, Place, Topic
from events.wire import Message, channel, encode

LANES = 4  # events of different workspaces are on their way side by side

# One statement, so one transaction: as the backend does it, the event stands in the log before anybody hears of it.
_WRITE = """
WITH event AS (INSERT INTO event VALUES (%(id)s, %(seq)s, %(kind)s, NULL, NULL, false, NULL, %(object)s, %(body)s))
UPDATE counter SET seq = %(seq)s WHERE workspace_id = %(id)s
"""


class Publisher(Protocol):
    """Tells of the next event of a topic. Events of one topic come one after the other, in one lane."""

    async def publish(self, topic: Topic, lane: int = 0) -> None: ...


async def publish_at(publisher: Publisher, topics: Sequence[Topic], rate: float, seconds: float) -> float:
    """So many events a second, the topics in turn; how many a second it became."""
    lanes = min(LANES, len(topics))
    count, started = round(rate * seconds), monotonic()
    await asyncio.gather(
        *(
            _publish_lane(publisher, topics, lane, [started + each / rate for each in range(lane, count, lanes)])
            for lane in range(lanes)
        )
    )
    return (count - 1) / (monotonic() - started) if count > 1 else rate


async def _publish_lane(publisher: Publisher, topics: Sequence[Topic], lane: int, moments: Sequence[float]) -> None:
    own = topics[lane :: min(LANES, len(topics))]
    for number, moment in enumerate(moments):
        if (wait := moment - monotonic()) > 0:
            await asyncio.sleep(wait)
        await publisher.publish(own[number % len(own)], lane)


class OverRedis:
    """Over the workspace's channel alone."""

    def __init__(self, client: redis.Redis) -> None:
        self._client = client

    async def publish(self, topic: Topic, lane: int = 0) -> None:  # noqa: ARG002  # the client has as many connections as it needs
        envelope = topic.next()
        data = encode(Message(topic.id, EPOCH, envelope.seq, envelope.seq, (envelope,)))
        topic.note()
        await self._client.publish(channel(topic.id), data)


class OverLog:
    """As the backend does it: a row of the log, committed, then the message."""

    def __init__(self, client: redis.Redis, connections: Sequence[psycopg.AsyncConnection]) -> None:
        self._client = client
        self._connections = connections

    async def publish(self, topic: Topic, lane: int = 0) -> None:
        envelope = topic.next()
        row = {"id": topic.id, "seq": envelope.seq, "kind": KIND, "object": envelope.object_id, "body": envelope.body}
        await self._connections[lane].execute(_WRITE, row)
        topic.note()
        data = encode(Message(topic.id, EPOCH, envelope.seq, envelope.seq, (envelope,)))
        await self._client.publish(channel(topic.id), data)


class OverHttp:
    """As nchan takes it: POST, over one connection for each lane."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connections: dict[int, tuple[asyncio.StreamReader, asyncio.StreamWriter]] = {}

    async def publish(self, topic: Topic, lane: int = 0) -> None:
        body = topic.next().body.encode()
        head = f"POST /publish?workspace={topic.id} HTTP/1.1\r\nHost: x\r\nX-EventSource-Event: {KIND}\r\n"
        if lane not in self._connections:
            self._connections[lane] = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._connections[lane]
        topic.note()
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).lower()
        if answer[9:10] != b"2":
            raise RuntimeError(f"nchan did not take an event: {answer.decode()}")
        await reader.readexactly(int(answer.partition(b"content-length:")[2].partition(b"\r\n")[0]))

    def close(self) -> None:
        """Hang up."""
        for _, writer in self._connections.values():
            writer.close()


class OverChannels:
    """By a Django process with the same layer, which reads events from its standard input."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer

    async def publish(self, topic: Topic, lane: int = 0) -> None:  # noqa: ARG002  # there is one process
        line = f"{topic.id} {topic.next().body}\n".encode()
        topic.note()
        self._writer.write(line)
        await self._writer.drain()


@asynccontextmanager
async def over_redis(place: Place) -> AsyncIterator[Publisher]:
    """A publisher of messages."""
    async with redis.Redis.from_url(place.bell.url) as client:
        yield OverRedis(client)


@asynccontextmanager
async def over_log(place: Place) -> AsyncIterator[Publisher]:
    """A publisher of rows and messages."""
    connections = [
        await psycopg.AsyncConnection.connect(place.database.url, autocommit=True, prepare_threshold=0)
        for _ in range(LANES)
    ]
    try:
        async with redis.Redis.from_url(place.bell.url) as client:
            yield OverLog(client, connections)
    finally:
        for connection in connections:
            await connection.close()


@asynccontextmanager
async def over_http(port: int) -> AsyncIterator[Publisher]:
    """A publisher for nchan."""
    publisher = OverHttp(port)
    try:
        yield publisher
    finally:
        publisher.close()


@asynccontextmanager
async def over_channels(python: Path, environment: Mapping[str, str]) -> AsyncIterator[Publisher]:
    """A publisher with Channels' own way of telling a group."""
    process = await asyncio.create_subprocess_exec(
        python,
        *("-m", "bench.stream.peer.publish"),
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=asyncio.subprocess.PIPE,
        stderr=sys.stderr,
    )
    if process.stdin is None:
        raise RuntimeError("the publisher has no standard input")
    try:
        yield OverChannels(process.stdin)
    finally:
        process.kill()
        await process.wait()
