"""Queries as SQL: a resolved tree becomes a condition on the aliases t (task), p (its project) and s (its status).

It says the same as `query.predicate` of the task's document. Where a column is NULL a comparison is NULL, which counts
as "does not hold": hence `IS NOT TRUE` for the opposite of what may be NULL.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property, partial, singledispatch
from uuid import UUID

from backend.core.sql import ALWAYS, NEVER, Condition, all_of, any_of
from backend.tasks.condition_fields import held_by_field
from backend.tasks.search import escaped
from query.fold import fold
from query.moments import Edge, Reader, instant
from query.tree import (
    All,
    Among,
    Dated,
    Either,
    Estimated,
    Flag,
    FlagName,
    Has,
    InCategory,
    NamedField,
    Not,
    Possession,
    PriorityIn,
    Tree,
    Word,
)

_DIGITS = re.compile(r"[1-9][0-9]{0,9}", re.ASCII)
_LAST_NUMBER = 2**31 - 1

Keys = Callable[[], Mapping[UUID, str]]
"""Id → key of the projects in question; asked only where words may be parts of a task's key."""


class Asked:
    """What the condition depends on beside the tree."""

    def __init__(self, reader: Reader, keys: Keys) -> None:
        self.reader, self._read_keys = reader, keys

    def projects(self, is_meant: Callable[[str], bool]) -> list[UUID]:
        """The projects whose folded keys are meant."""
        return sorted(project for project, key in self._keys.items() if is_meant(key))

    def instant(self, edge: Edge | None) -> datetime | None:
        """An edge as an instant."""
        return None if edge is None else instant(edge, self.reader)

    @cached_property
    def _keys(self) -> Mapping[UUID, str]:
        return {project: fold(key) for project, key in self._read_keys().items()}


def condition_of(tree: Tree, reader: Reader, keys: Keys) -> Condition:
    """The condition under which the resolved `tree` holds of a task."""
    return _written(tree, Asked(reader, keys))


@singledispatch
def _written(tree: Tree, asked: Asked) -> Condition:
    """Custom fields have a module of their own, which refuses what is not resolved."""
    return held_by_field(tree, asked.reader)


@_written.register
def _(tree: All, asked: Asked) -> Condition:
    return all_of(_written(part, asked) for part in tree.parts)


@_written.register
def _(tree: Either, asked: Asked) -> Condition:
    """Words side by side are asked for at once: PostgreSQL joins one question, and runs two of them apart."""
    words = [part.text for part in tree.parts if isinstance(part, Word)]
    ranks = frozenset[int]().union(*(part.ranks for part in tree.parts if isinstance(part, PriorityIn)))
    others = [_written(part, asked) for part in tree.parts if not isinstance(part, Word | PriorityIn)]
    others += [_written(PriorityIn(ranks), asked)] if ranks else []
    return any_of([*([_any_word(words, asked)] if words else []), *others])


@_written.register
def _(tree: Not, asked: Asked) -> Condition:
    condition = _written(tree.part, asked)
    if condition is ALWAYS or condition is NEVER:
        return NEVER if condition is ALWAYS else ALWAYS
    return ~condition if _is_certain(tree.part) else Condition(f"({condition.sql} IS NOT TRUE)", condition.parameters)


@_written.register
def _(tree: Word, asked: Asked) -> Condition:
    return _any_word([tree.text], asked)


@_written.register
def _(tree: Flag, asked: Asked) -> Condition:
    return _FLAGS[tree.name](asked.reader)


@_written.register
def _(tree: Has, _asked: Asked) -> Condition:
    return Condition(_HAS[tree.what])


@_written.register
def _(tree: Among, asked: Asked) -> Condition:
    if tree.names:
        raise ValueError(f"{tree.names[0].text!r} is no id: resolve the tree first")
    ids = tree.ids | {asked.reader.user_id} if tree.me else tree.ids
    some, nothing = _FIELDS[tree.field]
    return any_of([*_one_of(some, sorted(map(UUID, ids))), *([Condition(nothing)] if tree.none else [])])


