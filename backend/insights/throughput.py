"""What came and what was done, day by day."""

from backend.insights.period import Period
from backend.insights.question import Question
from backend.insights.schemas import ThroughputDay, ThroughputOut
from backend.insights.series import Series, daily


def throughput(question: Question, period: Period) -> ThroughputOut:
    """Each task on the day of its creation and on that of its completion, as these stand now."""
    coming, done = ("is:any", period.within("created")), ("is:any", period.within("completed"))
    created, completed = daily(question, period, Series("created", coming), Series("completed", done))
    return ThroughputOut(
        since=period.first,
        until=period.last,
        zone=period.calendar.zone.key,
        created=question.figure(created.total(), *coming),
        completed=question.figure(completed.total(), *done),
        days=[
            ThroughputDay(
                day=day,
                created=question.figure(created[number], "is:any", period.on("created", day)),
                completed=question.figure(completed[number], "is:any", period.on("completed", day)),
            )
            for number, day in enumerate(period.days, 1)
        ],
    )
