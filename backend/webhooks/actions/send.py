"""Sending what is due: many at once, each for as long as a message may take, by one job of each worker at a time."""

import threading
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, wait
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
AT_ONCE_TO_ONE: Final = 4  # are claimed for one webhook: one that is slow does not hold up the others
TURN: Final = timedelta(seconds=30)  # after which another job goes on, so that a worker that is to stop can

# Webhook by webhook, and of each those that have been due for longest. Who has claimed one and does not come back has
# not lost it: it is due again when its lease is over.
_CLAIM = """
    UPDATE webhooks_delivery d SET attempts = d.attempts + 1, tried_at = %s, next_try_at = %s
    FROM (SELECT c.id FROM webhooks_webhook w CROSS JOIN LATERAL (
              SELECT o.id, o.next_try_at FROM webhooks_delivery o
              WHERE o.webhook_id = w.id AND o.status = 'pending' AND o.next_try_at <= %s
              ORDER BY o.next_try_at LIMIT %s FOR NO KEY UPDATE SKIP LOCKED) c
          JOIN workspaces_workspace s ON s.id = w.workspace_id AND s.deleted_at IS NULL
          WHERE w.id <> ALL(%s) ORDER BY c.next_try_at LIMIT %s) due, webhooks_webhook h
    WHERE d.id = due.id AND h.id = d.webhook_id
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
    ends_at = now() + TURN
    with Courier() as courier:
        while True:
            for claimed in _claim(under_way) if now() < ends_at else ():
                _start(courier, claimed, under_way)
            if not under_way:
                break
            answered, _ = wait(under_way, timeout=1.0, return_when=FIRST_COMPLETED)
            for future in answered:
                settle(under_way.pop(future), future.result())
    if now() >= ends_at:
        defer("webhooks.send")


def _claim(under_way: dict[Future[Answer], Try]) -> list[_Claimed]:
    """What is due now, as far as there is room for it."""
    room = AT_ONCE - len(under_way)
    if room == 0:
        return []
    counts = Counter(what.webhook_id for what in under_way.values())
    busy = [webhook_id for webhook_id, count in counts.items() if count >= AT_ONCE_TO_ONE]
    at = now()
    rows = fetch(_CLAIM, [at, at + LEASE, at, AT_ONCE_TO_ONE, busy, room])
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
