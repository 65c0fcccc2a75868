"""Tasks counted by the days of their dates, in one statement for several of these."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from backend.core.sql import fetch
from backend.insights.period import Period
from backend.insights.question import Question

DateName = Literal["created", "completed"]


class Series(NamedTuple):
    """Which tasks, and which of their dates."""

    date: DateName
    terms: Sequence[str]


def daily(question: Question, period: Period, *asked: Series) -> list[Counter[int]]:
    """For each series: number of the day, counted from 1 → tasks; 0: before the period.

    Days begin where Python says, not PostgreSQL: with its own time zones it might say other than the query of a figure.
    """
    parts, parameters = list[str](), list[object]()
    for number, (date, terms) in enumerate(asked):
        rows = question.rows(*terms)
        parts.append(
            f"SELECT {number}, width_bucket(t.{date}_at, %s::timestamptz[]), count(*)"
            f" FROM {rows.source} WHERE {rows.where.sql} GROUP BY 2"
        )
        parameters += [period.begins, *rows.where.parameters]
    counts: list[Counter[int]] = [Counter() for _ in asked]
    for number, day, count in fetch(" UNION ALL ".join(parts), parameters, prepare=False):
        counts[number][day] = count
    return counts
