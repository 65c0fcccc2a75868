"""The figures that one looks at first."""

from collections.abc import Mapping, Sequence

from backend.insights.cycle import medians
from backend.insights.period import Period
from backend.insights.question import Question
from backend.insights.schemas import Comparison, Figure, Medians, SummaryOut

_STANDING: Mapping[str, tuple[str, Sequence[str]]] = {
    "active": ("status:active", ["status:active"]),
    "overdue": ("due:<now", ["is:overdue"]),
    "unassigned": ("is:unassigned", ["is:open", "is:unassigned"]),
    "blocked": ("is:blocked", ["is:open", "is:blocked"]),
}
"""What is counted of open tasks: the term that holds for these, and the whole query."""


def summary(question: Question, period: Period) -> SummaryOut:
    """How it stands now, and what happened in the period and right before."""
    open_, *counts = question.shares("is:open", *(term for term, _ in _STANDING.values()))
    standing = zip(_STANDING.items(), counts, strict=True)
    happened = [
        ["is:any", stretch.within(field)] for field in ("created", "completed") for stretch in (period, period.before)
    ]
    created, created_before, completed, completed_before = question.figures(*happened)
    median, median_before = medians(question, period)
    return SummaryOut(
        since=period.first,
        until=period.last,
        zone=period.calendar.zone.key,
        open=question.figure(open_, "is:open"),
        **{name: question.figure(count, *terms) for (name, (_, terms)), count in standing},
        created=_compared(created, created_before),
        completed=_compared(completed, completed_before),
        cycle_time=Medians(days=median, q=completed.q, before=median_before),
    )


def _compared(figure: Figure, before: Figure) -> Comparison:
    return Comparison(count=figure.count, q=figure.q, before=before)
