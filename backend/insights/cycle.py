"""How long tasks take: from when they first became active, as the log tells, or else from their creation."""

from collections.abc import Sequence

from backend.core.sql import Condition, fetch
from backend.insights.period import Period
from backend.insights.question import Question
from backend.insights.schemas import CyclePoint, CycleTimeOut

MOST = 500

# The log's index of changes of status is found by these words.
STATUS_CHANGED = "e.workspace_id = %s AND e.object_type = 'task' AND e.changes ? 'status'"

_MEASURED = """
    done AS MATERIALIZED (
        SELECT t.id, t.number, t.title, p.key, t.created_at, t.completed_at FROM {source} WHERE {where}),
    began AS (
        SELECT d.id, min(e.at) AS at FROM done d JOIN eventlog_event e ON e.task_id = d.id
        WHERE {changed} AND e.changes #>> '{{status,1,category}}' = 'active' AND e.at <= d.completed_at GROUP BY d.id),
    measured AS (
        SELECT d.*, greatest(extract(epoch FROM d.completed_at - coalesce(b.at, d.created_at)), 0)::float8 / 86400
            AS days FROM done d LEFT JOIN began b USING (id))"""
_SHARE = "percentile_cont({share}) WITHIN GROUP (ORDER BY days)"
_WHOLE = f"SELECT count(*), {_SHARE.format(share=0.5)}, {_SHARE.format(share=0.85)} FROM measured"
_POINTS = """
    SELECT id, key || '-' || number, title, completed_at, days FROM measured
    ORDER BY completed_at DESC, id DESC LIMIT %s"""
_TWO_MEDIANS = f"""
    SELECT {_SHARE.format(share=0.5)} FILTER (WHERE completed_at >= %s),
        {_SHARE.format(share=0.5)} FILTER (WHERE completed_at < %s) FROM measured"""


def cycle_time(question: Question, period: Period) -> CycleTimeOut:
    """Of the tasks that were completed in the period, for the last time."""
    terms = ("is:any", period.within("completed"))
    measured = _measured(question, terms)
    [(count, median, p85)] = fetch(f"{measured.sql} {_WHOLE}", measured.parameters, prepare=False)
    points = fetch(f"{measured.sql} {_POINTS}", [*measured.parameters, MOST], prepare=False)
    return CycleTimeOut(
        since=period.first,
        until=period.last,
        zone=period.calendar.zone.key,
        completed=question.figure(count, *terms),
        median_days=median,
        p85_days=p85,
        points=[
            CyclePoint(task_id=id_, key=key, title=title, completed_at=completed_at, days=days)
            for id_, key, title, completed_at, days in reversed(points)
        ],
        is_capped=count > len(points),
    )


def medians(question: Question, period: Period) -> tuple[float | None, float | None]:
    """Of a period, and of as many days right before it."""
    both = Period(period.before.first, period.last, period.calendar)
    measured, begin = _measured(question, ("is:any", both.within("completed"))), period.begins[0]
    [(now, before)] = fetch(f"{measured.sql} {_TWO_MEDIANS}", [*measured.parameters, begin, begin], prepare=False)
    return now, before


def _measured(question: Question, terms: Sequence[str]) -> Condition:
    rows = question.rows(*terms)
    text = _MEASURED.format(source=rows.source, where=rows.where.sql, changed=STATUS_CHANGED)
    return Condition(f"WITH {text}", (*rows.where.parameters, question.workspace_id))
