"""Who is where, in Redis alone: told at once, forgotten after a while of silence, and nobody waits for it.

The stream servers hear of it on a channel; one whose first reader comes later finds it under two keys, which expire
with the last sign of life.
"""

import logging
from uuid import UUID

import redis

from backend.core.breaker import Away, Breaker
from backend.core.counters import client
from config.settings import load
from events.wire import PRESENCE_SECONDS, Presence, encode_presence, presence_channel, presence_keys

QUIET = 1.0  # seconds in which the same again is no news
MOST = 1000  # windows in one workspace; whoever comes then is not shown
PAUSE = 1.0  # seconds in which Redis is not asked after a failure

# 1: the others are to hear of it. Whoever says nothing new keeps the place that he has; the silent are swept out.
_SHOW = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local who, ends, key, lasts, quiet = KEYS[1], KEYS[2], ARGV[1], tonumber(ARGV[3]), tonumber(ARGV[4])
for _, silent in ipairs(redis.call('ZRANGEBYSCORE', ends, '-inf', now)) do
    redis.call('ZREM', ends, silent)
    redis.call('HDEL', who, silent)
end
local known = redis.call('ZSCORE', ends, key)
if known and known - now > lasts - quiet and redis.call('HGET', who, key) == ARGV[2] then return 0 end
if not known and redis.call('ZCARD', ends) >= tonumber(ARGV[5]) then return 0 end
redis.call('HSET', who, key, ARGV[2])
redis.call('ZADD', ends, now + lasts, key)
redis.call('PEXPIRE', who, lasts)
redis.call('PEXPIRE', ends, lasts)
return 1
"""
_LEAVE = """
redis.call('ZREM', KEYS[2], ARGV[1])
return redis.call('HDEL', KEYS[1], ARGV[1])
"""

_breaker = Breaker(
    lambda: client() if load().redis_url else None,
    pause=PAUSE,
    warning="Redis does not take presence (%s); nobody hears of it meanwhile",
    logger=logging.getLogger("tasktide.presence"),
)


def tell(workspace_id: UUID, presence: Presence) -> None:
    """Let the others know where somebody is, or that he has left. Without Redis they do not."""
    message, channel = encode_presence(presence), presence_channel(workspace_id)

    def question(server: "redis.Redis") -> None:
        if _is_news(server, workspace_id, presence, message):
            (server.spublish if _breaker.is_cluster else server.publish)(channel, message)

    try:
        _breaker.ask(channel, question)
    except Away:
        return


def _is_news(server: "redis.Redis", workspace_id: UUID, presence: Presence, message: bytes) -> bool:
    keys = presence_keys(workspace_id)
    if presence.shown is None:
        return bool(server.eval(_LEAVE, 2, *keys, presence.key))
    times = PRESENCE_SECONDS * 1000, round(QUIET * 1000)
    return bool(server.eval(_SHOW, 2, *keys, presence.key, message, *times, MOST))
