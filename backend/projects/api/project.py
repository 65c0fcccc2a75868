"""Endpoints of projects."""

from typing import Annotated, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one, require_same_id
from backend.core.errors import NotFound
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import PageQuery, Sortable, page
from backend.eventlog.change import change
from backend.eventlog.cursors import claim_cursor
from backend.projects.actions import project as actions
from backend.projects.documents import PROJECT
from backend.projects.models import Project
from backend.projects.schemas import ProjectChanges, ProjectIn, ProjectOut
from backend.workspaces.access import require
from backend.workspaces.roles import Permission

M = TypeVar("M", bound=Model)

router = Routes(tags=["projects"])

PROJECTS = Sortable({"name": "name", "key": "key", "created_at": "created_at", "updated_at": "updated_at"}, "name")


class ProjectQuery(PageQuery):
    """Which projects."""

    workspace: UUID | None = None
    archived: Annotated[bool | None, Field(description="Only archived ones, or only the others; both if left out.")] = (
        None
    )


@router.get("", response={200: ListOf[ProjectOut]}, summary="The projects that you may see")
def list_projects(request: HttpRequest, query: Annotated[ProjectQuery, Query()]) -> HttpResponse:
    """Archived ones too, unless `archived` says otherwise."""
    actor = actor_of(request)
    rows = Project.objects.visible_to(actor)
    if query.workspace is not None:
        require(actor, query.workspace, Permission.VIEW)
        claim_cursor(query.workspace)
        rows = rows.filter(workspace_id=query.workspace)
    if query.archived is not None:
        rows = rows.filter(archived_at__isnull=not query.archived)
    return many(page(rows, query, sortable=PROJECTS, document=PROJECT))


@router.post("", response={200: ProjectOut, 201: ProjectOut}, summary="Create a project with its first statuses")
def create_project(request: HttpRequest, body: ProjectIn) -> HttpResponse:
    """It begins with five statuses: Backlog, Todo, Doing, Done and Cancelled."""
    actor = actor_of(request)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: Project.objects.visible_to(actor),
            create=lambda: actions.create_project(actor=actor, **body.model_dump()),
        )
    return one(request, PROJECT, created, status)


@router.get("/{id:project_id}", response={200: ProjectOut}, summary="One project")
def get_project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """A private one for its members alone."""
    return one(request, PROJECT, visible(request, project_id).id)


@router.patch("/{id:project_id}", response={200: ProjectOut}, summary="Change the fields that are sent")
def update_project(request: HttpRequest, project_id: UUID, body: ProjectChanges) -> HttpResponse:
    """A new `key` is that of its tasks at once."""
    actions.update_project(project_id, actor=actor_of(request), expected=if_match(request), **body.sent())
    return one(request, PROJECT, project_id)


@router.put("/{id:project_id}", response={200: ProjectOut}, summary="Replace a project")
def replace_project(request: HttpRequest, project_id: UUID, body: ProjectIn) -> HttpResponse:
    """Takes the body of a creation; what is left out goes back to its default."""
    require_same_id(body.id, project_id)
    require_same_id(body.workspace_id, visible(request, project_id).workspace_id, "workspace_id")
    fields = body.model_dump(exclude={"id", "workspace_id"})
    actions.update_project(project_id, actor=actor_of(request), expected=if_match(request), **fields)
    return one(request, PROJECT, project_id)


@router.delete("/{id:project_id}", response={204: None}, summary="Delete a project with all that it holds")
def delete_project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """With tasks, comments and files. Nothing brings it back."""
    actions.delete_project(project_id, actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)


@router.post("/{id:project_id}/archive", response={200: ProjectOut}, summary="Put a project away")
def archive_project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """It and its tasks stay as they are, and lists leave them out unless asked."""
    actions.archive_project(project_id, actor=actor_of(request), archived=True, expected=if_match(request))
    return one(request, PROJECT, project_id)


@router.post("/{id:project_id}/unarchive", response={200: ProjectOut}, summary="Take a project out again")
def unarchive_project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Lists show it and its tasks again."""
    actions.archive_project(project_id, actor=actor_of(request), archived=False, expected=if_match(request))
    return one(request, PROJECT, project_id)


def visible(request: HttpRequest, project_id: UUID) -> Project:
    """The project, if the caller may see it."""
    project = Project.objects.visible_to(actor_of(request)).filter(id=project_id).first()
    if project is None:
        raise NotFound
    return project


def of_workspace(request: HttpRequest, rows: QuerySet[M], workspace: UUID | None) -> QuerySet[M]:
    """Those of a workspace that the caller is in, with its cursor; all of them where none is named."""
    if workspace is None:
        return rows
    require(actor_of(request), workspace, Permission.VIEW)
    claim_cursor(workspace)
    return rows.filter(workspace_id=workspace)
