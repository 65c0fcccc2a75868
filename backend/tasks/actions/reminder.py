"""What a person is reminded of. A reminder is its owner's alone: nobody else sees it or its events."""

from datetime import datetime, timedelta
from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.errors import Conflict, NotFound, invalid
from backend.core.ids import uuid7
from backend.core.sql import execute_later
from backend.eventlog.change import change
from backend.projects.models import Project
from backend.tasks.actions.beside import lock_seen
from backend.tasks.documents import REMINDER
from backend.tasks.kinds import REMINDER_KINDS
from backend.tasks.models import Reminder, Task

MOST = 20  # of one person for one task
MOST_AT_ONCE = 10_000  # in one sweep

# Told at once where the due date was moved so near that the time has passed, but not twice.
_RESCHEDULE = """
    UPDATE tasks_reminder SET next_run_at = CASE
        WHEN n.due_at - before_due > n.now THEN n.due_at - before_due
        WHEN n.due_at > n.now AND sent_at IS NULL THEN n.now END
    FROM (VALUES (%s::timestamptz, %s::timestamptz)) AS n (due_at, now)
    WHERE task_id = %s AND before_due IS NOT NULL"""


def add_reminder(
    task_id: UUID,
    *,
    actor: User,
    remind_at: datetime | None = None,
    before_due: timedelta | None = None,
    id: UUID | None = None,  # noqa: A002  # the API's name
) -> Reminder:
    """Be reminded of a task at an instant, or some time before it is due, whenever that will be."""
    with change(actor) as log:
        task = lock_seen(task_id, actor)
        if Reminder.objects.filter(task=task, user=actor).count() >= MOST:
            raise Conflict(f"You have {MOST} reminders of this task already; delete one first.")
        if id is not None and Reminder.objects.filter(id=id).exists():
            raise Conflict("This id is taken.")
        reminder = Reminder(id=id or uuid7(), workspace_id=task.workspace_id, task=task, user=actor)
        reminder.remind_at, reminder.before_due = remind_at, before_due
        reminder.next_run_at = _time(task, remind_at, before_due)
        reminder.insert()
        log.record(REMINDER_KINDS["created"], reminder, user_id=actor.id)
    return reminder


def edit_reminder(
    task_id: UUID,
    reminder_id: UUID,
    *,
    actor: User,
    expected: Versions = None,
    remind_at: datetime | None = None,
    before_due: timedelta | None = None,
) -> Reminder:
    """Be reminded at another time; without one nothing changes."""
    with change(actor) as log:
        task = lock_seen(task_id, actor)
        reminder = _own(task, reminder_id, actor)
        check_version(expected, reminder.version, REMINDER, reminder.id)
        if (remind_at, before_due) not in {(None, None), (reminder.remind_at, reminder.before_due)}:
            at = _time(task, remind_at, before_due)
            log.watch(REMINDER, reminder)
            log.revise(reminder, remind_at=remind_at, before_due=before_due, next_run_at=at)
            log.record(REMINDER_KINDS["updated"], reminder, user_id=actor.id)
    return reminder


def delete_reminder(task_id: UUID, reminder_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Be reminded no more."""
    with change(actor) as log:
        reminder = _own(lock_seen(task_id, actor), reminder_id, actor)
        check_version(expected, reminder.version, REMINDER, reminder.id)
        log.watch(REMINDER, reminder)
        log.record(REMINDER_KINDS["deleted"], reminder, user_id=actor.id)
        Reminder.objects.filter(id=reminder.id).delete()


def follow_due_date(task: Task) -> None:
    """Move the reminders that come some time before the task is due; call it when its due date has changed."""
    execute_later(_RESCHEDULE, [task.due_at, now(), task.id])


def due_reminders() -> list[UUID]:
    """The reminders whose time has come, oldest first."""
    rows = Reminder.objects.filter(next_run_at__lte=now()).order_by("next_run_at", "id")
    return list(rows.values_list("id", flat=True)[:MOST_AT_ONCE])


def remind(reminder_id: UUID) -> None:
    """Tell the owner of a reminder whose time has come, once; nothing where the task is closed or out of his sight."""
    with change(None) as log:
        reminder = _taken(reminder_id)
        if reminder is None:
            return
        if not _is_wanted(reminder):
            Reminder.objects.filter(id=reminder.id).update(next_run_at=None)
            return
        log.watch(REMINDER, reminder)
        log.revise(reminder, next_run_at=None, sent_at=now())
        log.record(REMINDER_KINDS["sent"], reminder, tell=True, user_id=reminder.user_id)


def _own(task: Task, reminder_id: UUID, actor: User) -> Reminder:
    reminder = Reminder.objects.filter(task=task, user=actor, id=reminder_id).locked().first()
    if reminder is None:
        raise NotFound
    return reminder


def _time(task: Task, remind_at: datetime | None, before_due: timedelta | None) -> datetime | None:
    """When to tell, not yet known without a due date; 422 where that has passed."""
    at, field = remind_at, "remind_at"
    if before_due is not None:
        at, field = _time_before(task.due_at, before_due), "before_due"
    if at is not None and at <= now():
        raise invalid(field, "lies in the past")
    return at


def _time_before(due_at: datetime | None, before_due: timedelta) -> datetime | None:
    # What is due already may be due at the beginning of the calendar, before which there is no time.
    return due_at if due_at is None or due_at <= now() else due_at - before_due


def _taken(reminder_id: UUID) -> Reminder | None:
    """The reminder, locked, if its time has come and nobody else is at it; the project of its task is kept."""
    Project.objects.all().kept(Reminder.objects.filter(id=reminder_id).values_list("task__project_id", flat=True))
    rows = Reminder.objects.filter(id=reminder_id, next_run_at__lte=now())
    return rows.select_for_update(no_key=True, skip_locked=True).first()


def _is_wanted(reminder: Reminder) -> bool:
    owner = User.objects.able_to_log_in().filter(id=reminder.user_id).first()
    if owner is None:
        return False
    tasks = Task.objects.visible_to(owner).living().open().filter(id=reminder.task_id)
    return tasks.filter(project__archived_at=None).exists()
