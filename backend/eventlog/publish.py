"""The doorbell: after a commit its events go to Redis, where the stream servers listen.

It may fail. Whoever listens sees by the numbers that something is missing, and reads the log. So a write neither fails
nor waits because of Redis: 250 ms at the most, and after a failure nothing is tried for a second.
"""

import logging
from collections.abc import Sequence
from functools import cache
from uuid import UUID

import redis

from backend.core.breaker import Away, Breaker
from backend.core.documents import utc
from backend.core.statements import Row
from config.settings import load
from events.wire import SESSION_CHANNEL, Envelope, Message, channel, encode

TIMEOUT = 0.25
PAUSE = 1.0

# What the view `stream_event` shows of an event `e`, said again: a change sends what it has just inserted.
PRIVATE_PROJECT = """(SELECT p.id FROM projects_project p WHERE p.id = e.project_id AND p.visibility = 'private')"""
BODY = f"""json_build_object(
    'seq', e.seq, 'type', e.type, 'at', {utc("e.at")}, 'workspace_id', e.workspace_id, 'project_id', e.project_id,
    'actor', CASE WHEN e.actor_id IS NOT NULL THEN json_build_object('id', e.actor_id, 'name', e.actor_name) END,
    'object', json_build_object('type', e.object_type, 'id', e.object_id, 'key', e.object_key),
    'changes', e.changes, 'data', e.data, 'request_id', e.request_id)::text"""

_logger = logging.getLogger("tasktide.publish")


@cache
def _client() -> "redis.Redis":
    """One pool of connections per process."""
    return redis.Redis.from_url(
        load().redis_url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT, retry=None, health_check_interval=0
    )


_breaker = Breaker(
    lambda: _client() if load().redis_url else None,
    pause=PAUSE,
    warning="Redis does not take events (%s); the streams read the log meanwhile",
    logger=_logger,
)


def publish(workspace_id: UUID, epoch: str, rows: Sequence[Row]) -> None:
    """Send the events of a workspace, just committed, in order: rows as their insertion returned them."""
    envelopes = tuple(
        Envelope(seq, kind, _text(project), _text(private), admins, _text(user), str(thing), body)
        for seq, kind, project, private, admins, user, thing, body in rows
    )
    message = Message(str(workspace_id), epoch, envelopes[0].seq, envelopes[-1].seq, envelopes)
    _send(channel(workspace_id), encode(message))


def publish_revoked(session_id: UUID) -> None:
    """Tell the stream servers that a session has ended."""
    _send(SESSION_CHANNEL, str(session_id).encode())


def _send(channel_name: str, message: bytes) -> None:
    """On a cluster by the sharded command: the message goes to the node of its channel, and to no other."""

    def question(server: "redis.Redis") -> object:
        return (server.spublish if _breaker.is_cluster else server.publish)(channel_name, message)

    try:
        _breaker.ask(channel_name, question)
    except Away:
        return


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
