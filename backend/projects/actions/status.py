"""What is done to the statuses of a project."""

from collections.abc import Collection
from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.errors import Conflict, NotFound
from backend.core.ids import NOBODY, uuid7
from backend.core.ranks import last_rank, rank_beside
from backend.eventlog.change import change
from backend.projects.actions.project import locked_project, require_open
from backend.projects.documents import STATUS
from backend.projects.kinds import STATUS_KINDS
from backend.projects.models import CLOSED, Category, Project, Status
from backend.workspaces.roles import Permission


def create_status(
    project_id: UUID,
    *,
    actor: User,
    name: str,
    category: str = Category.TODO,
    after: UUID | None = None,
    before: UUID | None = None,
    id: UUID | None = None,  # noqa: A002  # the API's name
) -> Status:
    """A new column, last or beside another one."""
    with change(actor) as log:
        project = _project(project_id, actor)
        if id is not None and Status.objects.filter(id=id).exists():
            raise Conflict("This id is taken.")
        status = Status(id=id or uuid7(), workspace_id=project.workspace_id, project=project, name=name)
        status.category, status.position = category, _position(project, after, before)
        status.save(force_insert=True)
        log.record(STATUS_KINDS["created"], status)
    return status


def update_status(
    project_id: UUID,
    status_id: UUID,
    *,
    actor: User,
    expected: Versions = None,
    after: UUID | None = None,
    before: UUID | None = None,
    tasks_follow: bool = False,
    **fields: str,
) -> Status:
    """Rename, re-categorise or move a column.

    `Conflict` where the new category would complete, close or open the tasks in it, unless `tasks_follow` says that
    the caller sees to them.
    """
    with change(actor) as log:
        project = _project(project_id, actor, writes=fields)
        status = _locked(project, status_id)
        check_version(expected, status.version, STATUS, status.id)
        if not tasks_follow:
            _require_same_end(status, fields.get("category", status.category))
        log.watch(STATUS, status)
        if after is not None or before is not None:
            fields["position"] = _position(project, after, before, moved=status.id)
        if log.revise(status, **fields):
            log.record(STATUS_KINDS["updated"], status)
    return status


def archive_status(
    project_id: UUID, status_id: UUID, *, actor: User, archived: bool, expected: Versions = None
) -> Status:
    """Hide a column, or show it again; its tasks stay in it."""
    with change(actor) as log:
        project = _project(project_id, actor)
        status = _locked(project, status_id)
        check_version(expected, status.version, STATUS, status.id)
        log.watch(STATUS, status)
        if (status.archived_at is not None) != archived:
            log.revise(status, archived_at=now() if archived else None)
            log.record(STATUS_KINDS["archived" if archived else "unarchived"], status)
    return status


def delete_status(project_id: UUID, status_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Delete an empty column; the last one of a project stays."""
    with change(actor) as log:
        project = _project(project_id, actor)
        status = _locked(project, status_id)
        check_version(expected, status.version, STATUS, status.id)
        if project.statuses.count() == 1:
            raise Conflict("The last status of a project stays.")
        if status.tasks.exists():
            raise Conflict("There are tasks in this status, perhaps in the trash; move them first.")
        log.watch(STATUS, status)
        log.record(STATUS_KINDS["deleted"], status)
        Status.objects.filter(id=status.id).delete()


def _project(project_id: UUID, actor: User, *, writes: Collection[str] = ()) -> Project:
    """The project, locked and open: the columns of one are changed one after the other."""
    project = locked_project(project_id, actor, Permission.WRITE_PROJECTS, writes={"status": writes})
    require_open(project)
    return project


def _locked(project: Project, status_id: UUID) -> Status:
    # A task that moves into it is there first, or finds it changed.
    status = Status.objects.filter(project=project, id=status_id).sealed().first()
    if status is None:
        raise NotFound
    return status


def _position(project: Project, after: UUID | None, before: UUID | None, *, moved: UUID | None = None) -> str:
    others = Status.objects.filter(project=project).exclude(id=moved or NOBODY)
    if after is None and before is None:
        return last_rank(others)
    return rank_beside(others, after=after, before=before)


def _require_same_end(status: Status, category: str) -> None:
    """Whether a task is done, and whether it blocks others, is no fact of its column alone."""
    before, after = ((one == Category.DONE, one in CLOSED) for one in (status.category, category))
    if before != after and status.tasks.exists():
        raise Conflict("There are tasks in this status; move them before it becomes, or stops being, a closed one.")
