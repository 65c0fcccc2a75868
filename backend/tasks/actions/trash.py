"""The trash: a task goes there with the tasks below it, comes back with those that went with it, and ends there."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db.models import F

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.errors import Conflict, NotFound
from backend.eventlog.change import Log, change
from backend.tasks.actions.effects import Turn, settle, standing
from backend.tasks.actions.file import attachment_files, remove_files
from backend.tasks.actions.link import drop_links
from backend.tasks.actions.lock import Below, Reach, Ties, lock_family, lock_tasks
from backend.tasks.documents import TASK
from backend.tasks.kinds import TASK_KINDS
from backend.tasks.models import Link, Task
from backend.workspaces.access import require
from backend.workspaces.roles import Permission

BATCH = 500


def delete_task(task_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Put a task and its subtasks into the trash."""
    with change(actor) as log:
        [task], family = lock_family(task_id, actor)
        if task.deleted_at is not None:
            raise NotFound
        check_version(expected, task.version, TASK, task.id)
        log.watch(TASK, *family)
        settle(log, put_away(log, family))


def restore_task(task_id: UUID, *, actor: User | None, expected: Versions = None) -> None:
    """Take a task out of the trash, with the subtasks that went there with it. Doing it again changes nothing."""
    with change(actor) as log:
        [task], family = lock_family(task_id, actor)
        check_version(expected, task.version, TASK, task.id)
        log.watch(TASK, *family)
        settle(log, take_out(log, family), restored=[one.id for one in family])


def purge_task(task_id: UUID, *, actor: User | None, expected: Versions = None) -> None:
    """Delete for good what is in the trash, with all that is below it or hangs on it: the right of admins."""
    with change(actor) as log:
        [task], family = lock_tasks([task_id], actor, Reach(whole_project=True, below=Below.ALL, ties=Ties.LINKED))
        if actor is not None:
            require(actor, task.workspace_id, Permission.MANAGE_PROJECTS)
        if task.deleted_at is None:
            raise Conflict(f"{task.key} is not in the trash.")
        check_version(expected, task.version, TASK, task.id)
        log.watch(TASK, *family)
        ids = [one.id for one in family]
        drop_links(log, list(Link.objects.of(ids).select_related("source__project")), untold=ids)
        for one in family:
            log.record(TASK_KINDS["purged"], one)
        before = standing(task)
        files = attachment_files(ids)
        Task.objects.filter(id__in=ids).delete()
        remove_files(files)
        settle(log, [Turn(task, before, standing(task, counted=False))])


def empty_trash(deleted_before: datetime) -> int:
    """Purge what has been in the trash since then, each task in a transaction of its own, `BATCH` at the most.

    How many that were, besides those below them.
    """
    rows = Task.objects.filter(deleted_at__lt=deleted_before, project__deleted_at=None)
    # What went with the task above goes with it again.
    roots = rows.exclude(parent__deleted_at=F("deleted_at")).order_by("deleted_at", "id")
    purged = 0
    for task_id in list(roots.values_list("id", flat=True)[:BATCH]):
        with suppress(NotFound, Conflict):  # somebody else has purged or restored it meanwhile
            purge_task(task_id, actor=None)
            purged += 1
    return purged


def put_away(log: Log, family: Sequence[Task]) -> list[Turn]:
    """Into the trash with these locked tasks and, in the same list, those below them."""
    at, together = now(), {task.id for task in family}
    turns = []
    with log.together():
        for task in family:
            if task.deleted_at is None:
                before = standing(task)
                log.revise(task, deleted_at=at)
                log.record(TASK_KINDS["deleted"], task)
                turns.append(Turn(task, before, standing(task, counted=task.parent_id in together)))
    return turns


def take_out(log: Log, family: Sequence[Task]) -> list[Turn]:
    """Out of the trash with these locked tasks and, in the same list, those that went there with them."""
    since = {task.id: task.deleted_at for task in family}
    out = [task for task in family if task.deleted_at is not None]
    turns = []
    with log.together():
        for task in out:
            if task.parent_id not in since and task.parent is not None and task.parent.deleted_at is not None:
                raise Conflict(f"The task above {task.key} is in the trash too; restore that one.")
            is_alike = task.parent_id is not None and since.get(task.parent_id) == task.deleted_at
            before = standing(task, counted=is_alike)
            log.revise(task, deleted_at=None)
            log.record(TASK_KINDS["restored"], task)
            turns.append(Turn(task, before, standing(task)))
    return turns
