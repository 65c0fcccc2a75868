"""Who and what is put on tasks: people and labels, on one or on many in the same few statements."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from backend.core.errors import invalid
from backend.core.sql import among, execute, fetch
from backend.core.statements import Row
from backend.tasks.models import Task


class _Rows(NamedTuple):
    """The table in which it stands what tasks carry, and the column that says what.

    `known`: where that is looked up, by column, with what is to be said behind it; what it is called.
    """

    table: str
    column: str
    known: tuple[str, str, str]
    what: str


_ASSIGNMENTS = _Rows("tasks_assignment", "user_id", ("workspaces_member", "user_id", ""), "member of this workspace")
_LABELS = _Rows(
    "tasks_tasklabel", "label_id", ("projects_label", "id", "ORDER BY id FOR KEY SHARE"), "label of this workspace"
)
# In order: the ids of the rows are the order in which people see them.
_PUT = """
    INSERT INTO {rows.table} (workspace_id, task_id, {rows.column}) SELECT %s, n.task_id, n.one
    FROM unnest(%s::uuid[], %s::uuid[]) WITH ORDINALITY AS n (task_id, one, place)
    JOIN (SELECT {key} AS one FROM {table} WHERE workspace_id = %s AND {wanted} {rest}) known USING (one)
    ORDER BY n.place RETURNING {rows.column}"""


@dataclass(frozen=True, slots=True)
class Marks:
    """What tasks shall carry: exactly `only`, or what they carry with `add` and without `remove`."""

    only: Sequence[UUID] | None = None
    add: Sequence[UUID] = ()
    remove: Collection[UUID] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return self.only is None and not self.add and not self.remove

    def of(self, present: Iterable[UUID]) -> list[UUID]:
        """What a task shall carry that carries `present`, in the order in which it was put there."""
        if self.only is not None:
            present = [one for one in present if one in self.only]
        return list(dict.fromkeys(one for one in (*present, *(self.only or ()), *self.add) if one not in self.remove))


def set_assignees(task: Task, user_ids: Sequence[UUID], *, is_new: bool = False) -> bool:
    """Assign exactly these members of the workspace. Whether anything changed. `is_new`: the task carries nobody."""
    return bool(assign([task], Marks(add=user_ids) if is_new else Marks(only=user_ids), is_new=is_new))


def set_labels(task: Task, label_ids: Sequence[UUID], *, is_new: bool = False) -> bool:
    """Put exactly these labels of the workspace on a task. Whether anything changed. `is_new`: it carries none."""
    return bool(label([task], Marks(add=label_ids) if is_new else Marks(only=label_ids), is_new=is_new))


def assign(tasks: Sequence[Task], marks: Marks, field: str = "assignees", *, is_new: bool = False) -> set[UUID]:
    """Assign members of the workspace in which the tasks lie. The ids of the tasks of which this is a change.

    Somebody who left the workspace may stay assigned, but is not assigned anew.
    """

    if marks.is_empty:
        return set()
    change = _change_of(tasks, marks, _ASSIGNMENTS, is_new=is_new)
    change.write(tasks[0].workspace_id, _ASSIGNMENTS, field)
    return change.tasks


def label(tasks: Sequence[Task], marks: Marks, field: str = "labels", *, is_new: bool = False) -> set[UUID]:
    """Put labels of the workspace on the tasks. The ids of the tasks of which this is a change."""

    if marks.is_empty:
        return set()
    change = _change_of(tasks, marks, _LABELS, is_new=is_new)
    change.write(tasks[0].workspace_id, _LABELS, field)
    return change.tasks


def assign_new(workspace_id: UUID, pairs: Iterable[tuple[UUID, UUID]]) -> None:
    """Each (task, person): of tasks that nobody is assigned to yet."""
    _Change(list(dict.fromkeys(pairs)), (), set()).write(workspace_id, _ASSIGNMENTS, "assignees")


def label_new(workspace_id: UUID, pairs: Iterable[tuple[UUID, UUID]]) -> None:
    """Each (task, label): of tasks that carry none yet."""
    _Change(list(dict.fromkeys(pairs)), (), set()).write(workspace_id, _LABELS, "labels")


@dataclass(frozen=True, slots=True)
class _Change:
    """`added` as (task, what); `dropped`: ids of rows."""

    added: Sequence[tuple[UUID, UUID]]
    dropped: Sequence[int]
    tasks: set[UUID]

    def write(self, workspace_id: UUID, rows: _Rows, field: str) -> None:
        """Take away and put on; 422 where there is not all that is to be put on."""
        if self.dropped:
            execute(f"DELETE FROM {rows.table} WHERE id = ANY(%s)", [list(self.dropped)])
        if self.added:
            task_ids, ids = map(list, zip(*self.added, strict=True))
            table, key, rest = rows.known
            wanted = among(key, set(ids))
            text = _PUT.format(rows=rows, key=key, table=table, wanted=wanted.sql, rest=rest)
            put = fetch(text, [workspace_id, task_ids, ids, workspace_id, *wanted.parameters])
            if unknown := set(ids) - {one for (one,) in put}:
                raise invalid(field, f"{', '.join(sorted(map(str, unknown)))}: no {rows.what} has this id")


def _change_of(tasks: Sequence[Task], marks: Marks, rows: _Rows, *, is_new: bool) -> _Change:
    present: dict[UUID, dict[UUID, int]] = {task.id: {} for task in tasks}
    for task_id, one, row_id in () if is_new else _present(present, rows):
        present[task_id][one] = row_id
    added, dropped, changed = list[tuple[UUID, UUID]](), list[int](), set[UUID]()
    for task_id, carried in present.items():
        wanted = marks.of(carried)
        new = [(task_id, one) for one in wanted if one not in carried]
        old = [row_id for one, row_id in carried.items() if one not in wanted]
        if new or old:
            changed.add(task_id)
        added += new
        dropped += old
    return _Change(added, dropped, changed)


def _present(task_ids: Collection[UUID], rows: _Rows) -> list[Row]:
    """(task, what, id of the row), in the order in which it was put there."""
    wanted = among("task_id", task_ids)
    text = f"SELECT task_id, {rows.column}, id FROM {rows.table} WHERE {wanted.sql} ORDER BY id"
    return fetch(text, wanted.parameters)
