"""Endpoints of templates of tasks. `{ref}` is an id, or a readable key such as OPS-12 together with `?workspace=`."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one, require_same_id
from backend.core.errors import NotFound
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import PageQuery, Sortable, page
from backend.eventlog.change import change
from backend.eventlog.cursors import claim_cursor
from backend.projects.api.project import visible
from backend.tasks.actions import template as actions
from backend.tasks.api.task import InWorkspace, Ref, task_id
from backend.tasks.documents import TASK, TEMPLATE
from backend.tasks.models import Task, Template
from backend.tasks.schemas.task import TaskOut
from backend.tasks.schemas.template import (
    Duplicate,
    TemplateChanges,
    TemplateIn,
    TemplateOfTask,
    TemplateOut,
    TemplateUse,
)

router = Routes(tags=["templates"])
of_tasks = Routes(tags=["templates"])

TEMPLATES = Sortable({"name": "name", "created_at": "created_at", "updated_at": "updated_at"}, "name")


@router.get("/{id:project_id}/templates", response={200: ListOf[TemplateOut]}, summary="The templates of a project")
def list_templates(request: HttpRequest, project_id: UUID, query: Annotated[PageQuery, Query()]) -> HttpResponse:
    """Of tasks; templates of whole projects have a path of their own."""
    project = visible(request, project_id)
    claim_cursor(project.workspace_id)
    return many(page(Template.objects.filter(project=project), query, sortable=TEMPLATES, document=TEMPLATE))


@router.post(
    "/{id:project_id}/templates",
    response={200: TemplateOut, 201: TemplateOut},
    summary="Create a template of tasks of a project",
)
def create_template(request: HttpRequest, project_id: UUID, body: TemplateIn) -> HttpResponse:
    """Dates are said as spans from the moment of use."""
    actor = actor_of(request)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: Template.objects.visible_to(actor),
            create=lambda: actions.create_template(project_id, actor=actor, id=body.id, name=body.name, task=body.task),
        )
    return one(request, TEMPLATE, created, status)


@router.get("/{id:project_id}/templates/{id:template_id}", response={200: TemplateOut}, summary="One template")
def get_template(request: HttpRequest, project_id: UUID, template_id: UUID) -> HttpResponse:
    """Named by its id."""
    if not Template.objects.filter(project=visible(request, project_id), id=template_id).exists():
        raise NotFound
    return one(request, TEMPLATE, template_id)


@router.patch(
    "/{id:project_id}/templates/{id:template_id}",
    response={200: TemplateOut},
    summary="Change the fields that are sent; `task` as a whole",
)
def update_template(request: HttpRequest, project_id: UUID, template_id: UUID, body: TemplateChanges) -> HttpResponse:
    """Tasks that were made of it before stay as they are."""
    actor = actor_of(request)
    actions.update_template(project_id, template_id, actor=actor, expected=if_match(request), **body.sent())
    return one(request, TEMPLATE, template_id)


@router.put("/{id:project_id}/templates/{id:template_id}", response={200: TemplateOut}, summary="Replace a template")
def replace_template(request: HttpRequest, project_id: UUID, template_id: UUID, body: TemplateIn) -> HttpResponse:
    """Takes the body of a creation."""
    require_same_id(body.id, template_id)
    actor, expected = actor_of(request), if_match(request)
    actions.update_template(project_id, template_id, actor=actor, expected=expected, name=body.name, task=body.task)
    return one(request, TEMPLATE, template_id)


@router.delete("/{id:project_id}/templates/{id:template_id}", response={204: None}, summary="Delete a template")
def delete_template(request: HttpRequest, project_id: UUID, template_id: UUID) -> HttpResponse:
    """Tasks that were made of it stay."""
    actions.delete_template(project_id, template_id, actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)


@router.post(
    "/{id:project_id}/templates/{id:template_id}/create",
    response={200: TaskOut, 201: TaskOut},
    summary="Create the task of a template with its subtasks, otherwise where fields are sent",
)
def create_task_from_template(
    request: HttpRequest, project_id: UUID, template_id: UUID, body: TemplateUse
) -> HttpResponse:
    """What has gone meanwhile, such as a label or a person, is left out."""
    actor = actor_of(request)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: Task.objects.visible_to(actor).living(),
            create=lambda: actions.use_template(project_id, template_id, actor=actor, **body.sent()),
        )
    return one(request, TASK, created, status)


@of_tasks.post(
    "/{ref}/template",
    response={200: TemplateOut, 201: TemplateOut},
    summary="Save a task with its subtasks as a template of its project",
)
def save_task_as_template(request: HttpRequest, ref: Ref, where: InWorkspace, body: TemplateOfTask) -> HttpResponse:
    """Its dates become spans, counted from its creation."""
    actor, found = actor_of(request), task_id(request, ref, where)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: Template.objects.visible_to(actor),
            create=lambda: actions.save_as_template(found, actor=actor, name=body.name, id=body.id),
        )
    return one(request, TEMPLATE, created, status)


@of_tasks.post(
    "/{ref}/duplicate", response={200: TaskOut, 201: TaskOut}, summary="Create the same task with its subtasks again"
)
def duplicate_task(request: HttpRequest, ref: Ref, where: InWorkspace, body: Duplicate) -> HttpResponse:
    """What was done begins anew, what was cancelled or archived is left out."""
    actor, found = actor_of(request), task_id(request, ref, where)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: Task.objects.visible_to(actor).living(),
            create=lambda: actions.duplicate_task(found, actor=actor, **body.sent()),
        )
    return one(request, TASK, created, status)
