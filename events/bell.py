"""The one subscription of this process on Redis. It rings early and may fail; the log knows everything."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable

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
        self._subscription: PubSub | None = None
        self._errands: set[asyncio.Future[None]] = set()

    def want(self, channel: str) -> None:
        """Subscribe to it soon."""
        self._wanted.add(channel)
        if self._subscription is not None:
            self._send(self._subscription.subscribe(channel))

    def unwant(self, channel: str) -> None:
        """Unsubscribe from it soon."""
        self._wanted.discard(channel)
        if self._subscription is not None:
            self._send(self._subscription.unsubscribe(channel))

    async def run(self) -> None:
        """Listen until cancelled; without a URL, to nothing."""
        if not self._url:
            await asyncio.Event().wait()
        while True:
            try:
                await self._listen()
            except (RedisError, OSError) as error:
                self._say_away(error)
            await asyncio.sleep(random.uniform(0.1, 0.3))  # noqa: S311

    async def _listen(self) -> None:
        # The client's own retries would reconnect without a word about what was published meanwhile.
        client = Redis.from_url(
            self._url,
            retry=Retry(NoBackoff(), 0),
            socket_connect_timeout=CONNECT_TIMEOUT,
            socket_timeout=CONNECT_TIMEOUT,
            health_check_interval=0,
        )
        try:
            async with client, client.pubsub() as subscription:
                wanted = set(self._wanted)
                await subscription.subscribe(*wanted)
                self._subscription = subscription
                if meanwhile := self._wanted - wanted:
                    self._send(subscription.subscribe(*meanwhile))
                try:
                    await self._read(subscription)
                finally:
                    self._subscription = None
        finally:
            metrics.REDIS.set(0)

    async def _read(self, subscription: PubSub) -> None:
        silent = 0.0
        while silent < SILENCE:
            message = await subscription.get_message(timeout=PING_EVERY)
            if message is None:
                silent += PING_EVERY
                await subscription.ping()
                continue
            silent = 0.0
            self._say_back()
            match message:
                case {"type": "message", "channel": bytes(channel), "data": bytes(data)}:
                    self._hear(channel.decode(), data)
                case {"type": "subscribe", "channel": bytes(channel)}:
                    self._joined(channel.decode())
        raise TimeoutError("it is silent")

    def _send(self, command: Awaitable[None]) -> None:
        """In a task of its own: who wants something does not wait for Redis, and reading goes on."""
        errand = asyncio.ensure_future(command)
        self._errands.add(errand)
        errand.add_done_callback(self._sent)

    def _sent(self, errand: asyncio.Future[None]) -> None:
        self._errands.discard(errand)
        if not errand.cancelled() and (error := errand.exception()):
            _logger.warning("Redis did not take a subscription: %s", error)

    def _say_back(self) -> None:
        if not self.is_connected:
            self.is_connected = True
            metrics.REDIS.set(1)
            _logger.info("Redis is there; events come over it")

    def _say_away(self, error: Exception) -> None:
        if self.is_connected:
            self.is_connected = False
            _logger.warning("Redis is away (%s); the streams read the log meanwhile", error)
