"""The log as people read it: what happened, filtered, within what the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.accounts.models import User
from backend.core.sql import Condition, all_of, fetch
from backend.workspaces.roles import Role


@dataclass(frozen=True, slots=True)
class LogQuery:
    """Which events of a workspace. `after` and `before` exclude their number; `since` includes its instant.

    `tasks`: what happened to them, on them, and by links of theirs.
    """

    workspace_id: UUID
    after: int | None = None
    before: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    tasks: Sequence[UUID] = ()
    projects: Sequence[UUID] = ()
    objects: Sequence[UUID] = ()
    types: Sequence[str] = ()
    actors: Sequence[UUID] = ()
    not_by: UUID | None = None
    seqs: Sequence[int] = ()
    request_id: str | None = None
    newest_first: bool = False


def read_log(query: LogQuery, reader: User, role: Role, limit: int) -> list[tuple[int, str]]:
    """(seq, event as JSON text) of at most `limit` events, in order."""
    wanted, order = conditions(query, reader, role), "DESC" if query.newest_first else "ASC"
    rows = fetch(
        f"""WITH page AS MATERIALIZED (
            SELECT e.seq FROM eventlog_event e WHERE {wanted.sql} ORDER BY e.seq {order} LIMIT %s)
        SELECT s.seq, s.body FROM page JOIN stream_event s ON s.workspace_id = %s AND s.seq = page.seq
        ORDER BY s.seq {order}""",
        [*wanted.parameters, limit, query.workspace_id],
        prepare=False,
    )
    return [(seq, body) for seq, body in rows]


def count_log(query: LogQuery, reader: User, role: Role) -> int:
    """How many events there are."""
    wanted = conditions(query, reader, role)
    rows = fetch(f"SELECT count(*) FROM eventlog_event e WHERE {wanted.sql}", wanted.parameters, prepare=False)
    count: int = rows[0][0]
    return count


# The hidden projects are looked up once, not for each event.
_VISIBLE = """(e.project_id IS NULL OR e.project_id <> ALL (ARRAY(
    SELECT p.id FROM projects_project p WHERE p.workspace_id = %s AND p.visibility = 'private' AND NOT EXISTS (
        SELECT FROM projects_projectmember m WHERE m.project_id = p.id AND m.user_id = %s))))"""
# That somebody was told of something has not happened to the task.
_OF_TASKS = """((e.task_id = ANY(%s) AND e.object_type <> 'notification') OR (e.object_type = 'link'
    AND (e.data ->> 'source_id' = ANY(%s) OR e.data ->> 'target_id' = ANY(%s))))"""


def conditions(query: LogQuery, reader: User, role: Role) -> Condition:
    """What the reader asks for and may see of an event `e`."""
    wanted = [Condition("e.workspace_id = %s", (query.workspace_id,)), *_seen(query.workspace_id, reader, role)]
    for text, value in (
        ("e.seq > %s", query.after),
        ("e.seq < %s", query.before),
        ("e.at >= %s", query.since),
        ("e.at < %s", query.until),
        ("e.actor_id IS DISTINCT FROM %s", query.not_by),
        ("e.request_id = %s", query.request_id),
    ):
        if value is not None:
            wanted.append(Condition(text, (value,)))
    for column, values in (
        ("project_id", query.projects),
        ("object_id", query.objects),
        ("type", query.types),
        ("actor_id", query.actors),
        ("seq", query.seqs),
    ):
        wanted += _among(column, values)
    if query.tasks:
        texts = [str(one) for one in query.tasks]
        wanted.append(Condition(_OF_TASKS, (list(query.tasks), texts, texts)))
    return all_of(wanted)


def _seen(workspace_id: UUID, reader: User, role: Role) -> list[Condition]:
    """Its audience: members of its project while that is private, one person, admins."""
    is_mine = Condition("(e.user_id IS NULL OR e.user_id = %s)", (reader.id,))
    seen = [Condition(_VISIBLE, (workspace_id, reader.id)), is_mine]
    return seen if role in {Role.OWNER, Role.ADMIN} else [*seen, Condition("NOT e.admins_only")]


def _among(column: str, values: Sequence[object]) -> list[Condition]:
    """One value is asked for as such: an index is read in its order then."""
    if len(values) == 1:
        return [Condition(f"e.{column} = %s", (values[0],))]
    return [Condition(f"e.{column} = ANY(%s)", (list(values),))] if values else []
