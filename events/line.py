"""One connection with subscriptions, on one server of Redis."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

CONNECT_TIMEOUT = 1.0  # seconds
PING_EVERY = 1.0
SILENCE = 3.0  # a server that answers no ping for so long is as good as gone

_logger = logging.getLogger("tasktide.events")


def client_of(url: str) -> Redis:
    """Its own retries would reconnect without a word about what was published meanwhile."""
    return Redis.from_url(
        url,
        retry=Retry(NoBackoff(), 0),
        socket_connect_timeout=CONNECT_TIMEOUT,
        socket_timeout=CONNECT_TIMEOUT,
        health_check_interval=0,
    )


class Line:
    """Listens to its channels for as long as the connection stands. `changed` is called when that begins."""

    def __init__(
        self,
        server: str,
        hear: Callable[[str, bytes], None],
        joined: Callable[[str], None],
        changed: Callable[[], None],
        *,
        is_sharded: bool,
    ) -> None:
        self.server = server
        self.is_connected = False
        self._is_sharded = is_sharded
        self._hear = hear
        self._joined = joined
        self._changed = changed
        self.wanted: set[str] = set()
        self._subscription: PubSub | None = None
        self._errands: set[asyncio.Future[None]] = set()

    def want(self, channel: str) -> None:
        """Subscribe to it soon."""
        if channel not in self.wanted:
            self.wanted.add(channel)
            if self._subscription is not None:
                self._send(self._subscribe(self._subscription, {channel}))

    def unwant(self, channel: str) -> None:
        """Unsubscribe from it soon."""
        if channel in self.wanted:
            self.wanted.discard(channel)
            if self._subscription is not None:
                leave = self._subscription.sunsubscribe if self._is_sharded else self._subscription.unsubscribe
                self._send(leave(channel))

    async def listen(self) -> None:
        """Until the connection is lost; raises why."""
        try:
            async with client_of(self.server) as client, client.pubsub() as subscription:
                wanted = set(self.wanted)
                await self._subscribe(subscription, wanted)
                self._subscription = subscription
                if meanwhile := self.wanted - wanted:
                    self._send(self._subscribe(subscription, meanwhile))
                await self._read(subscription)
        finally:
            self._subscription = None
            self.is_connected = False

    async def _subscribe(self, subscription: PubSub, channels: set[str]) -> None:
        if not self._is_sharded:
            await subscription.subscribe(*channels)
            return
        for channel in channels:
            # One command takes channels of one slot alone, and each workspace has its own.
            await subscription.ssubscribe(channel)

    async def _read(self, subscription: PubSub) -> None:
        silent = 0.0
        while silent < SILENCE:
            message = await subscription.get_message(timeout=PING_EVERY)
            if message is None:
                silent += PING_EVERY
                await subscription.ping()
                continue
            silent = 0.0
            self._say_connected()
            match message:
                case {"type": "message" | "smessage", "channel": bytes(channel), "data": bytes(data)}:
                    self._hear(channel.decode(), data)
                case {"type": "subscribe" | "ssubscribe", "channel": bytes(channel)}:
                    self._joined(channel.decode())
                case {"type": "sunsubscribe", "channel": bytes(channel)} if channel.decode() in self.wanted:
                    raise ConnectionError(f"{channel.decode()} has moved to another node")
        raise TimeoutError("it is silent")

    def _say_connected(self) -> None:
        if not self.is_connected:
            self.is_connected = True
            self._changed()

    def _send(self, command: Awaitable[None]) -> None:
        """In a task of its own: who wants something does not wait for Redis, and reading goes on."""
        errand = asyncio.ensure_future(command)
        self._errands.add(errand)
        errand.add_done_callback(self._sent)

    def _sent(self, errand: asyncio.Future[None]) -> None:
        self._errands.discard(errand)
        if not errand.cancelled() and (error := errand.exception()):
            _logger.warning("Redis did not take a subscription: %s", error)
