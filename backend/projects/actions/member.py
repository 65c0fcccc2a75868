"""What is done to people's places in private projects."""

from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.errors import Conflict, NotFound
from backend.eventlog.change import Log, change
from backend.projects.actions.project import locked_project, workspace_of_project
from backend.projects.documents import PROJECT
from backend.projects.kinds import PROJECT_KINDS
from backend.projects.models import Project, ProjectMember, Visibility
from backend.workspaces.actions.member import end_membership, keep_membership
from backend.workspaces.models import Member
from backend.workspaces.roles import Permission


def add_project_member(project_id: UUID, user_id: UUID, *, actor: User, expected: Versions = None) -> Project:
    """Let a member of the workspace see a private project."""
    with change(actor) as log:
        # Before the project, as whoever leaves the workspace goes first there and then here.
        is_member = keep_membership(workspace_of_project(project_id, actor), user_id)
        project = locked_project(project_id, actor, Permission.WRITE_PROJECTS)
        check_version(expected, project.version, PROJECT, project.id)
        if not is_member:
            raise NotFound("This person is no member of the workspace.")
        log.watch(PROJECT, project)
        _, is_new = ProjectMember.objects.get_or_create(
            project=project, user_id=user_id, defaults={"workspace_id": project.workspace_id}
        )
        if is_new:
            log.touch(project)
            log.record(PROJECT_KINDS["member_added"], project)
    return project


def remove_project_member(project_id: UUID, user_id: UUID, *, actor: User, expected: Versions = None) -> Project:
    """Take a person out of a private project; the last one stays, or nobody could open it again."""
    with change(actor) as log:
        project = locked_project(project_id, actor, Permission.WRITE_PROJECTS)
        check_version(expected, project.version, PROJECT, project.id)
        log.watch(PROJECT, project)
        if not ProjectMember.objects.filter(project=project, user_id=user_id).exists():
            raise NotFound("This person is no member of the project.")
        if project.visibility == Visibility.PRIVATE and project.members.count() == 1:
            raise Conflict("The last member of a private project stays.")
        ProjectMember.objects.filter(project=project, user_id=user_id).delete()
        log.touch(project)
        log.record(PROJECT_KINDS["member_removed"], project)
    return project


def remove_member(workspace_id: UUID, user_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Remove a member of a workspace, or leave, and with that all his places in private projects.

    The last owner cannot leave. A private project that would be left without anybody goes to the owner who has been
    here longest. Tasks stay assigned.
    """
    with change(actor) as log:
        end_membership(workspace_id, user_id, actor=actor, expected=expected)
        places = ProjectMember.objects.filter(workspace_id=workspace_id, user_id=user_id)
        for project in Project.objects.filter(id__in=places.values("project_id")).locked():
            _end_place(log, project, user_id)


def _end_place(log: Log, project: Project, user_id: UUID) -> None:
    log.watch(PROJECT, project)
    ProjectMember.objects.filter(project=project, user_id=user_id).delete()
    if project.deleted_at is not None:
        return
    if project.visibility == Visibility.PRIVATE and not project.members.exists():
        heir = Member.objects.owners_of(project.workspace_id).earliest("created_at", "id")
        ProjectMember.objects.create(workspace_id=project.workspace_id, project=project, user_id=heir.user_id)
    log.touch(project)
    log.record(PROJECT_KINDS["member_removed"], project)
