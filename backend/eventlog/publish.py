"""The doorbell: after a commit its events go to Redis, where the stream servers listen.

It may fail. Whoever listens sees by the numbers that something is missing, and reads the log. So a write neither fails
nor waits because of Redis: 250 ms at the most, and after a failure nothing is tried for a second.
"""

import logging
import time
from functools import cache
from uuid import UUID

import redis
from django.db import Error, connection

from config.settings import load
from events.wire import SESSION_CHANNEL, Envelope, Message, channel, encode

TIMEOUT = 0.25
PAUSE = 1.0

_logger = logging.getLogger("tasktide.publish")


class _Breaker:
    """Closed: Redis is tried. Open, for `PAUSE` seconds after a failure: it is not."""

    def __init__(self) -> None:
        self.open_until = 0.0

    def send(self, channel_name: str, message: bytes) -> None:
        if not load().redis_url or time.monotonic() < self.open_until:
            return
        try:
            _client().publish(channel_name, message)
        except (redis.RedisError, OSError) as error:
            self.open_until = time.monotonic() + PAUSE
            _logger.warning("Redis does not take events (%s); the streams read the log meanwhile", error)


_breaker = _Breaker()


def publish(workspace_id: UUID, epoch: str, first: int, last: int) -> None:
    """Send the events `first` … `last` of a workspace, just committed, as the log shows them."""
    try:
        envelopes = _envelopes(workspace_id, first, last)
    except Error:
        # The change is committed; its readers will find it in the log.
        _logger.warning("events %s-%s of %s not published: the database does not answer", first, last, workspace_id)
        return
    _breaker.send(channel(workspace_id), encode(Message(str(workspace_id), epoch, first, last, envelopes)))


def publish_revoked(session_id: UUID) -> None:
    """Tell the stream servers that a session has ended."""
    _breaker.send(SESSION_CHANNEL, str(session_id).encode())


def _envelopes(workspace_id: UUID, first: int, last: int) -> tuple[Envelope, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq, type, project_id, private_project_id, admins_only, user_id, object_id, body FROM stream_event"
            " WHERE workspace_id = %s AND seq BETWEEN %s AND %s ORDER BY seq",
            [workspace_id, first, last],
        )
        return tuple(
            Envelope(seq, kind, _text(project), _text(private), admins, _text(user), str(thing), body)
            for seq, kind, project, private, admins, user, thing, body in cursor.fetchall()
        )


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


@cache
def _client() -> "redis.Redis":
    """One pool of connections per process."""
    return redis.Redis.from_url(
        load().redis_url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT, retry=None, health_check_interval=0
    )
