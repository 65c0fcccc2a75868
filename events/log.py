"""The event log as this service may read it: a few SQL views, no write access."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import psycopg
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool

from events.gather import Gathering
from events.wire import Envelope

PAGE_EVENTS = 1024
PAGE_BYTES = 1024 * 1024  # of bodies; a page has at least one event
ANSWER_TIMEOUT = 5.0  # seconds

_ADMISSIONS = """
SELECT log.epoch, log.seq, log.log_start, scope.role, scope.private_project_ids::text[],
       EXISTS (SELECT FROM stream_session AS session
               WHERE session.id = wanted.session_id AND session.user_id = wanted.user_id AND expires_at > now())
FROM unnest(%(workspaces)s::uuid[], %(users)s::uuid[], %(sessions)s::uuid[])
     WITH ORDINALITY AS wanted (workspace_id, user_id, session_id, place)
LEFT JOIN stream_log AS log ON log.workspace_id = wanted.workspace_id
LEFT JOIN stream_scope AS scope ON scope.workspace_id = wanted.workspace_id AND scope.user_id = wanted.user_id
ORDER BY wanted.place
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
_KEY = "SELECT secret FROM stream_key"
_PRIVATE = """
SELECT DISTINCT workspace_id::text, unnest(private_project_ids)::text FROM stream_scope
WHERE workspace_id = ANY(%(workspaces)s::uuid[])
"""
_BY_DIGEST = """
SELECT digest, user_id::text, id::text, extract(epoch FROM expires_at)::float8 FROM stream_token
WHERE digest = ANY(%(digests)s) AND (expires_at IS NULL OR expires_at > now())
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
        self._admissions = Gathering(self._admit)
        self._tokens = Gathering(self._find)
        self._states = Gathering(self._look)
        self._private = Gathering(self._enclosed)

    async def open(self) -> None:
        """Start the pool; it connects in the background, so that the service starts while PostgreSQL is away."""
        await self._pool.open(wait=False)

    async def close(self) -> None:
        """Close each connection."""
        await self._pool.close(timeout=1)

    async def admission(self, workspace_id: str, user_id: str, session_id: str) -> Admission:
        """Session, membership and log in one look, which a crowd shares."""
        return await self._admissions.answer((workspace_id, user_id, session_id))

    async def page(self, workspace_id: str, after: int) -> Page | None:
        """What follows the number `after`, at most `PAGE_EVENTS` and about `PAGE_BYTES`; None: no such workspace."""
        rows = await self.rows(
            _PAGE, {"workspace": workspace_id, "after": after, "events": PAGE_EVENTS, "bytes": PAGE_BYTES}
        )
        if not rows:
            return None
        return Page(State(*rows[0][:3]), tuple(Envelope(*row[3:]) for row in rows if row[3] is not None))

    async def state(self, workspace_id: str) -> State | None:
        """Of one workspace, in a query for all who ask at the same time."""
        return await self._states.answer(workspace_id)

    async def states(self, workspace_ids: Iterable[str]) -> dict[str, State]:
        """By workspace; those that no longer exist are missing."""
        rows = await self.rows(_STATES, {"workspaces": list(workspace_ids)})
        return {workspace_id: State(epoch, seq, log_start) for workspace_id, epoch, seq, log_start in rows}

    async def scopes(self, workspace_id: str, user_ids: Iterable[str]) -> dict[str, Scope]:
        """By user; those who are no members are missing."""
        rows = await self.rows(_SCOPES, {"workspace": workspace_id, "users": list(user_ids)})
        return {user_id: Scope(role, frozenset(private or ())) for user_id, role, private in rows}

    async def token(self, digest: str) -> Token | None:
        """The personal access token with this digest, if it works."""
        return await self._tokens.answer(digest)

    async def private_projects(self, workspace_id: str) -> list[str]:
        """Those that anybody is in."""
        return await self._private.answer(workspace_id)

    async def key(self) -> bytes:
        """The key with which cookies are signed: the same in every process, and after each restart."""
        [(secret,)] = await self.rows(_KEY, {})
        return bytes(secret, "ascii")

    async def living_sessions(self, session_ids: Iterable[str]) -> set[str]:
        """Those of the given that are neither revoked nor expired."""
        return {row[0] for row in await self.rows(_SESSIONS, {"sessions": list(session_ids)})}

    async def _admit(self, wanted: Sequence[tuple[str, str, str]]) -> list[Admission]:
        workspaces, users, sessions = (list(column) for column in zip(*wanted, strict=True))
        rows = await self.rows(_ADMISSIONS, {"workspaces": workspaces, "users": users, "sessions": sessions})
        return [
            Admission(
                alive,
                None if role is None else Scope(role, frozenset(private or ())),
                None if epoch is None else State(epoch, seq, log_start),
            )
            for epoch, seq, log_start, role, private, alive in rows
        ]

    async def _look(self, workspace_ids: Sequence[str]) -> list[State | None]:
        found = await self.states(set(workspace_ids))
        return [found.get(workspace_id) for workspace_id in workspace_ids]

    async def _enclosed(self, workspace_ids: Sequence[str]) -> list[list[str]]:
        found: dict[str, list[str]] = {workspace_id: [] for workspace_id in workspace_ids}
        for workspace_id, project_id in await self.rows(_PRIVATE, {"workspaces": list(found)}):
            found[workspace_id].append(project_id)
        return [found[workspace_id] for workspace_id in workspace_ids]

    async def _find(self, digests: Sequence[str]) -> list[Token | None]:
        found = {row[0]: Token(*row[1:]) for row in await self.rows(_BY_DIGEST, {"digests": list(digests)})}
        return [found.get(digest) for digest in digests]

    async def rows(self, statement: str, parameters: Parameters) -> list[TupleRow]:
        """What a statement finds, by one snapshot."""
        try:
            async with asyncio.timeout(ANSWER_TIMEOUT), self._pool.connection() as connection:
                return await (await connection.execute(statement.encode(), parameters)).fetchall()
        except (psycopg.Error, TimeoutError) as error:
            raise LogUnavailable(str(error).strip() or "PostgreSQL does not answer") from error
