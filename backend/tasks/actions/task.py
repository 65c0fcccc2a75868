"""What is done to tasks."""

from datetime import datetime
from typing import NamedTuple, TypedDict, Unpack
from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.errors import Conflict, NotFound, invalid
from backend.core.ids import uuid7
from backend.eventlog.change import Log, change
from backend.projects.actions.project import find_project, no_such_project, require_open
from backend.projects.models import Category, Project, Status
from backend.tasks.actions.lock import lock_family, lock_task, require_no_circle, require_same_project
from backend.tasks.actions.people import set_assignees, set_labels
from backend.tasks.documents import TASK
from backend.tasks.kinds import TASK_KINDS
from backend.tasks.models import Priority, Task
from backend.tasks.places import position_of, status_of
from backend.tasks.search import index_task
from backend.workspaces.access import require
from backend.workspaces.roles import Permission


class TaskFields(TypedDict, total=False):
    """What may be changed of a task, as the API names it."""

    title: str
    description: str
    status: str | None
    priority: str
    assignees: list[UUID]
    labels: list[UUID]
    parent_id: UUID | None
    start_at: datetime | None
    due_at: datetime | None
    estimate: float | None
    position: str | None
    after: UUID | None
    before: UUID | None


class _Above(NamedTuple):
    """What the task above counts of a task."""

    parent_id: UUID | None
    is_done: bool


_PLAIN = ("title", "description", "start_at", "due_at", "estimate")


def create_task(
    *,
    actor: User,
    project_id: UUID,
    id: UUID | None = None,  # noqa: A002  # the API's name
    created_at: datetime | None = None,
    created_by: User | None = None,
    completed_at: datetime | None = None,
    **fields: Unpack[TaskFields],
) -> Task:
    """A new task with the next number of its project. Importers tell when and by whom it was made elsewhere."""
    with change(actor) as log:
        project = _numbering(find_project(project_id, actor=actor), actor)
        status = status_of(project, fields.get("status"))
        parent = _new_parent(project.id, fields.get("parent_id"))
        task = Task(id=id or uuid7(), workspace_id=project.workspace_id, project=project, number=project.last_number)
        for name in _PLAIN:
            setattr(task, name, fields.get(name, getattr(task, name)))
        task.status, task.priority, task.parent = status, Priority.named(fields.get("priority", "none")), parent
        task.position = _place(project.id, status, fields, task)
        task.created_at = task.updated_at = created_at or now()
        task.created_by = created_by or actor
        task.completed_at = (completed_at or now()) if status.category == Category.DONE else None
        _insert(task)
        told = set_assignees(task, fields.get("assignees", []))
        set_labels(task, fields.get("labels", []))
        index_task(task)
        log.record(TASK_KINDS["created"], task, tell=told)
        _count(log, task.parent_id, count=1, done=int(status.category == Category.DONE))
    return task


def update_task(task_id: UUID, *, actor: User, expected: Versions = None, **fields: Unpack[TaskFields]) -> Task:
    """Change the given fields, and nothing else: two people who edit different fields both win."""
    with change(actor) as log:
        task = lock_task(task_id, actor, also=[fields.get("parent_id")], whole_project="parent_id" in fields)
        check_version(expected, task.version, TASK, task.id)
        log.watch(TASK, task)
        before = _Above(task.parent_id, is_done=task.status.category == Category.DONE)
        values = _values(task, fields)
        revised = log.revise(task, **values)
        told = "assignees" in fields and set_assignees(task, fields["assignees"])
        labelled = "labels" in fields and set_labels(task, fields["labels"])
        if not (revised or told or labelled):
            return task
        if not revised:
            log.touch(task)
        if {"title", "description"} & values.keys():
            index_task(task)
        log.record(TASK_KINDS["updated"], task, tell=told)
        _recount(log, task, before)
    return task


def archive_task(task_id: UUID, *, actor: User, archived: bool, expected: Versions = None) -> Task:
    """Put a task away, or take it out again."""
    with change(actor) as log:
        task = lock_task(task_id, actor)
        check_version(expected, task.version, TASK, task.id)
        log.watch(TASK, task)
        if (task.archived_at is not None) != archived:
            log.revise(task, archived_at=now() if archived else None)
            log.record(TASK_KINDS["archived" if archived else "unarchived"], task)
    return task


