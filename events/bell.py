"""What this process hears of Redis. It rings early and may fail; the log knows everything.

A single server is one line with ordinary channels. Of a cluster each node with wanted channels is a line of its own,
with sharded ones: a message travels to the node of its slot, and from there to those who listen, and nowhere else.
"""

import asyncio
import logging
import random
from collections.abc import Callable
from functools import partial

from redis.exceptions import RedisError

from events import metrics
from events.line import Line
from events.shards import Shards

_logger = logging.getLogger("tasktide.events")


class Bell:
    """Keeps the wanted channels subscribed, over reconnects and moves of slots too.

    `hear` gets each message. `joined` is called whenever a channel's subscription begins, the first time and after
    each reconnect: what was published before is lost.
    """

    def __init__(self, url: str, hear: Callable[[str, bytes], None], joined: Callable[[str], None]) -> None:
        self._shards = Shards(url)
        self._hear = hear
        self._joined = joined
        self._wanted: set[str] = set()
        self._lines: dict[str, Line] = {}
        self._listening: dict[Line, asyncio.Task[None]] = {}
        self._trouble = asyncio.Event()
        self._was_connected = False

    @property
    def is_connected(self) -> bool:
        """Whether every wanted channel is listened to; where one node of a cluster is away, the log is read for all."""
        return bool(self._lines) and all(line.is_connected for line in self._lines.values())

    def server_of(self, key: str) -> str:
        """Whose a key or channel is, as a URL; empty where nobody has it, or that is not known yet."""
        return self._shards.server_of(key)

    def want(self, channel: str) -> None:
        """Subscribe to it soon."""
        self._wanted.add(channel)
        if server := self._shards.server_of(channel):
            self._line(server).want(channel)

    def unwant(self, channel: str) -> None:
        """Unsubscribe from it soon."""
        self._wanted.discard(channel)
        for line in self._lines.values():
            line.unwant(channel)

    async def run(self) -> None:
        """Listen until cancelled; without a URL, to nothing."""
        if not self._shards.url:
            await asyncio.Event().wait()
        try:
            while True:
                await self._connect()
                await asyncio.sleep(random.uniform(0.1, 0.3))  # noqa: S311
        finally:
            for task in self._listening.values():
                task.cancel()

    async def _connect(self) -> None:
        """Have each channel on the line of its server, until one of them ends."""
        self._trouble.clear()
        try:
            await self._shards.look(first=self._lines)
        except (RedisError, OSError) as error:
            self._say(error)
            return
        for channel in self._wanted:
            self._move(channel, self._shards.server_of(channel))
        for line in [line for line in self._lines.values() if not line.wanted]:
            self._drop(line)
        await self._trouble.wait()

    def _move(self, channel: str, server: str) -> None:
        for other, line in self._lines.items():
            if other != server:
                line.unwant(channel)
        if server:
            self._line(server).want(channel)

    def _line(self, server: str) -> Line:
        line = self._lines.get(server)
        if line is None or line not in self._listening:
            line = Line(server, self._hear, self._joined, self._say, is_sharded=self._shards.is_cluster)
            self._lines[server] = line
            self._listening[line] = asyncio.create_task(line.listen())
            self._listening[line].add_done_callback(partial(self._ended, line))
        return line

    def _ended(self, line: Line, task: asyncio.Task[None]) -> None:
        """It stays in its place, as one that is not connected, until there is another."""
        del self._listening[line]
        if not task.cancelled():
            self._say(task.exception())
            self._trouble.set()

    def _drop(self, line: Line) -> None:
        del self._lines[line.server]
        if line in self._listening:
            self._listening[line].cancel()

    def _say(self, error: BaseException | None = None) -> None:
        metrics.REDIS.set(self.is_connected)
        if self.is_connected and not self._was_connected:
            _logger.info("Redis is there; events come over it")
        elif self._was_connected and error:
            _logger.warning("Redis is away (%s); the streams read the log meanwhile", error)
        self._was_connected = self.is_connected
