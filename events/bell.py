"""The one subscription of this process on Redis. It rings early and may fail; the log knows everything."""

import asyncio
import logging
import random
from collections.abc import Callable

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from events import metrics

CONNECT_TIMEOUT = 1.0  # seconds
PING_EVERY = 1.0
SILENCE = 3.0  # a server that answers no ping for so long is as good as gone

_logger = logging.getLogger("tasktide.events")


class Bell:
    """Keeps the wanted channels subscribed, over reconnects too.

    `hear` gets each message. `joined` is called whenever a channel's subscription begins, the first time and after
    each reconnect: what was published before is lost.
    """

    def __init__(self, url: str, hear: Callable[[str, bytes], None], joined: Callable[[str], None]) -> None:
        self.is_connected = False
        self._url = url
        self._hear = hear
        self._joined = joined
        self._wanted: set[str] = set()
        self._changed = asyncio.Event()

    def want(self, channel: str) -> None:
        """Subscribe to it soon."""
        self._wanted.add(channel)
        self._changed.set()

    def unwant(self, channel: str) -> None:
        """Unsubscribe from it soon."""
        self._wanted.discard(channel)
        self._changed.set()

    async def run(self) -> None:
        """Listen until cancelled; without a URL, to nothing."""
        if not self._url:
            await asyncio.Event().wait()
        while True:
            try:
                await self._listen()
            except* (RedisError, OSError) as errors:
                self._say_away(errors.exceptions[0])
            await asyncio.sleep(random.uniform(0.1, 0.3))  # noqa: S311

    async def _listen(self) -> None:
        retry = Retry(NoBackoff(), 0)
        client = Redis.from_url(self._url, retry=retry, socket_connect_timeout=CONNECT_TIMEOUT, health_check_interval=0)
        try:
            async with client, client.pubsub() as subscription, asyncio.TaskGroup() as tasks:
                subscribed = set(self._wanted)
                await subscription.subscribe(*subscribed)
                tasks.create_task(self._read(subscription))
                tasks.create_task(self._follow_wishes(subscription, subscribed))
        finally:
            metrics.REDIS.set(0)

    async def _read(self, subscription: PubSub) -> None:
        while message := await subscription.get_message(timeout=SILENCE):
            self._say_back()
            match message:
                case {"type": "message", "channel": bytes(channel), "data": bytes(data)}:
                    self._hear(channel.decode(), data)
                case {"type": "subscribe", "channel": bytes(channel)}:
                    self._joined(channel.decode())
        raise TimeoutError("Redis is silent")

    async def _follow_wishes(self, subscription: PubSub, subscribed: set[str]) -> None:
        while True:
            try:
                async with asyncio.timeout(PING_EVERY):
                    await self._changed.wait()
            except TimeoutError:
                await subscription.ping()
            self._changed.clear()
            if missing := self._wanted - subscribed:
                await subscription.subscribe(*missing)
            if needless := subscribed - self._wanted:
                await subscription.unsubscribe(*needless)
            subscribed = set(self._wanted)

    def _say_back(self) -> None:
        if not self.is_connected:
            self.is_connected = True
            metrics.REDIS.set(1)
            _logger.info("Redis is there; events come over it")

    def _say_away(self, error: Exception) -> None:
        if self.is_connected:
            self.is_connected = False
            _logger.warning("Redis is away (%s); the streams read the log meanwhile", error)
