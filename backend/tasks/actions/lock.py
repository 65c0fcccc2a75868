"""Locking so that no two writers wait for each other in a circle: project, tasks in order of id, status, labels.

Who writes a task keeps its project: it is neither archived nor deleted meanwhile. Who changes what is above what, and
so which tasks belong together, locks it against others who do the same.
"""

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from django.db import transaction

from backend.accounts.models import User
from backend.core.errors import Conflict, NotFound, Unavailable, invalid
from backend.projects.actions.project import require_open
from backend.projects.models import Project
from backend.tasks.models import Task
from backend.workspaces.access import require
from backend.workspaces.roles import Permission

_TRIES = 5


def lock_task(task_id: UUID, actor: User, *, also: Iterable[UUID | None] = (), whole_project: bool = False) -> Task:
    """The living task, locked together with the task above it and those in `also`.

    `whole_project` also keeps others from changing what is above what in its project. `NotFound` where the actor does
    not see the task, or it is in the trash.
    """
    project = _enter(task_id, actor, whole_project=whole_project)
    for _ in range(_TRIES):
        # A savepoint, so that a failed try lets go of its locks: added to them, others would come out of order.
        with suppress(_Moved), transaction.atomic():
            return _with_parent(project, task_id, also)
    raise Unavailable("This task is being moved about; try again.")


def lock_family(task_id: UUID, actor: User) -> list[Task]:
    """The task and all tasks below it that are in the trash since the same moment, or as little as it, task first.

    Locked at once, with the task above: one after the other they could meet a writer who holds a lower one first.
    """
    project = _enter(task_id, actor, whole_project=True)
    family = _family(task_id)
    locked = _locked(project, {_parent_of(task_id), *family})
    return [locked[one] for one in family]


def require_same_project(parent: Task | None, project_id: UUID) -> Task:
    """A subtask lies in its parent's project; 422 otherwise."""
    if parent is None or parent.project_id != project_id:
        raise invalid("parent_id", "no task of this project has this id")
    return parent


def require_no_circle(task: Task, parent: Task) -> None:
    """`Conflict` where the task would end up below itself."""
    above: Task | None = parent
    seen: set[UUID] = set()
    while above is not None and above.id not in seen:
        if above.id == task.id:
            raise Conflict("A task cannot stand below itself.")
        seen.add(above.id)
        above = above.parent


def _enter(task_id: UUID, actor: User, *, whole_project: bool) -> Project:
    """The open project of a task that the actor sees and may change, kept or locked."""
    project_id = Task.objects.visible_to(actor).filter(id=task_id).values_list("project_id", flat=True).first()
    if project_id is None:
        raise NotFound
    rows = Project.objects.filter(id=project_id).locked() if whole_project else Project.objects.all().kept([project_id])
    project = next(iter(rows), None)
    if project is None or project.deleted_at is not None:
        raise NotFound
    require(actor, project.workspace_id, Permission.WRITE_TASKS)
    require_open(project)
    return project


class _Moved(Exception):
    """The task above was another one when the locks were had."""


def _with_parent(project: Project, task_id: UUID, also: Iterable[UUID | None]) -> Task:
    parent_id = _parent_of(task_id)
    task = _locked(project, {task_id, parent_id, *also})[task_id]
    if task.deleted_at is not None:
        raise NotFound
    if task.parent_id != parent_id:
        raise _Moved
    return task


def _parent_of(task_id: UUID) -> UUID | None:
    return Task.objects.filter(id=task_id).values_list("parent_id", flat=True).get()


def _locked(project: Project, ids: Iterable[UUID | None]) -> dict[UUID, Task]:
    """Locked first, read afterwards: of a join PostgreSQL drops the row whose status changed while we waited for it."""
    wanted = {one for one in ids if one is not None}
    locked = list(Task.objects.filter(project=project, id__in=wanted).locked().values_list("id", flat=True))
    return {task.id: task for task in Task.objects.filter(id__in=locked).select_related("status", "project")}


def _family(task_id: UUID) -> list[UUID]:
    """Generation after generation: the project's lock keeps it so."""
    deleted_at = Task.objects.values_list("deleted_at", flat=True).get(id=task_id)
    found = newest = [task_id]
    while newest:
        below = Task.objects.filter(parent_id__in=newest, deleted_at=deleted_at).order_by("id")
        newest = list(below.values_list("id", flat=True))
        found = [*found, *newest]
    return found
