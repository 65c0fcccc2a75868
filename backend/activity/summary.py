"""What changed while a reader was away: the log summed up per task and field, within what he may see."""

import json
from uuid import UUID

from backend.accounts.models import User
from backend.activity.log import LogQuery, conditions
from backend.activity.schemas import TaskChangesOut
from backend.core.sql import Condition, fetch
from backend.core.statements import Row
from backend.tasks.query_limit import limited
from backend.workspaces.roles import Role

_SEEN = """
    seen AS (
        SELECT e.* FROM eventlog_event e
        WHERE e.task_id IS NOT NULL AND e.object_type <> 'notification' AND right(e.type, 5) <> '.left'
        AND {conditions})"""
_TASKS = """
    SELECT task_id, count(*), max(seq) AS last, max(at),
        count(*) FILTER (WHERE type = 'comment.created') - count(*) FILTER (
            WHERE type = 'comment.deleted'
                AND object_id IN (SELECT object_id FROM seen WHERE type = 'comment.created')),
        array_agg(DISTINCT type) FILTER (WHERE object_type = 'task' AND type <> 'task.updated'),
        (jsonb_agg(DISTINCT jsonb_build_object('id', actor_id, 'name', actor_name))
            FILTER (WHERE actor_id IS NOT NULL))::text
    FROM seen GROUP BY task_id HAVING max(seq) < %s ORDER BY last DESC LIMIT %s"""
# Of each field what it was before all of it, and what it is after it; one that came back to where it was is left out.
_FIELDS = """
    SELECT task_id, name, was::text, became::text FROM (
        SELECT e.task_id, c.key AS name, (array_agg(c.value -> 0 ORDER BY e.seq))[1] AS was,
            (array_agg(c.value -> 1 ORDER BY e.seq DESC))[1] AS became, min(e.seq) AS first
        FROM seen e, jsonb_each(e.changes) c
        WHERE e.object_type = 'task' AND e.task_id = ANY(%s) AND c.key <> 'updated_at' GROUP BY e.task_id, c.key) f
    WHERE was IS DISTINCT FROM became ORDER BY task_id, first, name"""
_NEWEST = """
    SELECT DISTINCT ON (task_id) task_id, object_key, data ->> 'title', project_id FROM seen
    WHERE object_type = 'task' AND task_id = ANY(%s) ORDER BY task_id, seq DESC"""


def summed_up(query: LogQuery, reader: User, role: Role, *, before: int, limit: int) -> list[TaskChangesOut]:
    """The tasks of which the events tell, the one last touched first; those whose last event is below `before`."""
    with limited():
        return _summed_up(conditions(query, reader, role), before, limit)


def _summed_up(wanted: Condition, before: int, limit: int) -> list[TaskChangesOut]:
    seen, parameters = f"WITH {_SEEN.format(conditions=wanted.sql)}", wanted.parameters
    tasks = fetch(f"{seen} {_TASKS}", [*parameters, before, limit])
    ids = [row[0] for row in tasks]
    changes: dict[UUID, dict[str, tuple[object, object]]] = {task_id: {} for task_id in ids}
    for task_id, name, was, became in fetch(f"{seen} {_FIELDS}", [*parameters, ids]):
        changes[task_id][name] = (json.loads(was), json.loads(became))
    newest = {row[0]: row[1:] for row in fetch(f"{seen} {_NEWEST}", [*parameters, ids])}
    return [_summary(row, newest.get(row[0], (None, None, None)), changes[row[0]]) for row in tasks]


def _summary(row: Row, newest: Row, changes: dict[str, tuple[object, object]]) -> TaskChangesOut:
    task_id, events, last_seq, last_at, comments, happened, actors = row
    key, title, project_id = newest
    return TaskChangesOut(
        task_id=task_id,
        key=key,
        title=title,
        project_id=project_id,
        events=events,
        last_seq=last_seq,
        last_at=last_at,
        comments=comments,
        happened=happened or [],
        actors=json.loads(actors or "[]"),
        changes=changes,
    )
