"""What is done to tasks."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError

from backend.accounts.models import User
from backend.core import rows
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.errors import Conflict
from backend.core.ids import uuid7
from backend.eventlog.change import Log, change
from backend.projects.actions.project import find_project, no_such_project, require_open
from backend.projects.models import Category, Project, Status
from backend.projects.values import Sent
from backend.tasks.actions.blame import blamed_on
from backend.tasks.actions.effects import NOWHERE, Turn, settle, standing
from backend.tasks.actions.field import changed_values
from backend.tasks.actions.lock import (
    Below,
    Locked,
    Reach,
    Ties,
    lock_living,
    require_no_circle,
    require_same_project,
)
from backend.tasks.actions.move import move_tasks
from backend.tasks.actions.people import set_assignees, set_labels
from backend.tasks.actions.recurrence import recurrence_columns
from backend.tasks.actions.reminder import follow_due_date
from backend.tasks.documents import TASK
from backend.tasks.hearing import somebody_watches
from backend.tasks.kinds import TASK_KINDS
from backend.tasks.models import Priority, Task
from backend.tasks.places import Columns, given_place
from backend.tasks.search import index_task
from backend.tasks.sight import SEEN
from backend.workspaces.access import allow
from backend.workspaces.roles import Permission, Role


class TaskFields(TypedDict, total=False):
    """What may be changed of a task, as the API names it; `all_fields` replace the `fields` that there are."""

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
    recurrence: str | None
    recurrence_by: str
    recurrence_zone: str | None
    fields: Mapping[str, Sent]
    all_fields: Mapping[str, Sent]
    position: str | None
    after: UUID | None
    before: UUID | None


class Changes(TaskFields, total=False):
    """The same, and the project into which a task goes."""

    project_id: UUID


_NUMBER = f"UPDATE projects_project p SET last_number = p.last_number + 1 WHERE p.id = %s AND {SEEN}"
_ROLE = "(SELECT m.role FROM workspaces_member m WHERE m.workspace_id = p.workspace_id AND m.user_id = %s)"
_COUNTED = frozenset({"status", "parent_id", "project_id"})
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
        project = _numbered(project_id, actor)
        parent = new_parent(project.id, fields.get("parent_id"))
        task = new_task(log, project, project.last_number, fields, Columns(log), parent=parent, id=id)
        task.fields = changed_values(project, {}, fields.get("fields", {}))
        task.created_at = task.updated_at = created_at or now()
        task.created_by = created_by or actor
        if task.status.category == Category.DONE:
            task.completed_at = completed_at or now()
        with unless_taken():
            task.insert()
        told = bool(fields.get("assignees")) and set_assignees(task, fields["assignees"], is_new=True)
        if fields.get("labels"):
            set_labels(task, fields["labels"], is_new=True)
        index_task(task)
        log.record(TASK_KINDS["created"], task, tell=told)
        settle(log, [Turn(task, NOWHERE, standing(task))])
    return task


def new_task(
    log: Log,
    project: Project,
    number: int,
    fields: TaskFields,
    columns: Columns,
    *,
    parent: Task | None,
    id: UUID | None = None,  # noqa: A002  # the API's name
) -> Task:
    """A task that is not written yet: by the actor, now, and without what lies in other tables or needs looking up."""
    task = Task(id=id or uuid7(), workspace_id=project.workspace_id, project=project, number=number, parent=parent)
    for name in _PLAIN:
        setattr(task, name, fields.get(name, getattr(task, name)))
    task.priority = Priority.named(fields.get("priority", "none"))
    task.status = columns.status_of(project, fields.get("status"))
    task.position = _place(columns, task.status, fields, task)
    for name, value in recurrence_columns(log, task, fields).items():
        setattr(task, name, value)
    task.completed_at = _completed_at(task, task.status)
    return task


def new_parent(project_id: UUID, parent_id: UUID | None) -> Task | None:
    """The task of this project, locked, below which a new one is to come."""
    if parent_id is None:
        return None
    parent = Task.objects.living().filter(id=parent_id).locked().first()
    return require_same_project(parent, project_id)


@contextmanager
def unless_taken() -> Iterator[None]:
    """`Conflict` where a new task inside has an id that there is."""
    try:
        yield
    except IntegrityError as error:
        if "tasks_task_pkey" in str(error):
            raise Conflict("This id is taken.") from None
        raise


def update_task(task_id: UUID, *, actor: User, expected: Versions = None, **fields: Unpack[Changes]) -> Task:
    """Change the given fields, and nothing else: two people who edit different fields both win.

    Into another project a task goes with all tasks below it.
    """
    with change(actor) as log:
        target = find_project(fields["project_id"], actor=actor) if "project_id" in fields else None
        locked = lock_living(task_id, actor, reach_of(fields), log)
        [task] = locked.named
        check_version(expected, task.version, TASK, task.id)
        revise_tasks(log, locked, fields, target)
    return task


def reach_of(fields: Changes) -> Reach:
    """What is locked with a task of which `fields` change."""
    project_id, parent_id = fields.get("project_id"), fields.get("parent_id")
    return Reach(
        frozenset({parent_id} if parent_id else ()),
        whole_project="parent_id" in fields or project_id is not None,
        below=Below.ALL if project_id else None,
        ties=Ties.BLOCKED if project_id or "status" in fields else None,
        into=project_id,
        counted=bool(_COUNTED & fields.keys()),
        writes=frozenset("fields" if name == "all_fields" else name for name in fields),
    )


def revise_tasks(
    log: Log, locked: Locked, fields: Changes, target: Project | None, marked: Collection[UUID] = ()
) -> None:
    """Set the fields of locked and watched tasks, and tell those that count them or wait for them.

    `target`: the project into which they move. `marked`: those whose people or labels have changed already.
    """
    before = [standing(one) for one in locked.family]
    columns = Columns(log, locked.family)
    if target is not None:
        move_tasks(log, locked.family, target, columns, to_parent="parent_id" in fields)
    is_each_alone = len(locked.named) > 1 and not {"after", "before", "parent_id"} & fields.keys()
    with log.together() if is_each_alone else nullcontext():
        for task, own in _in_turn(locked.named, fields):
            with blamed_on(task) if len(locked.named) > 1 else nullcontext():
                revise_task(log, task, own, columns, marked=task.id in marked)
    settle(log, map(Turn, locked.family, before, map(standing, locked.family)))


def _in_turn(tasks: Sequence[Task], fields: Changes) -> Iterator[tuple[Task, Changes]]:
    """Each task with its fields: beside another one they come to stand in the order in which they are given."""
    if fields.get("before"):
        for task in reversed(tasks):
            yield task, fields
            fields = {**fields, "before": task.id}
        return
    for task in tasks:
        yield task, fields
        if fields.get("after"):
            fields = {**fields, "after": task.id}


def revise_task(log: Log, task: Task, fields: TaskFields, columns: Columns, *, marked: bool = False) -> None:
    """Set the fields of a locked and watched task. `marked`: its people or labels have changed already."""
    values = {**_values(task, fields, columns), **recurrence_columns(log, task, fields)}
    is_due_elsewhen = values.get("due_at", task.due_at) != task.due_at
    is_news = is_due_elsewhen or "status" in values
    revised = log.revise(task, **values)
    told = "assignees" in fields and set_assignees(task, fields["assignees"])
    labelled = "labels" in fields and set_labels(task, fields["labels"])
    if not (revised or told or labelled or marked):
        return
    if not revised:
        log.touch(task)
    if {"title", "description", "fields"} & values.keys():
        index_task(task)
    if is_due_elsewhen:
        follow_due_date(task)
    log.record(TASK_KINDS["updated"], task, tell=told)
    if is_news:
        log.tell_if(somebody_watches, task.id)


def _numbered(project_id: UUID, actor: User) -> Project:
    """The visible and open project, locked, with the next number taken; 422 where there is none."""
    found = rows.returned(Project, _NUMBER, [project_id, actor.id, actor.id], also=_ROLE, asked=[actor.id])
    if not found:
        raise no_such_project()
    project, role = found[0]
    allow(Role(role), Permission.WRITE_TASKS)
    require_open(project)
    return project


def _place(columns: Columns, status: Status, fields: TaskFields, task: Task) -> str:
    """A place in the column: as given, beside a task of the project, or last."""
    position, after, before = fields.get("position"), fields.get("after"), fields.get("before")
    if position is not None:
        return given_place(position)
    if after is not None or before is not None:
        return columns.beside(status, after=after, before=before, moved=[task.id])
    return columns.last(status)


def _values(task: Task, fields: TaskFields, columns: Columns) -> dict[str, object]:
    """The columns that `fields` set."""
    values: dict[str, object] = {name: fields[name] for name in _PLAIN if name in fields}  # type: ignore[literal-required]
    if "priority" in fields:
        values["priority"] = Priority.named(fields["priority"])
    if "fields" in fields:
        values["fields"] = changed_values(task.project, task.fields, fields["fields"])
    if "all_fields" in fields:
        values["fields"] = changed_values(task.project, task.fields, fields["all_fields"], whole=True)
    status = task.status
    if fields.get("status"):
        status = columns.kept(columns.status_of(task.project, fields["status"]))
    if status.id != task.status_id:
        values |= {"status": status, "completed_at": _completed_at(task, status)}
    if status.id != task.status_id or any(fields.get(name) for name in ("position", "after", "before")):
        values["position"] = _place(columns, status, fields, task)
    if "parent_id" in fields and fields["parent_id"] != task.parent_id:
        values["parent"] = _moved_parent(task, fields["parent_id"])
    return values


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