def delete_task(task_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Put a task and its subtasks into the trash."""
    with change(actor) as log:
        task, *below = lock_family(task_id, actor)
        if task.deleted_at is not None:
            raise NotFound
        check_version(expected, task.version, TASK, task.id)
        _count(log, task.parent_id, count=-1, done=-int(task.status.category == Category.DONE))
        at = now()
        for one in (task, *below):
            log.watch(TASK, one)
            log.revise(one, deleted_at=at)
            log.record(TASK_KINDS["deleted"], one)


def restore_task(task_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Take a task out of the trash, with the subtasks that went there with it. Doing it again changes nothing."""
    with change(actor) as log:
        task, *below = lock_family(task_id, actor)
        check_version(expected, task.version, TASK, task.id)
        if task.deleted_at is None:
            return
        if task.parent is not None and task.parent.deleted_at is not None:
            raise Conflict("The task above it is in the trash too; restore that one.")
        _count(log, task.parent_id, count=1, done=int(task.status.category == Category.DONE))
        for one in (task, *below):
            log.watch(TASK, one)
            log.revise(one, deleted_at=None)
            log.record(TASK_KINDS["restored"], one)


def _numbering(project: Project, actor: User) -> Project:
    """The project, locked, with the next number taken."""
    require(actor, project.workspace_id, Permission.WRITE_TASKS)
    locked = Project.objects.filter(deleted_at=None, id=project.id).locked().first()
    if locked is None:
        raise no_such_project()
    require_open(locked)
    locked.last_number += 1
    locked.save(update_fields=["last_number"])
    return locked


def _new_parent(project_id: UUID, parent_id: UUID | None) -> Task | None:
    if parent_id is None:
        return None
    parent = Task.objects.living().filter(id=parent_id).locked().first()
    return require_same_project(parent, project_id)


def _place(project_id: UUID, status: Status, fields: TaskFields, task: Task) -> str:
    return position_of(
        project_id,
        status,
        position=fields.get("position"),
        after=fields.get("after"),
        before=fields.get("before"),
        moved=task.id,
    )


def _insert(task: Task) -> None:
    if Task.objects.filter(id=task.id).exists():
        raise Conflict("This id is taken.")
    task.save(force_insert=True)


def _values(task: Task, fields: TaskFields) -> dict[str, object]:
    """The columns that `fields` set."""
    values: dict[str, object] = {name: fields[name] for name in _PLAIN if name in fields}  # type: ignore[literal-required]
    if "priority" in fields:
        values["priority"] = Priority.named(fields["priority"])
    status = _kept(status_of(task.project, fields["status"])) if fields.get("status") else task.status
    if status.id != task.status_id:
        values |= {"status": status, "completed_at": _completed_at(task, status)}
    if status.id != task.status_id or any(fields.get(name) for name in ("position", "after", "before")):
        values["position"] = _place(task.project_id, status, fields, task)
    if "parent_id" in fields and fields["parent_id"] != task.parent_id:
        values["parent"] = _moved_parent(task, fields["parent_id"])
    return values


def _kept(status: Status) -> Status:
    """The status as it is now; it is not deleted, nor made or unmade a done one, until the task is in it."""
    kept = Status.objects.all().kept([status.id])
    if not kept:
        raise invalid("status", f"{status.name!r} has just been deleted")
    return kept[0]


def _completed_at(task: Task, status: Status) -> datetime | None:
    if status.category != Category.DONE:
        return None
    return task.completed_at or now()


def _moved_parent(task: Task, parent_id: UUID | None) -> Task | None:
    if parent_id is None:
        return None
    parent = require_same_project(Task.objects.living().filter(id=parent_id).first(), task.project_id)
    require_no_circle(task, parent)
    return parent


def _recount(log: Log, task: Task, before: _Above) -> None:
    """The counts of the task above, the old one and the new one."""
    is_done = task.status.category == Category.DONE
    if task.parent_id != before.parent_id:
        _count(log, before.parent_id, count=-1, done=-int(before.is_done))
        _count(log, task.parent_id, count=1, done=int(is_done))
    else:
        _count(log, task.parent_id, count=0, done=int(is_done) - int(before.is_done))


def _count(log: Log, parent_id: UUID | None, *, count: int, done: int) -> None:
    """How many subtasks a task has is its own fact, so it changes with its version and event."""
    if parent_id is None or (count, done) == (0, 0):
        return
    parent = Task.objects.get(id=parent_id)
    log.watch(TASK, parent)
    log.revise(parent, subtask_count=parent.subtask_count + count, subtask_done=parent.subtask_done + done)
    log.record(TASK_KINDS["updated"], parent)
