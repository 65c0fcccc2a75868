"""Sending what is due: many at once, each for as long as a message may take, by one job of each worker at a time."""

import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.core.clock import now
from backend.core.defer import defer
from backend.core.sql import fetch, fetch_one
from backend.webhooks.actions.outcome import Try, settle
from backend.webhooks.courier import Answer, Courier, Message
from backend.webhooks.documents import SENDABLE, SENT
from backend.webhooks.timetable import LEASE, OLD_SECRET

AT_ONCE: Final = 32
# Of these, so that who is slow does not hold up the others. And those that fail have half of it, as all of them have
# of the whole: one that works finds its place.
AT_ONCE_TO_WORKSPACE: Final = 8
AT_ONCE_TO_ONE: Final = 4  # webhook
TURN: Final = timedelta(seconds=30)  # after which another job goes on, so that a worker that is to stop can

# What waits, webhook by webhook and of each what has been due for longest, behind what is under way already (without
# an id): each workspace its turn, and in it each webhook. Who has claimed one and does not come back has not lost it:
# it is due again when its lease is over.
_CLAIM = f"""
    WITH place AS MATERIALIZED (
        SELECT h.id AS webhook_id, h.workspace_id, h.failing_since IS NOT NULL AS fails, NULL::uuid AS id,
            '-infinity'::timestamptz AS since
        FROM unnest(%s::uuid[]) u (id) JOIN webhooks_webhook h ON h.id = u.id
        UNION ALL
        SELECT w.id, w.workspace_id, w.failing_since IS NOT NULL, o.id, o.next_try_at FROM webhooks_webhook w
        JOIN workspaces_workspace s ON s.id = w.workspace_id AND s.deleted_at IS NULL
        CROSS JOIN LATERAL (
            SELECT d.id, d.next_try_at FROM webhooks_delivery d
            WHERE d.webhook_id = w.id AND d.status = 'pending' AND d.next_try_at <= %s
            ORDER BY d.next_try_at LIMIT {AT_ONCE_TO_ONE}) o),
    of_webhook AS (SELECT *, row_number() OVER (PARTITION BY webhook_id ORDER BY since) AS turn FROM place),
    of_kind AS (
        SELECT *, row_number() OVER (PARTITION BY workspace_id, fails ORDER BY id IS NOT NULL, turn, since) AS nth
        FROM of_webhook WHERE id IS NULL OR turn <= {AT_ONCE_TO_ONE}),
    of_workspace AS (
        SELECT *, row_number() OVER (PARTITION BY workspace_id ORDER BY id IS NOT NULL, nth, fails) AS place
        FROM of_kind WHERE id IS NULL OR NOT fails OR nth <= {AT_ONCE_TO_WORKSPACE // 2}),
    of_all AS (
        SELECT *, row_number() OVER (PARTITION BY fails ORDER BY id IS NOT NULL, place, since) AS of_those
        FROM of_workspace WHERE id IS NULL OR place <= {AT_ONCE_TO_WORKSPACE}),
    chosen AS MATERIALIZED (
        SELECT id FROM of_all WHERE id IS NOT NULL AND (NOT fails OR of_those <= {AT_ONCE // 2})
        ORDER BY place, since LIMIT %s),
    due AS MATERIALIZED (
        SELECT o.id FROM webhooks_delivery o JOIN chosen ON chosen.id = o.id
        WHERE o.status = 'pending' AND o.next_try_at <= %s FOR NO KEY UPDATE OF o SKIP LOCKED)
    UPDATE webhooks_delivery d SET attempts = d.attempts + 1, tried_at = %s, next_try_at = %s
    FROM due, webhooks_webhook h WHERE d.id = due.id AND h.id = d.webhook_id
    RETURNING d.id, d.webhook_id, d.seq, d.attempts, h.is_active, h.failing_since, h.url, h.secret, h.old_secret,
        h.secret_made_at"""

_is_wanted = threading.Event()
_sending = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A try that is ours to make, and how."""

    what: Try
    url: str
    secrets: tuple[str, ...]


def send_due() -> None:
    """Send whatever is due; nothing where this process does that already, which then looks once more."""
    _is_wanted.set()
    while _is_wanted.is_set() and _sending.acquire(blocking=False):
        try:
            _is_wanted.clear()
            _send()
        finally:
            _sending.release()


def _send() -> None:
    under_way: dict[Future[Answer], Try] = {}
    failures: list[Exception] = []
    ends_at = now() + TURN
    with Courier(AT_ONCE) as courier:
        while True:
            for claimed in _claim(under_way) if now() < ends_at else ():
                with _collected(failures):
                    _start(courier, claimed, under_way)
            if not under_way:
                break
            answered, _ = wait(under_way, timeout=1.0, return_when=FIRST_COMPLETED)
            for future in answered:
                with _collected(failures):
                    settle(under_way.pop(future), future.result())
    if now() >= ends_at:
        defer("webhooks.send")
    if failures:
        raise failures[0]


@contextmanager
def _collected(failures: list[Exception]) -> Iterator[None]:
    """What fails with one of them is raised when the others are home."""
    try:
        yield
    except Exception as failure:  # noqa: BLE001  # whatever it is
        failures.append(failure)


def _claim(under_way: dict[Future[Answer], Try]) -> list[_Claimed]:
    """What is due now, as far as there is room for it."""
    room = AT_ONCE - len(under_way)
    if room == 0:
        return []
    busy = [what.webhook_id for what in under_way.values()]
    at = now()
    rows = fetch(_CLAIM, [busy, at, room, at, at, at + LEASE])
    return [_Claimed(Try(*row[:6]), row[6], _secrets(at, *row[7:])) for row in rows]


def _secrets(at: datetime, secret: str, old: str, made_at: datetime) -> tuple[str, ...]:
    return (secret, old) if old and at < made_at + OLD_SECRET else (secret,)


def _start(courier: Courier, claimed: _Claimed, under_way: dict[Future[Answer], Try]) -> None:
    body = _body(claimed.what.delivery_id)
    if body is None:
        settle(claimed.what, Answer(error="The workspace as a whole may not see this any more."), is_final=True)
        return
    message = Message(f"msg_{claimed.what.delivery_id.hex}", claimed.url, body, claimed.secrets, now())
    under_way[courier.send(message)] = claimed.what


def _body(delivery_id: UUID) -> str | None:
    row = fetch_one(f"SELECT {SENT} FROM {SENDABLE} WHERE d.id = %s", [delivery_id])
    return row[0] if row else None
