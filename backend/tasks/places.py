"""Where a task stands: its status and its place among the others."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from backend.core import rows
from backend.core.errors import Conflict, Invalid, invalid
from backend.core.ranks import checked_rank, rank_between, spread
from backend.eventlog.change import Log
from backend.projects.models import CLOSED, Category, Project, Status
from backend.tasks.documents import TASK
from backend.tasks.kinds import TASK_KINDS
from backend.tasks.models import Task
from backend.tasks.models.task import TaskQuerySet

# Cards that always go into the same gap make its places longer by one letter in six; at `LONG` letters their
# neighbours move apart, of which there are at most 500, unless more than these share one place.
LONG = 64
_SHORT = 16
_LAST = """(SELECT t.position FROM tasks_task t
    WHERE t.project_id = projects_status.project_id AND t.status_id = projects_status.id
    ORDER BY t.position DESC LIMIT 1)"""
_NEIGHBOURS = (4, 16, 64, 249)


class Columns:
    """The statuses and places of one change: looked up once, however many tasks it puts there.

    `held`: the tasks that the change has in its hands, as there may be but one copy of a task that is changed.
    """

    def __init__(self, log: Log, held: Iterable[Task] = ()) -> None:
        self._log = log
        self._held = {task.id: task for task in held}
        self._statuses: dict[UUID, list[Status]] = {}
        self._kept: dict[UUID, Status] = {}
        self._last: dict[UUID, str | None] = {}

    def status_of(self, project: Project, wanted: str | None) -> Status:
        """The project's status with this id or name; without one the first that is neither backlog nor closed."""
        if project.id not in self._statuses:
            found = rows.select_also(Status, _LAST, "WHERE project_id = %s ORDER BY position, id", [project.id])
            self._statuses[project.id] = [status for status, _ in found]
            self._last |= {status.id: last for status, last in found if status.id not in self._last}
        return _meant(self._statuses[project.id], project, wanted)

    def kept(self, status: Status) -> Status:
        """The status as it is now; it is not deleted, nor made or unmade a closed one, until the task is in it."""
        if status.id not in self._kept:
            found = Status.objects.all().kept([status.id])
            if not found:
                raise invalid("status", f"{status.name!r} has just been deleted")
            self._kept[status.id] = found[0]
        return self._kept[status.id]

    def last(self, status: Status) -> str:
        """A place behind all others in a column."""
        if status.id not in self._last:
            [(_, self._last[status.id])] = rows.select_also(Status, _LAST, "WHERE id = %s", [status.id])
        rank = rank_between(self._last[status.id], None)
        self._last[status.id] = rank
        return rank

    def beside(self, status: Status, *, after: UUID | None, before: UUID | None, moved: Collection[UUID]) -> str:
        """A place in a column directly behind, or before, a task of its project that is not `moved` itself.

        Where keys have grown too long there, the neighbours are moved apart, each with its event.
        """
        if (after is None) == (before is None):
            raise invalid("after", "give either after or before")
        others = Task.objects.living().filter(project_id=status.project_id).exclude(id__in=moved)
        gap, column = _gap(others, status, after=after, before=before), others.filter(status=status)
        rank = _between(gap.low, gap.high)
        if rank is not None and len(rank) <= LONG:
            return rank
        spaced = self._spaced(column, gap)
        if spaced is not None:
            return spaced
        return rank if rank is not None else rank_between(gap.low, _beyond(column, gap))

    def _spaced(self, column: TaskQuerySet, gap: "_Gap") -> str | None:
        """Move the neighbours apart; None where somebody holds one of them: there is time enough."""
        around = _around(column, gap)
        ranks = around.ranks()
        moving = {row.id: rank for row, rank in zip(around.rows, around.without_own(ranks), strict=True)}
        free = column.filter(id__in=moving).select_for_update(skip_locked=True, of=("self",)).order_by("id")
        tasks = {task.id: self._held.get(task.id, task) for task in free}
        if [tasks[row.id].position for row in around.rows if row.id in tasks] != [row.position for row in around.rows]:
            return None
        self._log.watch(TASK, *tasks.values())
        with self._log.together():
            for task_id, task in tasks.items():
                if self._log.revise(task, position=moving[task_id]):
                    self._log.record(TASK_KINDS["updated"], task)
        return ranks[around.own]


def _meant(statuses: Sequence[Status], project: Project, wanted: str | None) -> Status:
    if wanted is not None:
        folded = wanted.strip().casefold()
        chosen = [status for status in statuses if str(status.id) == folded or status.name.casefold() == folded]
        if not chosen:
            names = ", ".join(status.name for status in statuses)
            raise invalid("status", f"is no status of {project.key}; there are: {names}")
        return min(chosen, key=lambda status: status.archived_at is not None)
    usable = [status for status in statuses if status.archived_at is None] or statuses
    is_open = [status for status in usable if status.category not in CLOSED]
    first = [status for status in is_open if status.category != Category.BACKLOG]
    return (first or is_open or usable)[0]


