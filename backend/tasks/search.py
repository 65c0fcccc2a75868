"""What is searched of tasks and comments: what is kept for it, and how a search asks.

Texts are folded (case, accents, width) by one function on both sides. The words of `q` are substrings of a task's own
text. A search looks at comments too: each of its words is looked for by its English stem and, if it is the last one, as
a beginning; words of scripts without blanks between words are looked for as substrings, by their pairs of letters.
"""

import json
import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from time import monotonic
from typing import Any
from uuid import UUID

from backend.core.sql import Condition, all_of, among, execute, execute_later, fetch
from backend.tasks.candidates import FEW
from backend.tasks.models import Comment, Task
from backend.tasks.query_limit import limited
from query.fold import fold, is_unspaced, pairs, searchable, unspaced
from query.predicate import task_text

# PostgreSQL takes at most 1 MiB of words for one vector; what stands further back is found as a substring only.
_VECTOR_CHARACTERS = 150_000
_PAIRS = 50_000
_WORD = re.compile(r"[^\W_]+(?:[.'@-][^\W_]+)*")

# PostgreSQL's guess from which on a word is not tried.
FREQUENT = 25_000
_GUESSED_FOR = 60  # seconds
_GUESS = "EXPLAIN (FORMAT JSON) SELECT FROM tasks_tasksearch w WHERE {held}"
_HOLDER = "SELECT w.task_id FROM tasks_tasksearch w WHERE {held}"
_HOLDERS = "SELECT count(*), array_agg(DISTINCT few.task_id)::text FROM ({holders} LIMIT {limit}) few"

_VECTOR = "to_tsvector('english', %s) || to_tsvector('simple', %s) || array_to_tsvector(%s::text[])"

# Rows that stay as they were are not written.
_INDEX_TASK = f"""
    INSERT INTO tasks_tasksearch AS o (task_id, workspace_id, text, vector, fields)
    VALUES (%s, %s, %s, {_VECTOR}, %s::jsonb)
    ON CONFLICT (task_id) WHERE comment_id IS NULL DO UPDATE
    SET text = EXCLUDED.text, vector = EXCLUDED.vector, fields = EXCLUDED.fields
    WHERE (o.text, o.fields) IS DISTINCT FROM (EXCLUDED.text, EXCLUDED.fields)"""

_INDEX_NEW = """
    INSERT INTO tasks_tasksearch (task_id, workspace_id, text, vector, fields)
    SELECT n.task_id, %s, n.text,
        to_tsvector('english', n.words) || to_tsvector('simple', n.words) || array_to_tsvector(n.parts), n.fields
    FROM jsonb_to_recordset(%s::jsonb) AS n (task_id uuid, text text, words text, parts text[], fields jsonb)"""

_INDEX_COMMENT = f"""
    INSERT INTO tasks_tasksearch (comment_id, task_id, workspace_id, text, vector)
    VALUES (%s, %s, %s, %s, {_VECTOR})
    ON CONFLICT (comment_id) DO UPDATE SET text = EXCLUDED.text, vector = EXCLUDED.vector"""


def index_task(task: Task) -> None:
    """Keep the words of a task. Call it where number, title, description or custom fields were written."""
    kept = _words(task)
    words, texts = kept["words"], json.dumps(kept["fields"])
    execute_later(_INDEX_TASK, [task.id, task.workspace_id, kept["text"], words, words, kept["parts"], texts])


def index_new(tasks: Sequence[Task]) -> None:
    """The same of new tasks of one workspace, in one statement."""
    words = [_words(task) for task in tasks]
    execute(_INDEX_NEW, [tasks[0].workspace_id, json.dumps(words)])


def index_comment(comment: Comment) -> None:
    """Keep the words of a comment. Call it where its body was written, or emptied."""
    text = searchable(comment.body)
    words = text[:_VECTOR_CHARACTERS]
    execute_later(_INDEX_COMMENT, [comment.id, comment.task_id, comment.workspace_id, text, words, words, parts(words)])


def _words(task: Task) -> dict[str, Any]:
    own = task_text(task.title, task.description)
    words = own[:_VECTOR_CHARACTERS]
    texts = {key: searchable(value) for key, value in task.fields.items() if isinstance(value, str)}
    text = f"-{task.number}\n{own}"
    return {"task_id": str(task.id), "text": text, "words": words, "parts": parts(words), "fields": texts}


def parts(text: str) -> list[str]:
    """What is kept of a folded text for words that are looked for as parts of it."""
    found = (pair for part in unspaced(text[:_PAIRS]) for pair in pairs(part))
    return list(dict.fromkeys(found))


def matching(search: str, workspace_ids: Collection[UUID], *, among_few: bool = False) -> Condition:
    """The condition on t under which task and comments together hold all words of `search`.

    Where few hold those of its words that are not frequent, their ids are the condition. Else the order is followed
    until a page is full, and each task is asked for its words; so is each of the few tasks with which the list begins
    anyway (`among_few`).
    """
    held, where = _each(search), tuple(sorted(workspace_ids))
    rare = [] if among_few else [one for one in held if not _is_frequent(one, where)]
    if rare and (few := _few(rare, where)) is not None:
        return all_of([few, *(_found(one) for one in held if one not in rare)])
    return all_of(map(_found, held))