def _one_of(some: str, ids: Sequence[UUID]) -> Iterator[Condition]:
    """Of one value PostgreSQL knows more than of a list with one in it: an index stays in order behind it."""
    if len(ids) == 1:
        yield Condition(some.replace("= ANY(%s)", "= %s"), (ids[0],))
    elif ids:
        yield Condition(some, (ids,))


@_written.register
def _(tree: InCategory, _asked: Asked) -> Condition:
    return Condition("s.category = ANY(%s)", (sorted(tree.categories),))


@_written.register
def _(tree: PriorityIn, _asked: Asked) -> Condition:
    return Condition("t.priority = ANY(%s)", (sorted(tree.ranks),)) if tree.ranks else NEVER


@_written.register
def _(tree: Estimated, _asked: Asked) -> Condition:
    numbers = tree.range
    ends = (
        (numbers.low, ">=" if numbers.low_included else ">"),
        (numbers.high, "<=" if numbers.high_included else "<"),
    )
    return all_of(Condition(f"t.estimate {sign} %s::float8", (end,)) for end, sign in ends if end is not None)


@_written.register
def _(tree: Dated, asked: Asked) -> Condition:
    column, ends = f"t.{tree.field}_at", ((asked.instant(tree.since), ">="), (asked.instant(tree.until), "<"))
    return all_of(Condition(f"{column} {sign} %s", (end,)) for end, sign in ends if end is not None)


def _any_word(words: Sequence[str], asked: Asked) -> Condition:
    """The row's text holds title, description and `-12`, the end of the key; of its beginning, the project's key,
    it is decided here for which projects it matters, so that another key of a project is true at once.
    """
    texts = any_of(Condition("w.text LIKE %s", (f"%{escaped(word)}%",)) for word in words)
    whole = [one for word in words for one in asked.projects(partial(_begins_key, word))]
    numbered = [one for word in words for one in _numbered(word, asked)]
    if numbered:
        # One list of ids: PostgreSQL begins with it, where it would try each task on two questions with "or" between.
        ids = any_of(numbered)
        rows = f"SELECT w.task_id FROM {_TEXTS} AND {texts.sql} UNION ALL SELECT k.id FROM tasks_task k WHERE {ids.sql}"
        written = Condition(f"t.id IN ({rows})", texts.parameters + ids.parameters)
    else:
        written = Condition(_exists(f"{_TEXTS} AND w.task_id = t.id AND {texts.sql}"), texts.parameters)
    return any_of([written, *([Condition("t.project_id = ANY(%s)", (sorted(whole),))] if whole else [])])


def _begins_key(word: str, project_key: str) -> bool:
    """Whether every task of a project holds the word in its key."""
    return word in f"{project_key}-"


def _numbered(word: str, asked: Asked) -> Iterator[Condition]:
    """The tasks k whose key holds a word such as `ps-12`: of which projects, and with which first digits."""
    end, dash, number = word.rpartition("-")
    if not (dash and end and _DIGITS.fullmatch(number)):
        return
    projects = asked.projects(lambda key: key.endswith(end))
    first, size = int(number), 1
    while projects and first * size <= _LAST_NUMBER:
        last = min((first + 1) * size - 1, _LAST_NUMBER)
        yield Condition("(k.project_id = ANY(%s) AND k.number BETWEEN %s AND %s)", (projects, first * size, last))
        size *= 10


def _is_certain(tree: Tree) -> bool:
    """Whether the condition is never NULL, so that a plain NOT is right, which PostgreSQL plans better."""
    match tree:
        case All(parts) | Either(parts):
            return all(map(_is_certain, parts))
        case Flag(name):
            return name != "overdue"
        case Among(field):
            return field not in {"author", "parent"}
        case Dated(field):
            return field in {"created", "updated"}
        case _:
            return isinstance(tree, Word | Has | InCategory | PriorityIn | Not)


