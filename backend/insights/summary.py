"""The figures that one looks at first."""

from backend.insights.cycle import medians
from backend.insights.period import Period
from backend.insights.question import Question
from backend.insights.schemas import Comparison, Figure, Medians, SummaryOut


def summary(question: Question, period: Period) -> SummaryOut:
    """How it stands now, and what happened in the period and right before."""
    standing = {
        "open": ["is:open"],
        "active": ["status:active"],
        "overdue": ["is:overdue"],
        "unassigned": ["is:open", "is:unassigned"],
        "blocked": ["is:open", "is:blocked"],
    }
    happened = [
        ["is:any", stretch.within(field)] for field in ("created", "completed") for stretch in (period, period.before)
    ]
    *now, created, created_before, completed, completed_before = question.figures(*standing.values(), *happened)
    median, median_before = medians(question, period)
    return SummaryOut(
        since=period.first,
        until=period.last,
        zone=period.calendar.zone.key,
        **dict(zip(standing, now, strict=True)),
        created=_compared(created, created_before),
        completed=_compared(completed, completed_before),
        cycle_time=Medians(days=median, q=completed.q, before=median_before),
    )


def _compared(figure: Figure, before: Figure) -> Comparison:
    return Comparison(count=figure.count, q=figure.q, before=before)
