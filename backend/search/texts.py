"""Tasks and comments that hold all words of a search, the best of them.

A word may be in ten tasks or in half a million, and PostgreSQL cannot guess which. So the newest are read first:
quick where many hold the words. Only where too few of them do, an index is asked. In either case the newest
`_RANKED` are ranked, and no search takes longer for the frequency of its words.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from backend.accounts.models import User
from backend.core.sql import fetch, fetch_one
from backend.projects.models import Project
from backend.search.found import BY_COMMENT, BY_DESCRIPTION, BY_KEY, BY_NAME, Found
from backend.search.schemas import KindName
from backend.tasks.query_limit import limited
from backend.tasks.search import are_frequent, asked_words, holding
from backend.tasks.sight import named, seen_by

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9]{0,9}-[1-9][0-9]{0,8}", re.ASCII)
_MANY = 1_000
_NEWEST = 5_000
_RANKED = 300
_FEW = 20

_ARCHIVED = "(t.archived_at IS NOT NULL OR p.archived_at IS NOT NULL)"
_TASKS = "tasks_task t JOIN projects_project p ON p.id = t.project_id"
_KEYED = f"SELECT t.id, {_ARCHIVED}, p.key || '-' || t.number FROM {_TASKS}"
_SEEN = "t.deleted_at IS NULL AND t.project_id = ANY(%s)"
_RANK = "ts_rank(r.vector, {asked}, 32)"


@dataclass(frozen=True, slots=True)
class _Source:
    """Tasks or comments. `holders`: ids of some that hold the words; `newest`: of the newest that do.

    In `ranked`, `{held}` stands for the condition that the title alone holds the words.
    """

    kind: KindName
    base: float
    holders: str
    newest: str
    ranked: str


# The fences (MATERIALIZED, LIMIT, OFFSET) settle the plan, whatever PostgreSQL guesses of the words: the newest are
# walked, the others asked of an index of words; `num_nulls` keeps it off those of ids. It stops when there are enough.
_OF_TASKS = _Source(
    "task",
    BY_DESCRIPTION,
    """WITH h AS MATERIALIZED (SELECT w.task_id FROM tasks_tasksearch w
        WHERE w.workspace_id = %s AND num_nulls(w.comment_id) = 1 AND {held})
        SELECT h.task_id FROM h LIMIT %s""",
    f"""SELECT n.id FROM (SELECT t.id FROM tasks_task t WHERE t.workspace_id = %s
            ORDER BY t.created_at DESC, t.id DESC LIMIT {_NEWEST}) n,
        LATERAL (SELECT FROM tasks_tasksearch w
            WHERE w.task_id = n.id AND w.comment_id IS NULL AND {{held}} OFFSET 0) h LIMIT {_RANKED}""",
    f"""SELECT r.id, r.is_archived, {{rank}}, (SELECT {{held}} FROM (SELECT r.title AS text, NULL::uuid AS comment_id,
            to_tsvector('english', r.title) || to_tsvector('simple', r.title) AS vector) w)
        FROM unnest(%s::uuid[]) n (id), LATERAL (
            SELECT t.id, {_ARCHIVED} AS is_archived, w.vector, split_part(w.text, E'\\n', 2) AS title
            FROM {_TASKS} JOIN tasks_tasksearch w ON w.task_id = t.id AND w.comment_id IS NULL
            WHERE t.id = n.id AND {_SEEN} OFFSET 0) r LIMIT {_RANKED}""",
)
_OF_COMMENTS = _Source(
    "comment",
    BY_COMMENT,
    """WITH h AS MATERIALIZED (SELECT w.comment_id FROM tasks_tasksearch w
        WHERE w.workspace_id = %s AND num_nulls(w.comment_id) = 0 AND {held})
        SELECT h.comment_id FROM h LIMIT %s""",
    f"""SELECT w.comment_id FROM (SELECT w.comment_id, w.text, w.vector FROM tasks_tasksearch w
            WHERE w.workspace_id = %s AND w.comment_id IS NOT NULL ORDER BY w.comment_id DESC LIMIT {_NEWEST}) w
        WHERE {{held}} LIMIT {_RANKED}""",
    f"""SELECT r.id, r.is_archived, {{rank}}, false FROM unnest(%s::uuid[]) n (id), LATERAL (
            SELECT c.id, {_ARCHIVED} AS is_archived, w.vector FROM {_TASKS}
            JOIN tasks_comment c ON c.task_id = t.id JOIN tasks_tasksearch w ON w.comment_id = c.id
            WHERE c.id = n.id AND {_SEEN} OFFSET 0) r LIMIT {_RANKED}""",
)


def task_by_key(text: str, workspace_id: UUID, reader: User) -> list[Found]:
    """The task whose key a search is, or was before it moved."""
    if not _KEY.fullmatch(text):
        return []
    condition = named(text, workspace_id) & seen_by(reader)
    row = fetch_one(f"{_KEYED} WHERE {condition.sql}", condition.parameters)
    if row is None:
        return []
    former = "" if row[2] == text.upper() else text.upper()
    return [Found("task", row[0], BY_KEY, row[1], former)]


def tasks_with(text: str, workspace_id: UUID, reader: User) -> list[Found]:
    """The tasks whose title and description together hold the words."""
    return _found(_OF_TASKS, text, workspace_id, reader)


def comments_with(text: str, workspace_id: UUID, reader: User) -> list[Found]:
    """The comments that hold the words."""
    return _found(_OF_COMMENTS, text, workspace_id, reader)


def _found(source: _Source, text: str, workspace_id: UUID, reader: User) -> list[Found]:
    held, asked, ids = holding(text, by_pairs=False), asked_words(text), _holders(source, text, workspace_id)
    if not ids:
        return []
    projects = list(Project.objects.visible_to(reader).filter(workspace_id=workspace_id).values_list("id", flat=True))
    rank = _RANK.format(asked=asked.sql) if asked else "0"
    in_title = held.parameters if source is _OF_TASKS else ()
    rows = fetch(
        source.ranked.format(held=held.sql, rank=rank),
        [*(asked.parameters if asked else ()), *in_title, ids, projects],
    )
    return [
        Found(source.kind, row_id, (BY_NAME if is_in_title else source.base) + score, is_archived)
        for row_id, is_archived, score, is_in_title in rows
    ]


def _holders(source: _Source, text: str, workspace_id: UUID) -> list[UUID]:
    """Some of those that hold the words, the newest among them and first, as ids of version 7 tell it."""
    held = holding(text)
    parameters = [workspace_id, *held.parameters]
    found = fetch(source.newest.format(held=held.sql), parameters, prepare=False)
    # Of frequent words some will do, and of parts of words that are shorter than what an index knows.
    some_will_do = max(map(len, text.split())) <= 2 or are_frequent(text, workspace_id)
    if len(found) < (_FEW if some_will_do else _RANKED):
        with limited():
            found += fetch(source.holders.format(held=held.sql), [*parameters, _MANY], prepare=False)
    return sorted({row_id for (row_id,) in found}, reverse=True)
