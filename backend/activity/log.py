"""The log as people read it: what happened, filtered, within what the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from backend.accounts.models import User
from backend.workspaces.roles import Role

Parameter = UUID | int | bool | list[UUID] | list[str]


@dataclass(frozen=True, slots=True)
class LogQuery:
    """Which events of a workspace. `after` and `before` exclude their number; `types` may end in `.*`."""

    workspace_id: UUID
    after: int | None = None
    before: int | None = None
    tasks: Sequence[UUID] = ()
    types: Sequence[str] = ()
    actors: Sequence[UUID] = ()
    newest_first: bool = False


def read_log(query: LogQuery, reader: User, role: Role, limit: int) -> list[tuple[int, str]]:
    """(seq, event as JSON text) of at most `limit` events, in order."""
    rows, parameters = _rows(query, reader, role)
    order = "DESC" if query.newest_first else "ASC"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT s.seq, s.body {rows} ORDER BY e.seq {order} LIMIT %s", [*parameters, limit])
        return list(cursor.fetchall())


def count_log(query: LogQuery, reader: User, role: Role) -> int:
    """How many events there are."""
    rows, parameters = _rows(query, reader, role)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {rows}", parameters)
        count: int = cursor.fetchone()[0]
    return count


def _rows(query: LogQuery, reader: User, role: Role) -> tuple[str, list[Parameter]]:
    """SQL from FROM to WHERE, and its parameters."""
    conditions, parameters = zip(*_conditions(query, reader, role), strict=True)
    joined = "FROM eventlog_event e JOIN stream_event s USING (workspace_id, seq)"
    return f"{joined} WHERE {' AND '.join(conditions)}", list(parameters)


def _conditions(query: LogQuery, reader: User, role: Role) -> list[tuple[str, Parameter]]:
    """Each with its one parameter; values are never part of the text."""
    own = "SELECT m.project_id FROM projects_projectmember m WHERE m.user_id = %s"
    wanted: list[tuple[str, Parameter]] = [
        ("e.workspace_id = %s", query.workspace_id),
        (f"(s.private_project_id IS NULL OR s.private_project_id IN ({own}))", reader.id),
        ("(e.user_id IS NULL OR e.user_id = %s)", reader.id),
    ]
    if role not in {Role.OWNER, Role.ADMIN}:
        wanted.append(("e.admins_only = %s", False))
    if query.after is not None:
        wanted.append(("e.seq > %s", query.after))
    if query.before is not None:
        wanted.append(("e.seq < %s", query.before))
    if query.tasks:
        wanted.append(("e.task_id = ANY(%s)", list(query.tasks)))
    if query.actors:
        wanted.append(("e.actor_id = ANY(%s)", list(query.actors)))
    if query.types:
        wanted.append(("e.type LIKE ANY(%s)", [_pattern(name) for name in query.types]))
    return wanted


def _pattern(name: str) -> str:
    escaped = name.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"{escaped[:-1]}%" if escaped.endswith(".*") else escaped
