"""The keys of custom fields and of their options: short words for queries and values, derived from names."""

import re
from collections.abc import Collection
from itertools import count

from query.fold import fold

LONGEST = 40
# What a task has of its own. A value kept under `id` would be taken for another resource.
RESERVED = frozenset(
    {
        "after",
        "archived_at",
        "assignees",
        "attachment_count",
        "before",
        "blocked_by",
        "blocks",
        "comment_count",
        "completed_at",
        "created_at",
        "created_by",
        "deleted_at",
        "description",
        "due_at",
        "duplicated_by",
        "duplicates",
        "estimate",
        "fields",
        "id",
        "is_blocked",
        "key",
        "kind",
        "labels",
        "number",
        "parent_id",
        "position",
        "priority",
        "project_id",
        "recurrence",
        "recurrence_by",
        "recurrence_zone",
        "relates_to",
        "start_at",
        "status",
        "subtask_count",
        "subtask_done",
        "title",
        "updated_at",
        "version",
        "workspace_id",
    }
)
_OTHER = re.compile(r"[^a-z0-9]+")


def field_key(name: str, taken: Collection[str]) -> str:
    """A free key for a field of this name: `Größe (cm)` → `grosse_cm`; a letter comes first."""
    word = _word(name)
    if word in RESERVED or not word[:1].isalpha():
        word = f"field_{word}".strip("_")
    return _free(word, taken)


def option_key(name: str, taken: Collection[str]) -> str:
    """A free key for an option of this name."""
    return _free(_word(name) or "option", taken)


def _word(name: str) -> str:
    return _OTHER.sub("_", fold(name)).strip("_")


def _free(word: str, taken: Collection[str]) -> str:
    """`word`, or `word_2`, `word_3` … where others have it."""
    endings = ("" if number == 1 else f"_{number}" for number in count(1))
    return next(key for ending in endings if (key := f"{word[: LONGEST - len(ending)]}{ending}") not in taken)
