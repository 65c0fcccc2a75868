"""What there is to do, and what of it is done, at the end of each day."""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from backend.insights.period import Period
from backend.insights.question import Question
from backend.insights.schemas import BurnUpDay, BurnUpOut
from backend.insights.series import Series, daily

_SCOPE = ("is:any", "-status:cancelled")


def burn_up(question: Question, period: Period) -> BurnUpOut:
    """Cumulative from the beginning of time, as the tasks stand now: so that a query can find what is counted."""
    scope, completed = (
        _running(counts, len(period.days))
        for counts in daily(
            question,
            period,
            Series("created", (*_SCOPE, period.until("created"))),
            Series("completed", (*_SCOPE, period.until("completed"))),
        )
    )
    days = [
        BurnUpDay(
            day=day,
            scope=question.figure(there, *_SCOPE, period.until("created", day)),
            completed=question.figure(done, *_SCOPE, period.until("completed", day)),
        )
        for day, there, done in zip(period.days, scope, completed, strict=True)
    ]
    return BurnUpOut(since=period.first, until=period.last, zone=period.calendar.zone.key, days=days)


def _running(counts: Counter[int], days: int) -> Sequence[int]:
    """The sum of all days so far, on each day."""
    return list(accumulate(counts[day] for day in range(days + 1)))[1:]
