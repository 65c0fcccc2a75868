"""What insights are asked, and what they answer."""

import re
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import BeforeValidator

from backend.accounts.schemas import TimeZone
from backend.core.schemas import Out, Person, Text
from backend.projects.schemas import CategoryName

_DAY = re.compile(r"(?:19[7-9]|2[0-9]{2})[0-9]-[0-9]{2}-[0-9]{2}")


def _written_day(value: object) -> object:
    """Numbers, which pydantic would count as seconds, are no days."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("must be a day such as 2026-12-01, from 1970 to 2999")
    return value


Day = Annotated[date, BeforeValidator(_written_day)]
Days = Annotated[float, Field(ge=0, description="Days, with fractions.", examples=[2.4])]


class InsightQuery(Schema):
    """Of which tasks."""

    workspace: UUID
    project: Annotated[Text | None, Field(max_length=40, description="An id or a key: its tasks alone.")] = None
    q: Annotated[
        Text,
        Field(
            max_length=1_500,
            description="The query language: only the tasks that it finds.",
            examples=["label:bug priority:>=high"],
        ),
    ] = ""


class CalendarQuery(InsightQuery):
    """Of which tasks, and whose days."""

    zone: Annotated[TimeZone | None, Field(description="The time zone of the days; yours if left out.")] = None


class PeriodQuery(CalendarQuery):
    """Of which tasks and days."""

    since: Annotated[Day | None, Field(description="The first day; 30 days if left out.")] = None
    until: Annotated[Day | None, Field(description="The last day; today if left out. At most 366 days.")] = None


class Figure(Out):
    """How many tasks, and the query that finds just these in `GET /api/tasks`."""

    count: int
    q: Annotated[str, Field(examples=["project:OPS is:open assignee:ann@example.org"])]


class _InPeriod(Out):
    since: date
    until: date
    zone: str


class ThroughputDay(Out):
    """What came and what was done on one day."""

    day: date
    created: Figure
    completed: Figure


class ThroughputOut(_InPeriod):
    """What came and what was done, day by day and in all. Archived tasks count, deleted ones do not."""

    created: Figure
    completed: Figure
    days: list[ThroughputDay]


class CyclePoint(Out):
    """How long one task took."""

    task_id: UUID
    key: Annotated[str, Field(examples=["OPS-12"])]
    title: str
    completed_at: datetime
    days: Days


class CycleTimeOut(_InPeriod):
    """How long the tasks took that were completed: from when they first became active, or else from their creation.

    Half of them took `median_days` at most, 85 of 100 `p85_days`; null where there are none. `points`: the last 500 of
    them, in the order of completion; `is_capped`: there are more.
    """

    completed: Figure
    median_days: Days | None
    p85_days: Days | None
    points: list[CyclePoint]
    is_capped: bool


class BurnUpDay(Out):
    """What there was to do and what was done at the end of one day."""

    day: date
    scope: Figure
    completed: Figure


class BurnUpOut(_InPeriod):
    """What there is to do and what of it is done, day by day. What is cancelled by now was never in it."""

    days: list[BurnUpDay]


class PersonLoad(Out):
    """The open tasks of one person; `person` null: of nobody. `estimate`: the sum of theirs."""

    person: Person | None
    open: Figure
    overdue: Figure
    estimate: float


class LoadOut(Out):
    """Who has how much to do, the most first. A task of two people counts for both."""

    open: Figure
    people: list[PersonLoad]


class CategoryAge(Out):
    """How long the open tasks of one category have been in their present status."""

    category: CategoryName
    open: Figure
    median_days: Days
    p85_days: Days
    longest_days: Days


class Age(Out):
    """The open tasks that were created so many days ago; `to_days` null: or more."""

    from_days: int
    to_days: int | None
    open: Figure


class StandingTask(Out):
    """A task that has been in its status for long."""

    task_id: UUID
    key: Annotated[str, Field(examples=["OPS-12"])]
    title: str
    status: str
    days: Days


class AgeingOut(Out):
    """How old the open tasks are, and how long they have been in their present status. `longest`: the ten longest."""

    open: Figure
    zone: str
    categories: list[CategoryAge]
    ages: list[Age]
    longest: list[StandingTask]


class Comparison(Figure):
    """A figure of the period, and of as many days right before it."""

    before: Figure


class Medians(Out):
    """The median cycle time in the period, and of as many days right before it; null where nothing was completed."""

    days: Days | None
    q: str
    before: Days | None


class SummaryOut(_InPeriod):
    """The figures that one looks at first."""

    open: Figure
    active: Figure
    overdue: Figure
    unassigned: Figure
    blocked: Figure
    created: Comparison
    completed: Comparison
    cycle_time: Medians