def are_frequent(search: str, workspace_id: UUID) -> bool:
    """Whether each of the words of `search` is probably in many texts of the workspace."""
    return all(_is_frequent(one, (workspace_id,)) for one in _each(search))


def _each(search: str) -> list[Condition]:
    """The conditions on w under which one row holds the words."""
    words = fold(search).split()
    return [_held(word, is_last=index == len(words) - 1) for index, word in enumerate(words)]


def _is_frequent(held: Condition, workspace_ids: tuple[UUID, ...]) -> bool:
    """Whether PostgreSQL, which keeps the frequencies of frequent words, takes it for one: to try it would be slow."""
    return _guess(held, workspace_ids, int(monotonic() / _GUESSED_FOR)) > FREQUENT


@lru_cache(maxsize=2048)
def _guess(held: Condition, workspace_ids: tuple[UUID, ...], _minute: int) -> int:
    wanted = among("w.workspace_id", workspace_ids) & held
    plan = fetch(_GUESS.format(held=wanted.sql), wanted.parameters, prepare=False)[0][0]
    rows: int = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"]
    return rows


def _few(held: Sequence[Condition], workspace_ids: tuple[UUID, ...]) -> Condition | None:
    """The tasks that hold all these words, themselves and in their comments, if they are few."""
    wanted = [among("w.workspace_id", workspace_ids) & one for one in held]
    holders = " INTERSECT ".join(_HOLDER.format(held=one.sql) for one in wanted)
    parameters = [parameter for one in wanted for parameter in one.parameters]
    with limited():
        count, ids = fetch(_HOLDERS.format(holders=holders, limit=FEW + 1), parameters, prepare=False)[0]
    return Condition("t.id = ANY(%s::uuid[])", (ids or "{}",)) if count <= FEW else None


def holding(search: str, *, by_pairs: bool = True) -> Condition:
    """The condition on w under which one row, of a task or of a comment, holds all words of `search`.

    `by_pairs`: whether the vector knows pairs of letters, as those that are kept do.
    """
    words = fold(search).split()
    return all_of(
        _part(word) if is_unspaced(word) and not by_pairs else _held(word, is_last=index == len(words) - 1)
        for index, word in enumerate(words)
    )


def asked_words(search: str) -> Condition | None:
    """`search` as a tsquery, for ranking; None where all of it is looked for as parts of words."""
    words = fold(search).split()
    asked = [_asked(word, is_last=index == len(words) - 1) for index, word in enumerate(words) if not _is_part(word)]
    parameters = tuple(parameter for one in asked for parameter in one.parameters)
    return Condition(" && ".join(f"({one.sql})" for one in asked), parameters) if asked else None


def escaped(text: str) -> str:
    """As LIKE takes a text literally."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _held(word: str, *, is_last: bool) -> Condition:
    """The condition on w, the words of a task or comment, under which they hold one word."""
    if is_unspaced(word):
        return _unspaced(word)
    if _is_part(word):
        return _part(word)
    asked = _asked(word, is_last=is_last)
    return Condition(f"w.vector @@ ({asked.sql})", asked.parameters)


def _unspaced(word: str) -> Condition:
    """Rows with all pairs of letters of the word; the text is looked at where these may stand apart."""
    runs = unspaced(word)
    wanted = [pair for run in runs for pair in (pairs(run)[:-1] or [f"{run}:*"])]
    held = Condition("w.vector @@ %s::tsquery", (" & ".join(wanted),))
    is_exact = runs == [word] and len(wanted) == 1
    return held if is_exact else held & Condition("w.text LIKE %s", (f"%{escaped(word)}%",))


def _part(word: str) -> Condition:
    """Tasks and comments each have an index of their own for parts of words."""
    pattern = f"%{escaped(word)}%"
    either = "(w.text LIKE %s AND w.comment_id IS NULL OR w.text LIKE %s AND w.comment_id IS NOT NULL)"
    return Condition(either, (pattern, pattern))


def _is_part(word: str) -> bool:
    """Whether it is looked for as a part of words."""
    return is_unspaced(word) or not _WORD.search(word)


def _asked(word: str, *, is_last: bool) -> Condition:
    """One word as a tsquery."""
    query, parameters = "plainto_tsquery('english', %s) || plainto_tsquery('simple', %s)", [word, word]
    if is_last and (prefix := _prefix(word)):
        query, parameters = f"{query} || to_tsquery('simple', %s)", [*parameters, prefix]
    return Condition(query, tuple(parameters))


def _found(held: Condition) -> Condition:
    # The fence (OFFSET) keeps PostgreSQL from going through all rows with the word first.
    sql = f"EXISTS (SELECT 1 FROM tasks_tasksearch w WHERE w.task_id = t.id AND {held.sql} OFFSET 0)"
    return Condition(sql, held.parameters)


def _prefix(word: str) -> str:
    """The last word as typed so far: each part whole, the last one a beginning."""
    parts = _WORD.findall(word)
    return " & ".join([*(f"'{part}'" for part in _quoted(parts[:-1])), f"'{_quoted(parts)[-1]}':*"]) if parts else ""


def _quoted(parts: list[str]) -> list[str]:
    return [part.replace("'", "''") for part in parts]
