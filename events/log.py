"""The event log as this service may read it: five SQL views, no write access."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import psycopg
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool

from events.wire import Envelope

PAGE_EVENTS = 1024
PAGE_BYTES = 1024 * 1024  # of bodies; a page has at least one event
ANSWER_TIMEOUT = 5.0  # seconds

_ADMISSION = """
SELECT log.epoch, log.seq, log.log_start, scope.role, scope.private_project_ids::text[],
       EXISTS (SELECT FROM stream_session
               WHERE id = %(session)s::uuid AND user_id = %(user)s::uuid AND expires_at > now())
FROM (SELECT %(workspace)s::uuid AS workspace_id) AS wanted
LEFT JOIN stream_log AS log ON log.workspace_id = wanted.workspace_id
LEFT JOIN stream_scope AS scope ON scope.workspace_id = wanted.workspace_id AND scope.user_id = %(user)s::uuid
"""
# The state and the events come from one statement, so from one snapshot.
_PAGE = """
SELECT log.epoch, log.seq, log.log_start,
       event.seq, event.type, event.project_id::text, event.private_project_id::text, event.admins_only,
       event.user_id::text, event.object_id::text, event.body
FROM stream_log AS log
LEFT JOIN LATERAL (
    SELECT page.*, sum(octet_length(page.body)) OVER (ORDER BY page.seq) - octet_length(page.body) AS bytes_before
    FROM (SELECT * FROM stream_event WHERE workspace_id = %(workspace)s::uuid AND seq > %(after)s
          ORDER BY seq LIMIT %(events)s) AS page
) AS event ON event.bytes_before < %(bytes)s
WHERE log.workspace_id = %(workspace)s::uuid
ORDER BY event.seq
"""
_STATES = """
SELECT workspace_id::text, epoch, seq, log_start FROM stream_log WHERE workspace_id = ANY(%(workspaces)s::uuid[])
"""
_SCOPES = """
SELECT user_id::text, role, private_project_ids::text[] FROM stream_scope
WHERE workspace_id = %(workspace)s::uuid AND user_id = ANY(%(users)s::uuid[])
"""
_SESSIONS = "SELECT id::text FROM stream_session WHERE id = ANY(%(sessions)s::uuid[]) AND expires_at > now()"
_BY_DIGEST = """
SELECT user_id::text, id::text, extract(epoch FROM expires_at)::float8 FROM stream_token
WHERE digest = %(digest)s AND (expires_at IS NULL OR expires_at > now())
"""

Parameters = Mapping[str, str | int | list[str]]


class LogUnavailable(Exception):
    """PostgreSQL does not answer."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a workspace's log stands: its last number, and the smallest that is still kept."""

    epoch: str
    seq: int
    log_start: int


@dataclass(frozen=True, slots=True)
class Scope:
    """What a member may see of a workspace."""

    role: str
    private_project_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Page:
    """Events in order, without holes, and the log's state at that moment."""

    state: State
    envelopes: tuple[Envelope, ...]


@dataclass(frozen=True, slots=True)
class Admission:
    """What decides whether a stream may start. No scope: not a member. No state: no such workspace."""

    is_session_alive: bool
    scope: Scope | None
    state: State | None


@dataclass(frozen=True, slots=True)
class Token:
    """A personal access token. It lives and ends as a session does, under its own id."""

    user_id: str
    id: str
    expires_at: float | None


class Log:
    """A small pool of connections. Each method raises `LogUnavailable` after `ANSWER_TIMEOUT` at the latest."""

    def __init__(self, url: str) -> None:
        self._pool = AsyncConnectionPool(
            url,
            min_size=1,
            max_size=4,
            open=False,
            timeout=ANSWER_TIMEOUT / 2,
            kwargs={"autocommit": True, "application_name": "tasktide-events"},
            check=AsyncConnectionPool.check_connection,
        )

    async def open(self) -> None:
        """Start the pool; it connects in the background, so that the service starts while PostgreSQL is away."""
        await self._pool.open(wait=False)

    async def close(self) -> None:
        """Close each connection."""
        await self._pool.close(timeout=1)

    async def admission(self, workspace_id: str, user_id: str, session_id: str) -> Admission:
        """Session, membership and log in one look."""
        parameters = {"workspace": workspace_id, "user": user_id, "session": session_id}
        [(epoch, seq, log_start, role, private, alive)] = await self._rows(_ADMISSION, parameters)
        scope = None if role is None else Scope(role, frozenset(private or ()))
        return Admission(alive, scope, None if epoch is None else State(epoch, seq, log_start))

    async def page(self, workspace_id: str, after: int) -> Page | None:
        """What follows the number `after`, at most `PAGE_EVENTS` and about `PAGE_BYTES`; None: no such workspace."""
        rows = await self._rows(
            _PAGE, {"workspace": workspace_id, "after": after, "events": PAGE_EVENTS, "bytes": PAGE_BYTES}
        )
        if not rows:
            return None
        return Page(State(*rows[0][:3]), tuple(Envelope(*row[3:]) for row in rows if row[3] is not None))

    async def states(self, workspace_ids: Iterable[str]) -> dict[str, State]:
        """By workspace; those that no longer exist are missing."""
        rows = await self._rows(_STATES, {"workspaces": list(workspace_ids)})
        return {workspace_id: State(epoch, seq, log_start) for workspace_id, epoch, seq, log_start in rows}

    async def scopes(self, workspace_id: str, user_ids: Iterable[str]) -> dict[str, Scope]:
        """By user; those who are no members are missing."""
        rows = await self._rows(_SCOPES, {"workspace": workspace_id, "users": list(user_ids)})
        return {user_id: Scope(role, frozenset(private or ())) for user_id, role, private in rows}

    async def token(self, digest: str) -> Token | None:
        """The personal access token with this digest, if it works."""
        rows = await self._rows(_BY_DIGEST, {"digest": digest})
        return Token(*rows[0]) if rows else None

    async def living_sessions(self, session_ids: Iterable[str]) -> set[str]:
        """Those of the given that are neither revoked nor expired."""
        return {row[0] for row in await self._rows(_SESSIONS, {"sessions": list(session_ids)})}

    async def _rows(self, statement: str, parameters: Parameters) -> list[TupleRow]:
        try:
            async with asyncio.timeout(ANSWER_TIMEOUT), self._pool.connection() as connection:
                return await (await connection.execute(statement.encode(), parameters)).fetchall()
        except (psycopg.Error, TimeoutError) as error:
            raise LogUnavailable(str(error).strip() or "PostgreSQL does not answer") from error
