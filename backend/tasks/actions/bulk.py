"""One change of many tasks: one transaction, each task its own event, all or nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Unpack, cast
from uuid import UUID

from backend.accounts.models import User
from backend.core.errors import invalid
from backend.core.sql import fetch
from backend.eventlog.change import Log, change
from backend.projects.actions.project import find_project
from backend.tasks.actions.archive import set_archived
from backend.tasks.actions.blame import within
from backend.tasks.actions.effects import settle
from backend.tasks.actions.lock import Below, Locked, Reach, Ties, lock_tasks
from backend.tasks.actions.people import Marks, assign, label
from backend.tasks.actions.task import Changes, reach_of, revise_tasks
from backend.tasks.actions.trash import put_away, take_out
from backend.tasks.filters import Asker, selection
from backend.tasks.models import Task
from backend.tasks.query_limit import limited
from query.tree import All, listed

Versions = dict[UUID, int]


class BulkFields(Changes, total=False):
    """What may be changed of many tasks, as the API names it."""

    add_labels: list[UUID]
    remove_labels: list[UUID]
    add_assignees: list[UUID]
    remove_assignees: list[UUID]
    archived: bool
    deleted: bool


def change_tasks(task_ids: Sequence[UUID], *, actor: User, **fields: Unpack[BulkFields]) -> Versions:
    """The tasks that have changed, in the order given, and their versions. The caller sees to how many there are."""
    ids = list(dict.fromkeys(task_ids))
    with change(actor) as log:
        _require_known(ids, actor)
        with within("changes"):
            target = find_project(fields["project_id"], actor=actor) if "project_id" in fields else None
        locked = lock_tasks(ids, actor, _reach(fields), log)
        before = {task.id: task.version for task in locked.named}
        if "deleted" in fields:
            _delete(log, locked, deleted=fields["deleted"])
        else:
            _require_living(locked.named)
            with within("changes"):
                marked = _mark(log, locked.named, fields)
                fields = _without_marks(fields)
                with log.together():
                    _archive(log, locked.named, fields.get("archived"))
                revise_tasks(log, locked, fields, target, marked)
        after = dict(Task.objects.filter(id__in=ids).values_list("id", "version"))
    return {task_id: after[task_id] for task_id in ids if after[task_id] != before[task_id]}


def find_tasks(workspace_id: UUID, q: str, *, actor: User, most: int) -> list[UUID]:
    """The tasks of a workspace that a query finds, by their ids; 422 where there are more than `most`."""
    asker = Asker(actor, workspace_id)
    tree = listed(All((asker.tree(q, ("body", "q")),)))
    where = asker.sees() & asker.condition(tree)
    chosen = selection(where)
    rows = f"FROM {chosen.source} WHERE {where.sql}"
    with limited():
        found = fetch(f"SELECT t.id {rows} ORDER BY t.id LIMIT %s", [*where.parameters, most + 1], prepare=False)
    if len(found) > most:
        with limited():
            [(count,)] = fetch(f"SELECT count(*) {rows}", where.parameters, prepare=False)
        raise invalid("q", f"finds {count} tasks; at most {most} can be changed at once", "too_many")
    return [task_id for (task_id,) in found]


def _require_known(ids: Sequence[UUID], actor: User) -> None:
    found = dict(Task.objects.visible_to(actor).filter(id__in=ids).values_list("id", "workspace_id"))
    unknown = [str(one) for one in ids if one not in found]
    if unknown:
        raise invalid("ids", f"{', '.join(unknown)}: no task that you know has this id")
    if len(set(found.values())) > 1:
        raise invalid("ids", "are of more than one workspace")


def _reach(fields: BulkFields) -> Reach:
    if "deleted" in fields:
        return Reach(whole_project=True, below=Below.ALIKE, ties=Ties.BLOCKED)
    reach = reach_of(fields)
    return replace(reach, whole_project=True) if reach.into else reach


def _require_living(tasks: Sequence[Task]) -> None:
    gone = [task.key for task in tasks if task.deleted_at is not None]
    if gone:
        raise invalid("ids", f"{', '.join(gone)}: in the trash; restore first")


def _delete(log: Log, locked: Locked, *, deleted: bool) -> None:
    if deleted:
        settle(log, put_away(log, locked.family))
        return
    settle(log, take_out(log, locked.family), restored=[task.id for task in locked.family])


def _mark(log: Log, tasks: Sequence[Task], fields: BulkFields) -> set[UUID]:
    """Put people and labels on, or take them off. The tasks that this changes."""
    people = Marks(fields.get("assignees"), fields.get("add_assignees", ()), fields.get("remove_assignees", ()))
    labels = Marks(fields.get("labels"), fields.get("add_labels", ()), fields.get("remove_labels", ()))
    assigned = assign(tasks, people, "assignees" if "assignees" in fields else "add_assignees")
    labelled = label(tasks, labels, "labels" if "labels" in fields else "add_labels")
    log.tell |= bool(assigned)
    return assigned | labelled


def _without_marks(fields: BulkFields) -> BulkFields:
    kept = {name: value for name, value in fields.items() if name not in {"assignees", "labels"}}
    return cast("BulkFields", kept)


def _archive(log: Log, tasks: Sequence[Task], archived: bool | None) -> None:
    for task in tasks:
        if archived is not None:
            set_archived(log, task, archived=archived)
