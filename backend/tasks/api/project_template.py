"""Endpoints of templates of projects."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one
from backend.core.errors import NotFound
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import PageQuery, Sortable, page
from backend.eventlog.change import change
from backend.eventlog.cursors import claim_cursor
from backend.projects.documents import PROJECT
from backend.projects.models import Project
from backend.projects.schemas import ProjectOut
from backend.tasks.actions import project_template as actions
from backend.tasks.documents import PROJECT_TEMPLATE
from backend.tasks.models import ProjectTemplate
from backend.tasks.schemas.project_template import (
    ProjectTemplateChanges,
    ProjectTemplateIn,
    ProjectTemplateOut,
    ProjectTemplateUse,
)
from backend.workspaces.access import require
from backend.workspaces.roles import Permission

router = Routes(tags=["templates"])

PROJECT_TEMPLATES = Sortable({"name": "name", "created_at": "created_at", "updated_at": "updated_at"}, "name")


class ProjectTemplateQuery(PageQuery):
    """Which templates."""

    workspace: UUID | None = None


@router.get("", response={200: ListOf[ProjectTemplateOut]}, summary="The templates of projects of your workspaces")
def list_project_templates(request: HttpRequest, query: Annotated[ProjectTemplateQuery, Query()]) -> HttpResponse:
    """Of one workspace, or of all of yours."""
    actor = actor_of(request)
    rows = ProjectTemplate.objects.visible_to(actor)
    if query.workspace is not None:
        require(actor, query.workspace, Permission.VIEW)
        claim_cursor(query.workspace)
        rows = rows.filter(workspace_id=query.workspace)
    return many(page(rows, query, sortable=PROJECT_TEMPLATES, document=PROJECT_TEMPLATE))


@router.post(
    "",
    response={200: ProjectTemplateOut, 201: ProjectTemplateOut},
    summary="Save a project as a template of its workspace",
)
def create_project_template(request: HttpRequest, body: ProjectTemplateIn) -> HttpResponse:
    """Statuses, custom fields and templates as they are now; the tasks too, if asked for."""
    actor = actor_of(request)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: ProjectTemplate.objects.visible_to(actor),
            create=lambda: actions.create_project_template(actor=actor, **body.model_dump()),
        )
    return one(request, PROJECT_TEMPLATE, created, status)


@router.get("/{id:template_id}", response={200: ProjectTemplateOut}, summary="One template of projects")
def get_project_template(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """With everything that a project begins with."""
    if not ProjectTemplate.objects.visible_to(actor_of(request)).filter(id=template_id).exists():
        raise NotFound
    return one(request, PROJECT_TEMPLATE, template_id)


@router.patch("/{id:template_id}", response={200: ProjectTemplateOut}, summary="Change the fields that are sent")
def update_project_template(request: HttpRequest, template_id: UUID, body: ProjectTemplateChanges) -> HttpResponse:
    """Name and description; what it holds was taken from a project once."""
    actor = actor_of(request)
    actions.update_project_template(template_id, actor=actor, expected=if_match(request), **body.sent())
    return one(request, PROJECT_TEMPLATE, template_id)


@router.delete("/{id:template_id}", response={204: None}, summary="Delete a template of projects")
def delete_project_template(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Projects that were made of it stay."""
    actions.delete_project_template(template_id, actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)


@router.post(
    "/{id:template_id}/create",
    response={200: ProjectOut, 201: ProjectOut},
    summary="Create a project with all that the template holds",
)
def create_project_from_template(request: HttpRequest, template_id: UUID, body: ProjectTemplateUse) -> HttpResponse:
    """Statuses, fields, templates and tasks as the template has them."""
    actor = actor_of(request)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: Project.objects.visible_to(actor),
            create=lambda: actions.use_project_template(template_id, actor=actor, **body.sent()),
        )
    return one(request, PROJECT, created, status)
