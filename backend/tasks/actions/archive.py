"""Putting tasks away, and taking them out again."""

from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.eventlog.change import Log, change
from backend.tasks.actions.lock import lock_task
from backend.tasks.documents import TASK
from backend.tasks.hearing import somebody_watches
from backend.tasks.kinds import TASK_KINDS
from backend.tasks.models import Task


def archive_task(task_id: UUID, *, actor: User, archived: bool, expected: Versions = None) -> Task:
    """Put a task away, or take it out again."""
    with change(actor) as log:
        task = lock_task(task_id, actor)
        check_version(expected, task.version, TASK, task.id)
        log.watch(TASK, task)
        set_archived(log, task, archived=archived)
    return task


def set_archived(log: Log, task: Task, *, archived: bool) -> None:
    """The same of a locked and watched task; nothing where it is so already."""
    if (task.archived_at is not None) != archived:
        log.revise(task, archived_at=now() if archived else None)
        log.record(TASK_KINDS["archived" if archived else "unarchived"], task)
        log.tell_if(somebody_watches, task.id)
