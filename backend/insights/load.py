"""Who has how much to do."""

from backend.core.schemas import Person
from backend.core.sql import fetch
from backend.core.statements import Row
from backend.insights.question import Question, counted
from backend.insights.schemas import LoadOut, PersonLoad
from query.complete import quoted

# Who has left is still assigned, but no address is his here any more.
_PEOPLE = """
    SELECT u.id, u.name, CASE WHEN m.id IS NOT NULL THEN u.email END,
        count(*), count(*) FILTER (WHERE {late}), coalesce(sum(t.estimate), 0), ({all})
    FROM {source}
        LEFT JOIN tasks_assignment a ON a.task_id = t.id
        LEFT JOIN accounts_user u ON u.id = a.user_id
        LEFT JOIN workspaces_member m ON m.user_id = u.id AND m.workspace_id = t.workspace_id
    WHERE {where} GROUP BY u.id, m.id ORDER BY 4 DESC, u.name, u.id"""


def load(question: Question) -> LoadOut:
    """The open tasks of each person."""
    rows, late = question.rows("is:open"), question.holds("due:<now")
    everything = counted(rows)
    text = _PEOPLE.format(late=late.sql, all=everything.sql, source=rows.source, where=rows.where.sql)
    found = fetch(text, [*late.parameters, *everything.parameters, *rows.where.parameters], prepare=False)
    total = found[0][-1] if found else 0
    return LoadOut(open=question.figure(total, "is:open"), people=[_person(question, row) for row in found])


def _person(question: Question, row: Row) -> PersonLoad:
    id_, name, email, count, late, estimate, _ = row
    term = f"assignee:{quoted(email) if email else id_ or 'none'}"
    return PersonLoad(
        person=Person(id=id_, name=name) if id_ else None,
        open=question.figure(count, "is:open", term),
        overdue=question.figure(late, "is:overdue", term),
        estimate=estimate,
    )
