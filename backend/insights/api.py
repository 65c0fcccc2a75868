"""Endpoints of insights: figures, each with the query that finds what it counts."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from django.http import HttpRequest
from ninja import Query, Schema

from backend.accounts.auth import actor_of
from backend.core.ninja import Routes
from backend.insights import schemas
from backend.insights.ageing import ageing
from backend.insights.burn_up import burn_up
from backend.insights.cycle import cycle_time
from backend.insights.load import load
from backend.insights.period import Period
from backend.insights.question import Question, calendar, period
from backend.insights.summary import summary
from backend.insights.throughput import throughput
from backend.tasks.query_limit import limited
from backend.workspaces.access import look_into

router = Routes(tags=["insights"])

InPeriod = Annotated[schemas.PeriodQuery, Query()]
Seen = TypeVar("Seen", bound=Schema)


@router.get("/summary", response={200: schemas.SummaryOut}, summary="The figures that one looks at first")
def get_insights_summary(request: HttpRequest, query: InPeriod) -> schemas.SummaryOut:
    """How it stands now, and what happened in the period and in as many days before it."""
    return _over(request, query, summary)


@router.get("/throughput", response={200: schemas.ThroughputOut}, summary="Tasks created and completed per day")
def get_throughput(request: HttpRequest, query: InPeriod) -> schemas.ThroughputOut:
    """A task counts on the day of its last completion; one that was opened again on none."""
    return _over(request, query, throughput)


@router.get("/cycle-time", response={200: schemas.CycleTimeOut}, summary="How long tasks take")
def get_cycle_time(request: HttpRequest, query: InPeriod) -> schemas.CycleTimeOut:
    """From when a task first became active, as the log tells, to its completion in the period."""
    return _over(request, query, cycle_time)


@router.get("/burn-up", response={200: schemas.BurnUpOut}, summary="What there is to do, and what of it is done")
def get_burn_up(request: HttpRequest, query: InPeriod) -> schemas.BurnUpOut:
    """At the end of each day, as the tasks stand now."""
    return _over(request, query, burn_up)


@router.get("/load", response={200: schemas.LoadOut}, summary="Who has how much to do")
def get_workload(request: HttpRequest, query: Annotated[schemas.InsightQuery, Query()]) -> schemas.LoadOut:
    """Open and overdue tasks of each person, and the sum of their estimates."""
    question = _asked(request, query)
    with limited():
        return load(question)


@router.get("/ageing", response={200: schemas.AgeingOut}, summary="How old open tasks are")
def get_ageing(request: HttpRequest, query: Annotated[schemas.CalendarQuery, Query()]) -> schemas.AgeingOut:
    """By how long they have been in their present status, as the log tells, and by when they were created."""
    question = _asked(request, query)
    with limited():
        return ageing(question, calendar(actor_of(request), query))


def _over(request: HttpRequest, query: schemas.PeriodQuery, seen: Callable[[Question, Period], Seen]) -> Seen:
    question, days = _asked(request, query), period(actor_of(request), query)
    with limited():
        return seen(question, days)


def _asked(request: HttpRequest, query: schemas.InsightQuery) -> Question:
    reader = actor_of(request)
    look_into(reader, query.workspace)
    return Question(reader, query)
