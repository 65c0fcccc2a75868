"""How old open tasks are, and how long they have been in their present status."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from backend.core.clock import now
from backend.core.sql import fetch
from backend.insights.cycle import STATUS_CHANGED
from backend.insights.period import Calendar
from backend.insights.question import Question
from backend.insights.schemas import Age, AgeingOut, CategoryAge, StandingTask

AGES = (0, 1, 7, 30, 90, 365)  # days; each reaches to the next one
LONGEST = 10

# One pass, three answers: by category, by age, and the longest.
_STANDING = f"""
    WITH open AS MATERIALIZED (SELECT t.id, t.status_id, t.created_at FROM {{source}} WHERE {{where}}),
    changed AS (
        SELECT e.task_id, max(e.at) AS at FROM eventlog_event e
        WHERE {STATUS_CHANGED} AND e.task_id = ANY(ARRAY(SELECT id FROM open)) GROUP BY e.task_id),
    standing AS MATERIALIZED (
        SELECT o.*, greatest(extract(epoch FROM %s - coalesce(c.at, o.created_at)), 0)::float8 / 86400 AS days
        FROM open o LEFT JOIN changed c ON c.task_id = o.id)
    SELECT (SELECT json_agg(x) FROM (
            SELECT s.category, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY days) AS median_days,
                percentile_cont(0.85) WITHIN GROUP (ORDER BY days) AS p85_days, max(days) AS longest_days
            FROM standing JOIN projects_status s ON s.id = status_id GROUP BY s.category) x)::text,
        (SELECT json_object_agg(age, count) FROM (
            SELECT width_bucket(created_at, %s::timestamptz[]) AS age, count(*) FROM standing GROUP BY 1) x)::text,
        (SELECT json_agg(x) FROM (
            SELECT t.id AS task_id, p.key || '-' || t.number AS key, t.title, s.name AS status, l.days
            FROM (SELECT * FROM standing ORDER BY days DESC, id LIMIT {LONGEST}) l JOIN tasks_task t USING (id)
                JOIN projects_project p ON p.id = t.project_id JOIN projects_status s ON s.id = t.status_id
            ORDER BY l.days DESC, t.id) x)::text"""


def ageing(question: Question, days: Calendar) -> AgeingOut:
    """The open tasks. Without a change of status in the log a task is in its first one since its creation."""
    rows, today = question.rows("is:open"), now().astimezone(days.zone).date()
    begins = [days.begin(today - timedelta(days=age - 1)) for age in reversed(AGES[1:])]
    text = _STANDING.format(source=rows.source, where=rows.where.sql)
    parameters = [*rows.where.parameters, question.workspace_id, now(), begins]
    [found] = fetch(text, parameters, prepare=False)
    categories, ages, longest = (json.loads(one) if one else [] for one in found)
    counts = [ages.get(str(bucket), 0) if ages else 0 for bucket in reversed(range(len(AGES)))]
    return AgeingOut(
        open=question.figure(sum(counts), "is:open"),
        zone=days.zone.key,
        categories=_in_order(question, categories),
        ages=_ages(question, days, today, counts),
        longest=[StandingTask(**one) for one in longest],
    )


def _in_order(question: Question, found: Sequence[dict[str, Any]]) -> list[CategoryAge]:
    """As work goes."""
    known = {one["category"]: one for one in found}
    return [
        CategoryAge(open=question.figure(one.pop("count"), f"status:{category}"), **one)
        for category in ("backlog", "todo", "active")
        if (one := known.get(category))
    ]


def _ages(question: Question, days: Calendar, today: date, counts: Sequence[int]) -> list[Age]:
    """The youngest first."""
    return [
        Age(
            from_days=youngest,
            to_days=None if older is None else older - 1,
            open=question.figure(count, "is:open", _created(days, today, youngest, older)),
        )
        for (youngest, older), count in zip(pairwise((*AGES, None)), counts, strict=True)
        if youngest is not None
    ]


def _created(days: Calendar, today: date, youngest: int, older: int | None) -> str:
    """What is created tomorrow, by a clock that goes wrong, is of today."""
    last = today - timedelta(days=youngest) if youngest else None
    first = None if older is None else today - timedelta(days=older - 1)
    return days.within("created", first, last)
