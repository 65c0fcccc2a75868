"""Who and what is put on tasks: people and labels, on one or on many in the same few statements."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.core.errors import invalid
from backend.core.sql import execute, fetch
from backend.projects.models import Label
from backend.tasks.models import Task

_MEMBERS = "SELECT user_id FROM workspaces_member WHERE workspace_id = %s AND user_id = ANY(%s)"


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


def set_assignees(task: Task, user_ids: Sequence[UUID]) -> bool:
    """Assign exactly these members of the workspace. Whether anything changed."""
    return bool(assign([task], Marks(only=user_ids)))


def set_labels(task: Task, label_ids: Sequence[UUID]) -> bool:
    """Put exactly these labels of the workspace on a task. Whether anything changed."""
    return bool(label([task], Marks(only=label_ids)))


def assign(tasks: Sequence[Task], marks: Marks, field: str = "assignees") -> set[UUID]:
    """Assign members of the workspace in which the tasks lie. The ids of the tasks of which this is a change.

    Somebody who left the workspace may stay assigned, but is not assigned anew.
    """

    def members(user_ids: Collection[UUID]) -> set[UUID]:
        return {user_id for (user_id,) in fetch(_MEMBERS, [tasks[0].workspace_id, list(user_ids)])}

    if marks.is_empty:
        return set()
    change = _change_of(tasks, marks, "tasks_assignment", "user_id")
    change.require(members, field, "member of this workspace")
    change.write(tasks[0].workspace_id, "tasks_assignment", "user_id")
    return change.tasks


def label(tasks: Sequence[Task], marks: Marks, field: str = "labels") -> set[UUID]:
    """Put labels of the workspace on the tasks. The ids of the tasks of which this is a change."""

    def known(label_ids: Collection[UUID]) -> set[UUID]:
        return {one.id for one in Label.objects.all().kept(label_ids) if one.workspace_id == tasks[0].workspace_id}

    if marks.is_empty:
        return set()
    change = _change_of(tasks, marks, "tasks_tasklabel", "label_id")
    change.require(known, field, "label of this workspace")
    change.write(tasks[0].workspace_id, "tasks_tasklabel", "label_id")
    return change.tasks


@dataclass(frozen=True, slots=True)
class _Change:
    """`added` as (task, what); `dropped`: ids of rows."""

    added: Sequence[tuple[UUID, UUID]]
    dropped: Sequence[int]
    tasks: set[UUID]

    def require(self, known: Callable[[Collection[UUID]], set[UUID]], field: str, what: str) -> None:
        """422 where there is not all that is to be added."""
        wanted = {one for _, one in self.added}
        unknown = wanted - known(wanted) if wanted else set()
        if unknown:
            raise invalid(field, f"{', '.join(sorted(map(str, unknown)))}: no {what} has this id")

    def write(self, workspace_id: UUID, table: str, column: str) -> None:
        """Take away and put on."""
        if self.dropped:
            execute(f"DELETE FROM {table} WHERE id = ANY(%s)", [list(self.dropped)])
        if self.added:
            task_ids, ids = map(list, zip(*self.added, strict=True))
            # In order: the ids of the rows are the order in which people see them.
            execute(
                f"INSERT INTO {table} (workspace_id, task_id, {column}) SELECT %s, n.task_id, n.one"
                " FROM unnest(%s::uuid[], %s::uuid[]) WITH ORDINALITY AS n (task_id, one, place) ORDER BY n.place",
                [workspace_id, task_ids, ids],
            )


def _change_of(tasks: Sequence[Task], marks: Marks, table: str, column: str) -> _Change:
    present: dict[UUID, dict[UUID, int]] = {task.id: {} for task in tasks}
    sql = f"SELECT task_id, {column}, id FROM {table} WHERE task_id = ANY(%s) ORDER BY id"
    for task_id, one, row_id in fetch(sql, [list(present)]):
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
