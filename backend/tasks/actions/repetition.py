"""The next task of a recurring one: the same again with later dates, and all that belongs to it open."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from backend.accounts.models import User
from backend.accounts.models.user import UserQuerySet
from backend.core.clock import now
from backend.core.ids import uuid7
from backend.core.sql import fetch_one
from backend.eventlog.change import Log
from backend.projects.models import Category, Label
from backend.tasks.actions.field import fitting_values
from backend.tasks.actions.reminder import follow_due_date
from backend.tasks.kinds import REMINDER_KINDS, TASK_KINDS, WATCHER_KINDS
from backend.tasks.models import Assignment, Reminder, Task, TaskLabel, Watcher
from backend.tasks.places import Columns
from backend.tasks.recurrence import Schedule, moved
from backend.tasks.search import index_task

MOST_SUBTASKS = 200
_SAME = ("workspace_id", "project_id", "kind", "title", "description", "priority", "estimate", "created_by_id")

Copies = Mapping[UUID, Task]  # by the id of what they are copies of


def make_next(log: Log, task: Task, present: Schedule, coming: Schedule, rule: Mapping[str, object]) -> Task:
    """The task after a locked one of a locked project, below the same one, which does not count it yet.

    `rule`: the columns of its recurrence. With it come assignees, labels, custom fields, watchers, reminders that go by
    the due date, and subtasks, but for archived ones and those that recur by themselves. Comments, attachments and
    links stay behind.
    """
    sources = _family(task)
    last = take_numbers(task.project_id, len(sources))
    copies: dict[UUID, Task] = {}
    columns = Columns(log)
    status = columns.status_of(task.project, None)
    for source, number in zip(sources, range(last - len(sources) + 1, last + 1), strict=True):
        copies[source.id] = _copy(source, task, present, coming)
        copies[source.id].number, copies[source.id].status = number, status
        # Where a project has none but closed columns, a task in one is as done as its column says.
        copies[source.id].completed_at = now() if status.category == Category.DONE else None
    following = copies[task.id]
    for name, value in {**moved_dates(task, present, coming), **rule}.items():
        setattr(following, name, value)
    following.position, following.parent_id = columns.last(status), task.parent_id
    _stack(copies)
    for copy in copies.values():
        copy.insert()
        index_task(copy)
    told = _assign(copies)
    _label(copies)
    for copy in copies.values():
        log.record(TASK_KINDS["created"], copy, tell=told)
    _accompany(log, copies)
    return following


def moved_dates(task: Task, present: Schedule, coming: Schedule) -> dict[str, datetime | None]:
    """A recurring task's dates at the schedule's next one: what is not its own date keeps its distance in days."""
    if task.due_at is None:
        return {"start_at": coming.at}
    return {"due_at": coming.at, "start_at": _moved(task.start_at, present, coming)}


def _family(task: Task) -> list[Task]:
    """The task and what is copied of what is below it, each after the one above, from the top."""
    found = newest = [task]
    while newest and len(found) <= MOST_SUBTASKS:
        rows = Task.objects.living().filter(parent__in=newest, archived_at=None, recurrence=None, repeated_as=None)
        newest = list(rows.order_by("id")[: MOST_SUBTASKS + 1 - len(found)])
        found = [*found, *newest]
    return found


def take_numbers(project_id: UUID, count: int) -> int:
    """The last of `count` new numbers of a locked project."""
    text = "UPDATE projects_project SET last_number = last_number + %s WHERE id = %s RETURNING last_number"
    row = fetch_one(text, [count, project_id])
    if row is None:
        raise RuntimeError(f"there is no project {project_id}")
    last: int = row[0]
    return last


def _copy(source: Task, root: Task, present: Schedule, coming: Schedule) -> Task:
    copy = Task(id=uuid7(), **{name: getattr(source, name) for name in _SAME})
    copy.project = root.project
    copy.fields = fitting_values(root.project, source.fields)
    copy.position = source.position
    copy.start_at, copy.due_at = _moved(source.start_at, present, coming), _moved(source.due_at, present, coming)
    copy.created_at = copy.updated_at = now()
    return copy


def _moved(instant: datetime | None, present: Schedule, coming: Schedule) -> datetime | None:
    days = (coming.wall.date() - present.wall.date()).days
    return None if instant is None else moved(instant, days, coming.zone)


def _stack(copies: Copies) -> None:
    """Those below come below the copies of what they are below."""
    below = Task.objects.filter(id__in=copies, parent__in=copies).values_list("id", "parent_id")
    for source_id, parent_id in below:
        if parent_id is not None:
            copies[source_id].parent_id = copies[parent_id].id
            copies[parent_id].subtask_count += 1


def _assign(copies: Copies) -> bool:
    """Whether anybody has something to do. Somebody who has left the workspace is not assigned anew."""
    rows = Assignment.objects.filter(task__in=copies).order_by("id")
    made = [
        Assignment(workspace_id=row.workspace_id, task=copies[row.task_id], user_id=row.user_id)
        for row in rows.filter(user__in=_members(copies))
    ]
    Assignment.objects.bulk_create(made)
    return bool(made)


def _label(copies: Copies) -> None:
    rows = list(TaskLabel.objects.filter(task__in=copies).order_by("id"))
    kept = {label.id for label in Label.objects.all().kept({row.label_id for row in rows})}
    TaskLabel.objects.bulk_create(
        TaskLabel(workspace_id=row.workspace_id, task=copies[row.task_id], label_id=row.label_id)
        for row in rows
        if row.label_id in kept
    )


def _accompany(log: Log, copies: Copies) -> None:
    """Those who watch, or want to be reminded before it is due, do so next time."""
    members = _members(copies)
    for watcher in Watcher.objects.filter(task__in=copies, user__in=members).order_by("id"):
        again = Watcher(workspace_id=watcher.workspace_id, task=copies[watcher.task_id], user_id=watcher.user_id)
        again.is_muted = watcher.is_muted
        again.insert()
        log.record(WATCHER_KINDS["added"], again)
    for reminder in Reminder.objects.filter(task__in=copies, user__in=members).exclude(before_due=None).order_by("id"):
        next_time = Reminder(workspace_id=reminder.workspace_id, task=copies[reminder.task_id])
        next_time.user_id, next_time.before_due = reminder.user_id, reminder.before_due
        next_time.insert()
        follow_due_date(copies[reminder.task_id])
        log.record(REMINDER_KINDS["created"], next_time, user_id=reminder.user_id)


def _members(copies: Copies) -> UserQuerySet:
    """Who is in the workspace now."""
    return User.objects.filter(memberships__workspace__in={copy.workspace_id for copy in copies.values()})
