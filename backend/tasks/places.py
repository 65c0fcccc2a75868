"""Where a task stands: its status and its place among the others."""

from uuid import UUID

from django.db.models import QuerySet

from backend.core.errors import invalid
from backend.core.ids import NOBODY
from backend.core.ranks import checked_rank, last_rank, rank_beside
from backend.projects.models import CLOSED, Category, Project, Status
from backend.tasks.models import Task


def status_of(project: Project, wanted: str | None) -> Status:
    """The project's status with this id or name; without one the first that is neither backlog nor closed."""
    statuses = list(Status.objects.filter(project=project).in_order())
    if wanted is not None:
        folded = wanted.strip().casefold()
        chosen = [status for status in statuses if str(status.id) == folded or status.name.casefold() == folded]
        if not chosen:
            names = ", ".join(status.name for status in statuses)
            raise invalid("status", f"is no status of {project.key}; there are: {names}")
        return min(chosen, key=lambda status: status.archived_at is not None)
    usable = [status for status in statuses if status.archived_at is None] or statuses
    first = [status for status in usable if status.category not in {Category.BACKLOG, *CLOSED}]
    return (first or usable)[0]


def position_of(
    project_id: UUID,
    status: Status,
    *,
    position: str | None = None,
    after: UUID | None = None,
    before: UUID | None = None,
    moved: UUID | None = None,
) -> str:
    """A place in the column: as given, beside a task of the project, or last."""
    if position is not None:
        return checked_rank(position)
    others: QuerySet[Task] = Task.objects.filter(project_id=project_id).exclude(id=moved or NOBODY)
    if after is not None or before is not None:
        return rank_beside(others, after=after, before=before, among=others.filter(status=status))
    return last_rank(others.filter(status=status))
