"""What this process asks Redis, beside listening to it. Nobody waits long: where Redis is away, each does without."""

import asyncio
from collections.abc import Callable

from redis.asyncio import Redis
from redis.exceptions import RedisError

from events.line import client_of
from events.wire import Presence, decode_presence, presence_keys

PATIENCE = 0.5  # seconds


class Store:
    """Asks the server that has a key; of a cluster `server_of` knows which, and "" while it does not."""

    def __init__(self, url: str, server_of: Callable[[str], str]) -> None:
        self._url = url
        self._server_of = server_of
        self._clients: dict[str, Redis] = {}

    async def close(self) -> None:
        """Close each connection."""
        for client in self._clients.values():
            await client.aclose()

    async def take(self, key: str, seconds: int) -> bool | None:
        """Take `key` for so long, and say whether nobody had it; None: Redis does not say."""
        if not self._url:
            return None
        try:
            async with asyncio.timeout(PATIENCE):
                return bool(await self._client(key).set(key, b"", nx=True, ex=seconds))
        except (RedisError, OSError, TimeoutError):
            return None

    async def presences(self, workspace_id: str) -> list[tuple[Presence, float]]:
        """Who is here, and for how many seconds unless he says so again; nobody where Redis does not say."""
        who, ends = presence_keys(workspace_id)
        if not self._url:
            return []
        try:
            async with asyncio.timeout(PATIENCE), self._client(who).pipeline() as pipe:
                pipe.time()
                pipe.zrange(ends, 0, -1, withscores=True)
                pipe.hgetall(who)
                (seconds, micros), lasting, said = await pipe.execute()
            left = {key: end / 1000 - seconds - micros / 1_000_000 for key, end in lasting}
            return [(decode_presence(said[key]), time) for key, time in left.items() if key in said and time > 0]
        except (RedisError, OSError, TimeoutError, ValueError):
            return []

    def _client(self, key: str) -> Redis:
        server = self._server_of(key) or self._url
        if server not in self._clients:
            self._clients[server] = client_of(server)
        return self._clients[server]