def given_place(position: str) -> str:
    """A place that a client names."""
    return checked_rank(position)


class Row(NamedTuple):
    """A task in its column."""

    position: str
    id: UUID


class _Gap(NamedTuple):
    """Where a task is to go: behind `at` in the order of position and id, or before it. `low`, `high`: its bounds."""

    at: Row
    is_behind: bool
    low: str | None
    high: str | None


class Around(NamedTuple):
    """The neighbours of a gap in order; the new one comes at the index `own`, all between `low` and `high`."""

    rows: Sequence[Row]
    own: int
    low: str | None
    high: str | None

    def ranks(self) -> list[str]:
        """New places for all of them."""
        return spread(self.low, self.high, len(self.rows) + 1)

    def without_own(self, ranks: Sequence[str]) -> Sequence[str]:
        """Those of the neighbours."""
        return [*ranks[: self.own], *ranks[self.own + 1 :]]


def _gap(others: TaskQuerySet, status: Status, *, after: UUID | None, before: UUID | None) -> _Gap:
    """Its two neighbours are kept: nobody moves them apart until the task stands between them."""
    name = "after" if after is not None else "before"
    anchored = others.filter(id__in=[one for one in (after, before) if one is not None])
    anchor = _first(anchored)
    column = others.filter(status=status)
    while anchor is not None:
        beyond = column.filter(_behind(anchor)) if after else column.exclude(_behind(anchor)).exclude(id=anchor.id)
        next_one = _first(beyond.order_by(*(("position", "id") if after else ("-position", "-id"))))
        seen = [row for row in (anchor, next_one) if row is not None]
        kept = {task.id: Row(task.position, task.id) for task in Task.objects.all().kept(row.id for row in seen)}
        if all(kept.get(row.id) == row for row in seen):
            far = next_one.position if next_one else None
            low, high = (anchor.position, far) if after else (far, anchor.position)
            return _Gap(anchor, after is not None, low, high)
        anchor = _first(anchored)
    raise _not_here(name)


def _not_here(name: str) -> Invalid:
    return invalid(name, "is not in the same project")


def _first(rows: TaskQuerySet) -> Row | None:
    found = rows.values_list("position", "id").first()
    return Row(*found) if found else None


def _behind(row: Row) -> Q:
    return Q(position__gt=row.position) | Q(position=row.position, id__gt=row.id)


def _between(low: str | None, high: str | None) -> str | None:
    """None where nothing fits: two that were put into one gap at once share a place."""
    try:
        return None if low is not None and low == high else rank_between(low, high)
    except Conflict:
        return None


def _beyond(column: TaskQuerySet, gap: _Gap) -> str | None:
    """The next place behind one that several share."""
    return column.filter(position__gt=gap.low).order_by("position").values_list("position", flat=True).first()


def _around(column: TaskQuerySet, gap: _Gap) -> Around:
    behind = _behind(gap.at) if gap.is_behind else _behind(gap.at) | Q(id=gap.at.id)
    most = _NEIGHBOURS[-1] + 1
    right = _rows(column.filter(behind).order_by("position", "id"), most)
    left = _rows(column.exclude(behind).order_by("-position", "-id"), most)
    chosen = around(left, right)
    return chosen if chosen.low is None or chosen.low != chosen.high else _out_of_tie(column, chosen.low, behind)


def _out_of_tie(column: TaskQuerySet, place: str, behind: Q) -> Around:
    """All on one side of a gap among more that share a place than otherwise move: the smaller side, but all of it."""
    tied = column.filter(position=place).order_by("id")
    left, right = tied.exclude(behind), tied.filter(behind)
    if right.count() <= left.count():
        beyond = _first(column.filter(position__gt=place).order_by("position", "id"))
        return Around(_rows(right), 0, place, beyond and beyond.position)
    beyond = _first(column.filter(position__lt=place).order_by("-position", "-id"))
    rows = _rows(left)
    return Around(rows, len(rows), beyond and beyond.position, place)


def around(left: Sequence[Row], right: Sequence[Row]) -> Around:
    """As few neighbours on both sides of a gap, the nearest first, as make the places short."""
    for count in _NEIGHBOURS:
        rows = [*reversed(left[:count]), *right[:count]]
        low, high = (side[count].position if len(side) > count else None for side in (left, right))
        chosen = Around(rows, min(count, len(left)), low, high)
        if _is_apart(low, rows, high) and max(map(len, chosen.ranks())) <= _SHORT:
            break
    return chosen


def _is_apart(low: str | None, rows: Sequence[Row], high: str | None) -> bool:
    """Whether those beyond do not share a place with those that are to move."""
    return rows[0].position != low and rows[-1].position != high


def _rows(rows: TaskQuerySet, count: int | None = None) -> list[Row]:
    return [Row(*found) for found in rows.values_list("position", "id")[:count]]
