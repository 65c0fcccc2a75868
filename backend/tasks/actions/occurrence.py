"""What is done to a recurring task as its dates come: it is passed over, or followed by the next one."""

from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.errors import Conflict, NotFound
from backend.eventlog.change import change
from backend.tasks.actions.effects import Turn, settle, standing
from backend.tasks.actions.lock import Reach, lock_task, lock_tasks
from backend.tasks.actions.recurrence import columns_of, repeat, schedule_of
from backend.tasks.actions.reminder import follow_due_date
from backend.tasks.actions.repetition import moved_dates
from backend.tasks.documents import TASK
from backend.tasks.kinds import TASK_KINDS
from backend.tasks.models import Task

MOST_AT_ONCE = 10_000  # in one sweep


def skip_date(task_id: UUID, *, actor: User, expected: Versions = None) -> Task:
    """Let a recurring task wait for its next date, without doing it this time."""
    with change(actor) as log:
        task = lock_task(task_id, actor)
        check_version(expected, task.version, TASK, task.id)
        if task.recurrence is None:
            raise Conflict("This task does not recur.")
        present = schedule_of(task)
        coming = present.after(now())
        if coming is None:
            raise Conflict("The recurrence has no further date.")
        log.watch(TASK, task)
        log.revise(task, **moved_dates(task, present, coming), **columns_of(coming, task.recurrence_by))
        log.record(TASK_KINDS["updated"], task)
        follow_due_date(task)
    return task


def due_repetitions() -> list[UUID]:
    """The tasks that recur by date and whose date has come, oldest first."""
    rows = Task.objects.living().filter(next_run_at__lte=now(), project__archived_at=None, project__deleted_at=None)
    rows = rows.filter(project__workspace__deleted_at=None).order_by("next_run_at", "id")
    return list(rows.values_list("id", flat=True)[:MOST_AT_ONCE])


def repeat_by_date(task_id: UUID) -> None:
    """Make the next one of a task whose date has come, done or not.

    Whoever does the same at the same moment waits for the locks, and then finds it done.
    """
    with change(None) as log:
        try:
            task = lock_tasks([task_id], None, Reach(whole_project=True)).named[0]
        except NotFound:
            # Purged, or its project deleted, in the meantime.
            return
        has_come = task.next_run_at is not None and task.next_run_at <= now()
        if not has_come or task.deleted_at is not None or task.project.archived_at is not None:
            return
        log.watch(TASK, task)
        following = repeat(log, task)
        if following is not None:
            settle(log, [Turn(following, standing(following, counted=False), standing(following))])
