"""Recurring tasks. The next one is made when one is done, or when its date has come; the rule goes over to it.

So a task recurs in one place at a time, and one that was done, reopened and done again makes nothing twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypedDict

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.errors import invalid
from backend.core.zones import zone_of
from backend.eventlog.change import Log
from backend.tasks.actions.repetition import make_next
from backend.tasks.kinds import TASK_KINDS
from backend.tasks.models import RecurrenceBy, Task
from backend.tasks.recurrence import Schedule, dates, on_wall
from backend.tasks.rules import Rule

Columns = Mapping[str, object]

_NONE: Columns = {
    "recurrence": None,
    "recurrence_by": RecurrenceBy.COMPLETION,
    "recurrence_zone": None,
    "recurrence_wall": None,
    "next_run_at": None,
}


class RecurrenceFields(TypedDict, total=False):
    """What a recurrence is made of, as the API names it."""

    recurrence: str | None
    recurrence_by: str
    recurrence_zone: str | None
    start_at: datetime | None
    due_at: datetime | None


def recurrence_columns(log: Log, task: Task, fields: RecurrenceFields) -> Columns:
    """The columns that follow from `fields`, which may move the dates that a recurrence goes by.

    A new recurrence goes by the clock of whoever sets it, unless another one is named.
    """
    if not RecurrenceFields.__annotations__.keys() & fields.keys():
        return {}
    rule = fields.get("recurrence", task.recurrence)
    if rule is None:
        _require_no_trimmings(fields)
        return _NONE
    by = fields.get("recurrence_by") or task.recurrence_by
    zone = zone_of(fields.get("recurrence_zone") or task.recurrence_zone or _zone_of_actor(log)).key
    dated = Task(recurrence=rule, recurrence_by=by, recurrence_zone=zone, recurrence_wall=task.recurrence_wall)
    dated.start_at, dated.due_at = fields.get("start_at", task.start_at), fields.get("due_at", task.due_at)
    schedule = _checked(dated, fields, is_new=rule != task.recurrence)
    return columns_of(schedule, by)


def repeat(log: Log, task: Task) -> Task | None:
    """Make the next one of a locked, watched task of a locked project; None where the rule has ended.

    However late: one, whose date is still to come. The tasks above are not told yet.
    """
    present = schedule_of(task)
    coming = present.after(now())
    rule = coming and columns_of(coming, task.recurrence_by)
    following = make_next(log, task, present, coming, rule) if coming and rule else None
    log.revise(task, **_NONE, repeated_as=following.id if following else None)
    log.record(TASK_KINDS["updated"], task)
    return following


def repeat_done(log: Log, tasks: Iterable[Task]) -> list[Task]:
    """The tasks that come after those which were just done and recur by completion."""
    recurring = [one for one in tasks if one.recurrence is not None and one.recurrence_by == RecurrenceBy.COMPLETION]
    return [following for task in recurring if (following := repeat(log, task)) is not None]


def schedule_of(task: Task) -> Schedule:
    """Where a recurring task stands: it is due, or else starts, at one of the rule's dates."""
    anchor = task.due_at or task.start_at
    if task.recurrence is None or anchor is None:
        raise ValueError(f"task {task.id} does not recur")
    zone = zone_of(task.recurrence_zone or "UTC")
    schedule = Schedule(Rule.parse(task.recurrence), zone, on_wall(anchor, zone))
    if task.recurrence_wall is None:
        return schedule
    meant = replace(schedule, wall=datetime.fromisoformat(task.recurrence_wall))
    # Unless somebody has given it another date since.
    return meant if meant.at == anchor else schedule


def columns_of(schedule: Schedule, by: str) -> Columns:
    """The columns of a recurrence at one of its dates."""
    goes_on = by == RecurrenceBy.DATE and schedule.after(schedule.at) is not None
    return {
        "recurrence": str(schedule.rule),
        "recurrence_by": by,
        "recurrence_zone": schedule.zone.key,
        "recurrence_wall": schedule.wall.isoformat() if schedule.is_skipped else None,
        "next_run_at": schedule.at if goes_on else None,
    }


def _zone_of_actor(log: Log) -> str:
    zone = User.objects.filter(id=log.actor.id).values_list("timezone", flat=True).first() if log.actor else None
    return zone or "UTC"


def _require_no_trimmings(fields: RecurrenceFields) -> None:
    if fields.get("recurrence_zone"):
        raise invalid("recurrence_zone", "goes with a recurrence, which this task has not")
    if fields.get("recurrence_by") == RecurrenceBy.DATE:
        raise invalid("recurrence_by", "goes with a recurrence, which this task has not")


def _checked(dated: Task, fields: RecurrenceFields, *, is_new: bool) -> Schedule:
    """The schedule, if it has a date to begin from and one to come; 422 names the field by which it has not."""
    field = next(
        name for name in (*(["recurrence"] if is_new else []), "due_at", "start_at", *fields) if name in fields
    )
    if dated.due_at is None and dated.start_at is None:
        raise invalid(field, "a recurring task needs a due date, or a start, to begin from")
    try:
        schedule = schedule_of(dated)
        day = schedule.wall.date()
        is_barren = next(dates(schedule.rule, day, day), None) is None
    except OverflowError:
        raise invalid(field, "lies at the end of the calendar, where nothing recurs") from None
    if is_barren:
        raise invalid(field, f"the recurrence has no date in the fifty years after {day}")
    if is_new and schedule.is_past_end():
        raise invalid("recurrence", f"ends before {day}, the date of the task")
    return schedule
