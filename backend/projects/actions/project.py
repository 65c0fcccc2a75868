"""What is done to projects."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.defer import defer
from backend.core.errors import Conflict, Invalid, NotFound, invalid
from backend.core.ids import uuid7
from backend.core.ranks import ranks
from backend.eventlog.change import change
from backend.projects.documents import PROJECT
from backend.projects.kinds import PROJECT_KINDS, STATUS_KINDS
from backend.projects.models import Category, Project, ProjectMember, Status, Visibility
from backend.workspaces.access import require
from backend.workspaces.actions.member import keep_membership
from backend.workspaces.roles import Permission

FIRST_STATUSES = (
    ("Backlog", Category.BACKLOG),
    ("Todo", Category.TODO),
    ("Doing", Category.ACTIVE),
    ("Done", Category.DONE),
    ("Cancelled", Category.CANCELLED),
)


def create_project(
    *,
    actor: User,
    workspace_id: UUID,
    key: str,
    name: str,
    description: str = "",
    color: str = "#5350d4",
    visibility: str = Visibility.WORKSPACE,
    statuses: tuple[tuple[str, str], ...] = FIRST_STATUSES,
    id: UUID | None = None,  # noqa: A002  # the API's name
) -> Project:
    """A new project with its first statuses, as (name, category)."""
    project = Project(id=id or uuid7(), workspace_id=workspace_id, key=key, name=name, description=description)
    project.color, project.visibility, project.created_by = color, visibility, actor
    with change(actor) as log:
        if visibility == Visibility.PRIVATE:
            keep_membership(workspace_id, actor.id)
        require(actor, workspace_id, Permission.WRITE_PROJECTS)
        _save(project)
        if visibility == Visibility.PRIVATE:
            ProjectMember.objects.create(workspace_id=workspace_id, project=project, user=actor)
        log.record(PROJECT_KINDS["created"], project)
        for (title, category), position in zip(statuses, ranks(len(statuses)), strict=True):
            status = Status(workspace_id=workspace_id, project=project, name=title, category=category)
            status.position = position
            status.save(force_insert=True)
            log.record(STATUS_KINDS["created"], status)
    return project


def update_project(project_id: UUID, *, actor: User, expected: Versions = None, **fields: str) -> Project:
    """Change a project's own facts. Who makes it private stays its member."""
    with change(actor) as log:
        if fields.get("visibility") == Visibility.PRIVATE:
            # Before the project, as whoever leaves the workspace goes first there and then here.
            keep_membership(workspace_of_project(project_id, actor), actor.id)
        project = locked_project(project_id, actor, Permission.WRITE_PROJECTS)
        check_version(expected, project.version, PROJECT, project.id)
        # A client that replaces the whole sends what it may not write, too: as it is.
        writes = {name for name, value in fields.items() if getattr(project, name) != value}
        require(actor, project.workspace_id, Permission.WRITE_PROJECTS, writes={"project": writes})
        log.watch(PROJECT, project)
        if "visibility" in writes and fields["visibility"] == Visibility.PRIVATE:
            ProjectMember.objects.get_or_create(
                project=project, user=actor, defaults={"workspace_id": project.workspace_id}
            )
        try:
            with transaction.atomic():
                changed = log.revise(project, **fields)
        except IntegrityError:
            raise _key_taken(fields["key"]) from None
        if changed:
            log.record(PROJECT_KINDS["updated"], project)
    return project


def archive_project(project_id: UUID, *, actor: User, archived: bool, expected: Versions = None) -> Project:
    """Put a project away, or take it out again: its tasks stay as they are, and cannot be changed meanwhile."""
    with change(actor) as log:
        project = locked_project(project_id, actor, Permission.MANAGE_PROJECTS, seal=True)
        check_version(expected, project.version, PROJECT, project.id)
        log.watch(PROJECT, project)
        if (project.archived_at is not None) != archived:
            log.revise(project, archived_at=now() if archived else None)
            log.record(PROJECT_KINDS["archived" if archived else "unarchived"], project)
    return project


def delete_project(project_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Delete a project with all that it holds. One event; readers drop the contents."""
    with change(actor) as log:
        project = locked_project(project_id, actor, Permission.MANAGE_PROJECTS, seal=True)
        check_version(expected, project.version, PROJECT, project.id)
        log.watch(PROJECT, project)
        log.revise(project, deleted_at=now())
        log.record(PROJECT_KINDS["deleted"], project)
        # Tasks of other projects that wait for one of this need wait no longer.
        defer("maintenance.unlink_project", project_id=str(project.id))


def locked_project(
    project_id: UUID,
    actor: User,
    permission: Permission,
    *,
    seal: bool = False,
    writes: Mapping[str, Collection[str]] | None = None,
) -> Project:
    """The project, locked, if the actor sees it (else `NotFound`) and may do `permission` (else `Forbidden`).

    `writes`: resource → the fields of it that he is about to change.
    `seal`: after everybody who is changing a task in it, and before whoever comes next.
    """
    visible = Project.objects.visible_to(actor).filter(id=project_id).values("id")
    rows = Project.objects.filter(id__in=visible, deleted_at=None)
    project = (rows.sealed() if seal else rows.locked()).first()
    if project is None:
        raise NotFound
    require(actor, project.workspace_id, permission, writes=writes)
    return project


def workspace_of_project(project_id: UUID, actor: User) -> UUID:
    """Where a visible project lies."""
    visible = Project.objects.visible_to(actor).filter(id=project_id)
    workspace_id = visible.values_list("workspace_id", flat=True).first()
    if workspace_id is None:
        raise NotFound
    return workspace_id


def find_project(project_id: UUID, *, actor: User) -> Project:
    """The visible project that a body names; 422 otherwise."""
    project = Project.objects.visible_to(actor).filter(id=project_id).first()
    if project is None:
        raise no_such_project()
    return project


def no_such_project() -> Invalid:
    """A body names a project that is not there for the actor."""
    return invalid("project_id", "no project that you know has this id")


def require_open(project: Project) -> None:
    """An archived project takes no changes."""
    require_unarchived(project.key, is_archived=project.archived_at is not None)


def require_unarchived(key: str, *, is_archived: bool) -> None:
    """The same of a project of which no more is known."""
    if is_archived:
        raise Conflict(f"The project {key} is archived; unarchive it first.")


def _save(project: Project) -> None:
    try:
        with transaction.atomic():
            project.save(force_insert=True)
    except IntegrityError as error:
        if "project_key_unique" in str(error):
            raise _key_taken(project.key) from None
        raise Conflict("This id is taken.") from None


def _key_taken(key: str) -> Conflict:
    return Conflict(f"The key {key} is taken by another project of this workspace.")