_TEXTS = "tasks_tasksearch w WHERE w.comment_id IS NULL"
_CLOSED = "s.category IN ('cancelled', 'done')"

_FLAGS: Mapping[FlagName, Callable[[Reader], Condition]] = {
    "open": lambda _: Condition(f"(NOT {_CLOSED})"),
    "closed": lambda _: Condition(_CLOSED),
    "done": lambda _: Condition("s.category = 'done'"),
    "overdue": lambda reader: Condition(f"(t.due_at < %s AND NOT {_CLOSED})", (reader.now,)),
    "blocked": lambda _: Condition("t.is_blocked"),
    "subtask": lambda _: Condition("t.parent_id IS NOT NULL"),
    "recurring": lambda _: Condition("t.recurrence IS NOT NULL"),
    "archived": lambda _: Condition("(t.archived_at IS NOT NULL OR p.archived_at IS NOT NULL)"),
    "deleted": lambda _: Condition("t.deleted_at IS NOT NULL"),
    "any": lambda _: ALWAYS,
}


def _exists(rows: str) -> str:
    return f"EXISTS (SELECT 1 FROM {rows})"


_ASSIGNED = "tasks_assignment a WHERE a.task_id = t.id"
_LABELLED = "tasks_tasklabel l WHERE l.task_id = t.id"
_WATCHED = "tasks_watcher w WHERE w.task_id = t.id"
_LINKED = "tasks_link k WHERE (k.source_id = t.id OR k.target_id = t.id)"


def _linked(kind: str, own: str, other: str) -> tuple[str, str]:
    rows = f"tasks_link k WHERE k.{own}_id = t.id AND k.kind = '{kind}'"
    return f"(t.link_count > 0 AND {_exists(f'{rows} AND k.{other}_id = ANY(%s)')})", f"(NOT {_exists(rows)})"


_OTHER = "CASE k.source_id WHEN t.id THEN k.target_id ELSE k.source_id END"
_RELATED = f"{_LINKED} AND k.kind = 'relates'"

# Field → what it is to hold one of some ids, and what it is to hold none.
_FIELDS: Mapping[NamedField, tuple[str, str]] = {
    "status": ("t.status_id = ANY(%s)", "false"),
    "project": ("t.project_id = ANY(%s)", "false"),
    "label": (_exists(f"{_LABELLED} AND l.label_id = ANY(%s)"), f"(NOT {_exists(_LABELLED)})"),
    "assignee": (_exists(f"{_ASSIGNED} AND a.user_id = ANY(%s)"), f"(NOT {_exists(_ASSIGNED)})"),
    "author": ("t.created_by_id = ANY(%s)", "t.created_by_id IS NULL"),
    "watching": (_exists(f"{_WATCHED} AND w.user_id = ANY(%s)"), f"(NOT {_exists(_WATCHED)})"),
    "parent": ("t.parent_id = ANY(%s)", "t.parent_id IS NULL"),
    "blocks": _linked("blocks", "source", "target"),
    "blocked_by": _linked("blocks", "target", "source"),
    "duplicates": _linked("duplicates", "source", "target"),
    "duplicated_by": _linked("duplicates", "target", "source"),
    "relates_to": (
        f"(t.link_count > 0 AND {_exists(f'{_RELATED} AND {_OTHER} = ANY(%s)')})",
        f"(NOT {_exists(_RELATED)})",
    ),
}

_HAS: Mapping[Possession, str] = {
    "assignee": _exists(_ASSIGNED),
    "attachment": "t.attachment_count > 0",
    "author": "t.created_by_id IS NOT NULL",
    "comment": "t.comment_count > 0",
    "completed": "t.completed_at IS NOT NULL",
    "description": "t.description <> ''",
    "due": "t.due_at IS NOT NULL",
    "estimate": "t.estimate IS NOT NULL",
    "label": _exists(_LABELLED),
    "link": "t.link_count > 0",
    "parent": "t.parent_id IS NOT NULL",
    "start": "t.start_at IS NOT NULL",
    "subtask": "t.subtask_count > 0",
}
