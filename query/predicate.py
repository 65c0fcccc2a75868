"""Whether a task, as its document shows it, is one that a query asks for. Says the same as the SQL of the backend."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache, singledispatch
from typing import Any, TypeAlias

from query.fields import CLOSED, PRIORITIES
from query.fold import fold, searchable
from query.moments import Reader, day, instant
from query.tree import (
    All,
    Among,
    Dated,
    Either,
    Estimated,
    FieldAmong,
    FieldChecked,
    FieldDate,
    FieldNumber,
    FieldSet,
    FieldText,
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

Document: TypeAlias = Mapping[str, Any]


def matches(tree: Tree, task: Document, reader: Reader) -> bool:
    """Whether the resolved `tree` holds of `task`."""
    return _holds(tree, task, reader)


@lru_cache(maxsize=128)
def task_text(title: str, description: str) -> str:
    """What words are looked for in, beside the key; each row keeps the same text for the SQL."""
    return f"{searchable(title)}\n{searchable(description)}"


@singledispatch
def _holds(tree: Tree, _task: Document, _reader: Reader) -> bool:
    raise ValueError(f"{type(tree).__name__} is evaluated once it is resolved")


@_holds.register
def _(tree: All, task: Document, reader: Reader) -> bool:
    return all(_holds(part, task, reader) for part in tree.parts)


@_holds.register
def _(tree: Either, task: Document, reader: Reader) -> bool:
    return any(_holds(part, task, reader) for part in tree.parts)


@_holds.register
def _(tree: Not, task: Document, reader: Reader) -> bool:
    return not _holds(tree.part, task, reader)


@_holds.register
def _(tree: Word, task: Document, _reader: Reader) -> bool:
    return tree.text in task_text(task["title"], task["description"]) or tree.text in fold(task["key"])


@_holds.register
def _(tree: Flag, task: Document, reader: Reader) -> bool:
    return bool(_IS[tree.name](task, reader))


@_holds.register
def _(tree: Has, task: Document, _reader: Reader) -> bool:
    return bool(_HAS[tree.what](task))


@_holds.register
def _(tree: Among, task: Document, reader: Reader) -> bool:
    if tree.names:
        raise ValueError(f"{tree.names[0].text!r} is no id: resolve the tree first")
    held = _HELD[tree.field](task)
    wanted = tree.ids | {reader.user_id} if tree.me else tree.ids
    return not wanted.isdisjoint(held) or (tree.none and not held)


@_holds.register
def _(tree: InCategory, task: Document, _reader: Reader) -> bool:
    return task["status"]["category"] in tree.categories


@_holds.register
def _(tree: PriorityIn, task: Document, _reader: Reader) -> bool:
    return PRIORITIES.index(task["priority"]) in tree.ranks


@_holds.register
def _(tree: Estimated, task: Document, _reader: Reader) -> bool:
    return task["estimate"] is not None and tree.range.holds(task["estimate"])


@_holds.register
def _(tree: Dated, task: Document, reader: Reader) -> bool:
    """Instants in documents are all written alike, so they compare as texts."""
    at: str | None = task[f"{tree.field}_at"]
    return (
        at is not None
        and (tree.since is None or at >= _as_text(instant(tree.since, reader)))
        and (tree.until is None or at < _as_text(instant(tree.until, reader)))
    )


@_holds.register
def _(tree: FieldSet, task: Document, _reader: Reader) -> bool:
    return task["fields"].get(tree.key) is not None


@_holds.register
def _(tree: FieldText, task: Document, _reader: Reader) -> bool:
    value = task["fields"].get(tree.key)
    return isinstance(value, str) and tree.text in searchable(value)


@_holds.register
def _(tree: FieldAmong, task: Document, reader: Reader) -> bool:
    value = task["fields"].get(tree.key)
    wanted = tree.values | {reader.user_id} if tree.me else tree.values
    return not wanted.isdisjoint(value if isinstance(value, list) else [value])


@_holds.register
def _(tree: FieldNumber, task: Document, _reader: Reader) -> bool:
    value = task["fields"].get(tree.key)
    return isinstance(value, int | float) and not isinstance(value, bool) and tree.range.holds(value)


@_holds.register
def _(tree: FieldDate, task: Document, reader: Reader) -> bool:
    value = task["fields"].get(tree.key)
    return (
        isinstance(value, str)
        and (tree.since is None or value >= day(tree.since, reader).isoformat())
        and (tree.until is None or value < day(tree.until, reader).isoformat())
    )


@_holds.register
def _(tree: FieldChecked, task: Document, _reader: Reader) -> bool:
    return task["fields"].get(tree.key) is True


def _as_text(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _is_open(task: Document, _reader: Reader) -> bool:
    return task["status"]["category"] not in CLOSED


def _is_overdue(task: Document, reader: Reader) -> bool:
    return task["due_at"] is not None and task["due_at"] < _as_text(reader.now) and _is_open(task, reader)


def _is_archived(task: Document, reader: Reader) -> bool:
    return task["archived_at"] is not None or task["project_id"] in reader.archived_projects


_IS: Mapping[FlagName, Callable[[Document, Reader], object]] = {
    "open": _is_open,
    "closed": lambda task, reader: not _is_open(task, reader),
    "done": lambda task, _: task["status"]["category"] == "done",
    "overdue": _is_overdue,
    "blocked": lambda task, _: task["is_blocked"],
    "subtask": lambda task, _: task["parent_id"],
    "recurring": lambda task, _: task["recurrence"],
    "archived": _is_archived,
    "deleted": lambda task, _: task["deleted_at"],
    "any": lambda _task, _reader: True,
}


def _one(id_: str | None) -> tuple[str, ...]:
    return () if id_ is None else (id_,)


def _no_watchers(task: Document) -> tuple[str, ...]:
    raise ValueError(f"the document of task {task['id']} does not tell who watches it")


_HELD: Mapping[NamedField, Callable[[Document], tuple[str, ...] | list[str]]] = {
    "status": lambda task: (task["status"]["id"],),
    "label": lambda task: [label["id"] for label in task["labels"]],
    "project": lambda task: (task["project_id"],),
    "assignee": lambda task: [person["id"] for person in task["assignees"]],
    "author": lambda task: _one(task["created_by"] and task["created_by"]["id"]),
    "watching": _no_watchers,
    "parent": lambda task: _one(task["parent_id"]),
    "blocks": lambda task: task["blocks"],
    "blocked_by": lambda task: task["blocked_by"],
    "relates_to": lambda task: task["relates_to"],
    "duplicates": lambda task: task["duplicates"],
    "duplicated_by": lambda task: task["duplicated_by"],
}

_LINKS: tuple[NamedField, ...] = ("blocks", "blocked_by", "relates_to", "duplicates", "duplicated_by")

_HAS: Mapping[Possession, Callable[[Document], object]] = {
    "assignee": lambda task: task["assignees"],
    "attachment": lambda task: task["attachment_count"],
    "author": lambda task: task["created_by"],
    "comment": lambda task: task["comment_count"],
    "completed": lambda task: task["completed_at"],
    "description": lambda task: task["description"],
    "due": lambda task: task["due_at"],
    "estimate": lambda task: task["estimate"] is not None,
    "label": lambda task: task["labels"],
    "link": lambda task: any(task[field] for field in _LINKS),
    "parent": lambda task: task["parent_id"],
    "start": lambda task: task["start_at"],
    "subtask": lambda task: task["subtask_count"],
}
