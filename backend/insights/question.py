"""What an insight asks: the tasks that somebody may see and means, and the query that finds them again."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.errors import NotFound, invalid
from backend.core.pages import Selection
from backend.core.sql import Condition, all_of, fetch
from backend.insights.period import Calendar, Period
from backend.insights.schemas import CalendarQuery, Figure, InsightQuery, PeriodQuery
from backend.projects.models import Project
from backend.tasks.filters import Asker, selection
from query.parse import parse
from query.tree import Either, listed

USUAL = 30  # days
MOST = 366


class Question:
    """The tasks of one workspace that the reader may see, of one project if he says so, that his query finds."""

    def __init__(self, reader: User, query: InsightQuery) -> None:
        self.workspace_id = query.workspace
        self._asker = Asker(reader, query.workspace)
        self._given = [
            *([f"project:{_key(reader, query.project, query.workspace)}"] if query.project else []),
            *self._own(query.q.strip()),
        ]

    def text(self, *terms: str) -> str:
        """The query that finds those of the tasks for which `terms` hold."""
        return " ".join([*self._given, *terms])

    def rows(self, *terms: str) -> Selection:
        """They as SQL: tables with the aliases t, p and, where it is asked for, s; and the condition."""
        tree = listed(self._asker.tree(self.text(*terms)))
        return selection(self._asker.sees() & self._asker.condition(tree))

    def holds(self, term: str) -> Condition:
        """One term as SQL, of rows that have been asked for."""
        return self._asker.condition(self._asker.tree(term))

    def figure(self, count: int, *terms: str) -> Figure:
        """A number, and its query."""
        return Figure(count=count, q=self.text(*terms))

    def shares(self, whole: str, *parts: str) -> list[int]:
        """How many tasks there are for a term, and for how many of them each of `parts` holds, in one pass."""
        rows, held = self.rows(whole), [self.holds(part) for part in parts]
        source = selection(all_of([rows.where, *held])).source
        counts = ", ".join(["count(*)", *(f"count(*) FILTER (WHERE {one.sql})" for one in held)])
        parameters = [value for one in (*held, rows.where) for value in one.parameters]
        [row] = fetch(f"SELECT {counts} FROM {source} WHERE {rows.where.sql}", parameters, prepare=False)
        return list(row)

    def figures(self, *asked: Sequence[str]) -> list[Figure]:
        """How many tasks there are for each row of terms, counted in one statement."""
        counts = [counted(self.rows(*terms)) for terms in asked]
        text = f"SELECT {', '.join(f'({one.sql})' for one in counts)}"
        [row] = fetch(text, [value for one in counts for value in one.parameters], prepare=False)
        return [self.figure(count, *terms) for count, terms in zip(row, asked, strict=True)]

    def _own(self, q: str) -> Sequence[str]:
        """The reader's query as a part of others. It is looked at alone first, so that a mistake has its place."""
        self._asker.tree(q)
        if not q:
            return []
        return [f"({q})"] if isinstance(parse(q).tree, Either) else [q]


def counted(rows: Selection) -> Condition:
    """The statement that counts tasks."""
    return Condition(f"SELECT count(*) FROM {rows.source} WHERE {rows.where.sql}", rows.where.parameters)


def calendar(reader: User, query: CalendarQuery) -> Calendar:
    """The days that are meant."""
    zone = query.zone or reader.timezone
    return Calendar(ZoneInfo(zone), is_own=zone == reader.timezone)


def period(reader: User, query: PeriodQuery) -> Period:
    """The days that are asked for; 422 where there are none, or too many."""
    days = calendar(reader, query)
    until = query.until or now().astimezone(days.zone).date()
    since = query.since or until - timedelta(days=USUAL - 1)
    if since > until:
        raise invalid("until", "is before `since`", where="query")
    if (until - since).days >= MOST:
        raise invalid("since", f"a period has at most {MOST} days", where="query")
    return Period(since, until, days)


def _key(reader: User, ref: str, workspace_id: UUID) -> str:
    """The key of the project that is meant; `NotFound` where the reader sees none."""
    projects = Project.objects.visible_to(reader).filter(workspace_id=workspace_id)
    try:
        named = projects.filter(id=UUID(ref))
    except ValueError:
        named = projects.filter(key=ref.upper())
    key = named.values_list("key", flat=True).first()
    if key is None:
        raise NotFound(f"There is no project {ref!r} here.")
    return key
