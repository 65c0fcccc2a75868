"""Counters that all processes share, in Redis; while Redis is away each process has its own, in memory.

Nobody waits for Redis longer than a quarter of a second, and after a failure nobody asks it for a while.
"""

import logging
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from math import ceil
from typing import TypeVar

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from backend.core.breaker import Away, Breaker
from config.settings import load

TIMEOUT = 0.1  # seconds, to connect and again to answer
PAUSE = 5.0
MOST_KEYS = 10_000  # in memory

Result = TypeVar("Result")

_logger = logging.getLogger("tasktide.limits")

# All keys take the entry, or none does and the answer is the seconds until all would.
_TAKE = """
local quota, window, now, wait = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), 0
for _, key in ipairs(KEYS) do
    redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
    if redis.call('ZCARD', key) >= quota then
        local oldest = redis.call('ZRANGE', key, -quota, -quota, 'WITHSCORES')
        wait = math.max(wait, oldest[2] + window - now)
    end
end
if wait > 0 then return math.ceil(wait) end
for _, key in ipairs(KEYS) do
    redis.call('ZADD', key, now, ARGV[4])
    redis.call('EXPIRE', key, window)
end
return 0
"""


@cache
def client() -> "redis.Redis":
    """One pool of connections per process. Its own retries would wait for seconds."""
    return redis.Redis.from_url(
        load().redis_url,
        socket_timeout=TIMEOUT,
        socket_connect_timeout=TIMEOUT,
        retry=Retry(NoBackoff(), 0),
        health_check_interval=0,
    )


breaker = Breaker(
    lambda: client() if load().redis_url else None,
    pause=PAUSE,
    warning="Redis does not count (%s); each process counts for itself meanwhile",
    logger=_logger,
)


class Memory:
    """key → entries with their instants."""

    def __init__(self) -> None:
        self._entries: dict[str, dict[str, float]] = {}
        self._lock = threading.Lock()

    def take(self, keys: Sequence[str], quota: int, window: int, instant: float, entry: str) -> int:
        """As the script for Redis does."""
        with self._lock:
            lists = [self._fresh(key, instant - window) for key in keys]
            waits = [list(one.values())[-quota] + window - instant for one in lists if len(one) >= quota]
            if waits:
                return ceil(max(waits))
            for key, one in zip(keys, lists, strict=True):
                one[entry] = instant
                self._entries[key] = one
            self._forget(instant - window)
            return 0

    def give_back(self, entry: str, keys: Sequence[str], cleared: Sequence[str]) -> None:
        """Take `entry` out of `keys`, and everything out of `cleared`."""
        with self._lock:
            for key in keys:
                self._entries.get(key, {}).pop(entry, None)
            for key in cleared:
                self._entries.pop(key, None)

    def _fresh(self, key: str, since: float) -> dict[str, float]:
        known: Mapping[str, float] = self._entries.get(key, {})
        return {entry: instant for entry, instant in known.items() if instant > since}

    def _forget(self, since: float) -> None:
        if len(self._entries) > MOST_KEYS:
            kept = {key: fresh for key in self._entries if (fresh := self._fresh(key, since))}
            self._entries = dict(list(kept.items())[-MOST_KEYS // 2 :])


memory = Memory()


def take(keys: Sequence[str], quota: int, window: int, instant: float, entry: str) -> int:
    """Enter `entry` under each key, unless one has `quota` of the last `window` seconds: then the seconds to wait.

    In Redis one atomic step: of many at once exactly as many get through as there is room for.
    """
    told = quota, window, instant, entry
    try:
        return int(breaker.ask(keys[0], lambda server: server.eval(_TAKE, len(keys), *keys, *told)))
    except Away:
        return memory.take(keys, quota, window, instant, entry)


def give_back(entry: str, keys: Sequence[str], cleared: Sequence[str]) -> None:
    """Undo a `take` of `entry` under `keys`; under `cleared` forget everything."""
    memory.give_back(entry, keys, cleared)

    def question(server: "redis.Redis") -> None:
        with server.pipeline(transaction=False) as pipe:
            for key in keys:
                pipe.zrem(key, entry)
            for key in cleared:
                pipe.delete(key)
            pipe.execute()

    try:
        breaker.ask(keys[0], question)
    except Away:
        return


def add(key: str, number: int, window: int) -> int | None:
    """Add to a number that lives for `window` seconds; what it is then, or None where nobody knows."""

    def question(server: "redis.Redis") -> int:
        with server.pipeline(transaction=False) as pipe:
            pipe.incrby(key, number)
            pipe.expire(key, window)
            return int(pipe.execute()[0])

    try:
        return breaker.ask(key, question)
    except Away:
        return None
