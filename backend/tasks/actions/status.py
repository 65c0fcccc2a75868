"""What is done to columns with tasks in them.

Whether a task is done, and since when, is its own fact, and whether it is blocked that of another one: so a column that
becomes a done one, or goes, changes tasks, each with its event.
"""

from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions
from backend.core.clock import now
from backend.core.errors import Conflict, NotFound, invalid
from backend.eventlog.change import Log, change
from backend.projects.actions import status as columns
from backend.projects.actions.project import locked_project, require_open, workspace_of_project
from backend.projects.documents import STATUS
from backend.projects.models import CLOSED, Category, Project, Status
from backend.tasks.actions.effects import Turn, settle, standing
from backend.tasks.actions.lock import Locked, Reach, Ties, lock_tasks
from backend.tasks.actions.task import revise_tasks
from backend.tasks.documents import TASK
from backend.tasks.kinds import TASK_KINDS
from backend.tasks.models import Task
from backend.workspaces.models import Workspace
from backend.workspaces.roles import Permission

MOST = 500  # tasks in one transaction


def update_status(
    project_id: UUID,
    status_id: UUID,
    *,
    actor: User,
    expected: Versions = None,
    after: UUID | None = None,
    before: UUID | None = None,
    **fields: str,
) -> Status:
    """Rename, re-categorise or move a column. A new category completes, closes or opens the tasks in it."""
    with change(actor) as log:
        tasks = _turning(project_id, status_id, fields["category"], actor) if "category" in fields else []
        log.watch(TASK, *tasks)
        earlier = [standing(task) for task in tasks]
        status = columns.update_status(
            project_id,
            status_id,
            actor=actor,
            expected=expected,
            after=after,
            before=before,
            tasks_follow=True,
            **fields,
        )
        with log.together():
            for task in tasks:
                task.status = status
                _complete(log, task)
        settle(log, map(Turn, tasks, earlier, map(standing, tasks)))
    return status


def delete_status(
    project_id: UUID, status_id: UUID, *, actor: User, move_to: UUID | None = None, expected: Versions = None
) -> None:
    """Delete a column; its tasks, those in the trash too, go behind the others of the column `move_to`.

    `Conflict` where there are tasks and no such column is given.
    """
    with change(actor) as log:
        if move_to is not None:
            _move(log, project_id, status_id, move_to, actor)
        columns.delete_status(project_id, status_id, actor=actor, expected=expected)


def _turning(project_id: UUID, status_id: UUID, category: str, actor: User) -> list[Task]:
    """The tasks that another category of their column changes, or lets change others; locked."""
    status = _column(_still(project_id, actor), status_id)
    return [] if _end(status.category) == _end(category) else _tasks_in(status, actor).named


def _end(category: str) -> tuple[bool, bool]:
    """Whether tasks of this category are done, and whether they are closed."""
    return category == Category.DONE, category in CLOSED


def _move(log: Log, project_id: UUID, status_id: UUID, target_id: UUID, actor: User) -> None:
    project = _still(project_id, actor)
    status = _column(project, status_id)
    target = Status.objects.filter(project=project, id=target_id).exclude(id=status_id).first()
    if target is None:
        raise invalid("move_to", "is no other status of this project", where="query")
    locked = _tasks_in(status, actor)
    log.watch(TASK, *locked.family)
    log.watch(STATUS, status)
    # It is about to go: the next ones of tasks that are done by that do not come to stand in it.
    Status.objects.filter(id=status.id).update(archived_at=now())
    revise_tasks(log, locked, {"status": str(target.id)}, None)


def _still(project_id: UUID, actor: User) -> Project:
    """The project, after everybody who is changing a task in it, and before whoever comes next.

    Its tasks may block others, whose projects are kept then: of two who have each sealed their own, both would wait for
    the other's. So whoever seals a project with its tasks has the workspace first.
    """
    Workspace.objects.filter(id=workspace_of_project(project_id, actor)).locked().first()
    project = locked_project(project_id, actor, Permission.WRITE_PROJECTS, seal=True)
    require_open(project)
    return project


def _column(project: Project, status_id: UUID) -> Status:
    status = Status.objects.filter(project=project, id=status_id).first()
    if status is None:
        raise NotFound
    return status


def _tasks_in(status: Status, actor: User) -> Locked:
    """The tasks of a column in their order, those in the trash included, locked with those that they block."""
    tasks = Task.objects.filter(status=status).order_by("position", "id")
    found = list(tasks.values_list("id", flat=True)[: MOST + 1])
    if len(found) > MOST:
        raise Conflict(f"There are more than {MOST} tasks in {status.name}, perhaps in the trash; move some first.")
    return lock_tasks(found, actor, Reach(ties=Ties.BLOCKED)) if found else Locked([], [])


def _complete(log: Log, task: Task) -> None:
    is_done = task.status.category == Category.DONE
    if log.revise(task, completed_at=(task.completed_at or now()) if is_done else None):
        log.record(TASK_KINDS["updated"], task)
