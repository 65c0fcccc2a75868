"""How tasks go into another project of their workspace: with everything below them, under new keys."""

from collections.abc import Iterable
from itertools import count

from backend.core.clock import now
from backend.core.errors import invalid
from backend.eventlog.change import Log
from backend.projects.models import Category, Project, Status, Visibility
from backend.tasks.actions.field import fitting_values
from backend.tasks.hearing import somebody_watches
from backend.tasks.kinds import TASK_KINDS
from backend.tasks.models import Task, TaskAlias
from backend.tasks.places import Columns


def move_tasks(log: Log, family: Iterable[Task], project: Project, columns: Columns, *, to_parent: bool) -> None:
    """Move watched tasks, locked with all below them and with both projects, if they are not there already.

    What was above them stays behind; those who go `to_parent` get another one anyway. Readers of the old project are
    told that the task has left, those of the new one what it is now.
    """
    moving = [task for task in family if task.project_id != project.id]
    if not moving:
        return
    if any(task.workspace_id != project.workspace_id for task in moving):
        raise invalid("project_id", "is a project of another workspace; tasks stay in theirs")
    moved = {task.id for task in moving}
    statuses = list(Status.objects.filter(project=project).in_order())
    TaskAlias.objects.bulk_create(_alias(task) for task in moving)
    with log.together():
        for task, number in zip(moving, _numbers(project, len(moving)), strict=False):
            log.depart(TASK_KINDS["left"], task, {"id": str(task.id), "project_id": str(task.project_id)})
            if task.project.visibility == Visibility.PRIVATE:
                log.forget(task)
            status = columns.kept(_counterpart(task.status, statuses) or columns.status_of(project, None))
            is_orphan = task.parent_id not in moved and not to_parent
            values = _values_in(project, task, status) | ({"parent": None} if is_orphan else {})
            log.revise(task, number=number, position=columns.last(status), **values)
            log.record(TASK_KINDS["moved"], task)
            log.tell_if(somebody_watches, task.id)


def _values_in(project: Project, task: Task, status: Status) -> dict[str, object]:
    values: dict[str, object] = {
        "project": project,
        "status": status,
        "fields": fitting_values(project, task.fields),
    }
    if (task.status.category == Category.DONE) != (status.category == Category.DONE):
        values["completed_at"] = now() if status.category == Category.DONE else None
    return values


def _alias(task: Task) -> TaskAlias:
    return TaskAlias(workspace_id=task.workspace_id, project_id=task.project_id, number=task.number, task=task)


def _numbers(project: Project, wanted: int) -> Iterable[int]:
    """The next numbers of the locked project."""
    fresh = Project.objects.get(id=project.id)
    Project.objects.filter(id=project.id).update(last_number=fresh.last_number + wanted)
    return count(fresh.last_number + 1)


def _counterpart(status: Status, statuses: Iterable[Status]) -> Status | None:
    """The column that is called the same, or else the first that means the same."""
    usable = [one for one in statuses if one.archived_at is None]
    alike = [one for one in usable if one.name.casefold() == status.name.casefold()]
    alike = alike or [one for one in usable if one.category == status.category]
    return alike[0] if alike else None
