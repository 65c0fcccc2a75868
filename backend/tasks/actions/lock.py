"""Locking tasks so that no two writers wait for each other in a circle: project first, then tasks in order of id."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from backend.accounts.models import User
from backend.core.errors import Conflict, NotFound, Unavailable, invalid
from backend.projects.actions.project import require_open
from backend.projects.models import Project
from backend.tasks.models import Task
from backend.workspaces.access import require
from backend.workspaces.roles import Permission

_TRIES = 5


def lock_task(
    task_id: UUID,
    actor: User,
    *,
    also: Iterable[UUID | None] = (),
    whole_project: bool = False,
    in_trash: bool = False,
) -> Task:
    """The task, locked together with the task above it and those in `also`.

    `whole_project` also keeps others from changing what is above what in its project. `NotFound` where the actor does
    not see it or, but for `in_trash`, it is in the trash.
    """
    found = Task.objects.visible_to(actor).filter(id=task_id).values("workspace_id", "project_id").first()
    if found is None:
        raise NotFound
    require(actor, found["workspace_id"], Permission.WRITE_TASKS)
    if whole_project:
        Project.objects.filter(id=found["project_id"]).locked().get()
    task = _with_parent(task_id, {one for one in also if one is not None})
    if task.deleted_at is not None and not in_trash:
        raise NotFound
    require_open(task.project)
    return task


def _with_parent(task_id: UUID, also: set[UUID]) -> Task:
    """The task above may change between looking and locking; then look again."""
    for _ in range(_TRIES):
        parent_id = Task.objects.filter(id=task_id).values_list("parent_id", flat=True).first()
        wanted = {task_id, *also, *({parent_id} if parent_id else ())}
        locked = {
            task.id: task for task in Task.objects.filter(id__in=wanted).select_related("status", "project").locked()
        }
        if task_id not in locked:
            raise NotFound
        if locked[task_id].parent_id == parent_id:
            return locked[task_id]
    raise Unavailable("This task is being moved about; try again.")


def family(task: Task, *, deleted_at: datetime | None) -> list[Task]:
    """The task and all tasks below it that have the same `deleted_at`, locked in order of id."""
    found, newest = {task.id}, {task.id}
    while newest:
        below = Task.objects.filter(parent_id__in=newest, deleted_at=deleted_at).values_list("id", flat=True)
        newest = set(below) - found
        found |= newest
    return list(Task.objects.filter(id__in=found).locked())


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
