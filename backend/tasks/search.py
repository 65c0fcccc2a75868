"""Full text of a task: what is kept for it, and how a search asks.

Words are folded (case, accents, width) by one function on both sides. Each is looked for by its English stem and, if it
is the last one, as a beginning; words of scripts without blanks between words are looked for as substrings.
"""

import re

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Q

from backend.tasks.models import Comment, Task, TaskSearch
from query.fold import fold, is_unspaced

# PostgreSQL takes at most 1 MiB of words for one vector; what stands further back is found as a substring only.
_VECTOR_CHARACTERS = 150_000
_TEXT_CHARACTERS = 1_000_000
_WORD = re.compile(r"[^\W_]+(?:[.'@-][^\W_]+)*")


def index_task(task: Task, *, with_comments: bool = True) -> None:
    """Keep the words of a task, after it or a comment on it was written."""
    bodies = Comment.objects.filter(task=task).order_by("created_at").values_list("body", flat=True)
    parts = [task.title, task.description, *(bodies if with_comments else ())]
    text = fold("\n".join(part for part in parts if part))[:_TEXT_CHARACTERS]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {TaskSearch._meta.db_table} (task_id, workspace_id, text, vector)"  # noqa: SLF001
            " VALUES (%(task)s, %(workspace)s, %(text)s,"
            " to_tsvector('english', %(words)s) || to_tsvector('simple', %(words)s))"
            " ON CONFLICT (task_id) DO UPDATE SET text = EXCLUDED.text, vector = EXCLUDED.vector",
            {"task": task.id, "workspace": task.workspace_id, "text": text, "words": text[:_VECTOR_CHARACTERS]},
        )


def matching(search: str) -> Q:
    """The condition on tasks that hold all words of `search`."""
    words = fold(search).split()
    condition = Q()
    for index, word in enumerate(words):
        condition &= _word(word, is_last=index == len(words) - 1)
    return condition


def _word(word: str, *, is_last: bool) -> Q:
    if is_unspaced(word) or not _WORD.search(word):
        return Q(words__text__contains=word)
    query = SearchQuery(word, config="english") | SearchQuery(word, config="simple")
    if is_last and (prefix := _prefix(word)):
        query |= SearchQuery(prefix, config="simple", search_type="raw")
    return Q(words__vector=query)


def _prefix(word: str) -> str:
    """The last word as typed so far: each part whole, the last one a beginning."""
    parts = _WORD.findall(word)
    return " & ".join([*(f"'{part}'" for part in _quoted(parts[:-1])), f"'{_quoted(parts)[-1]}':*"]) if parts else ""


def _quoted(parts: list[str]) -> list[str]:
    return [part.replace("'", "''") for part in parts]
