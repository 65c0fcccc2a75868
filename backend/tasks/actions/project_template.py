"""What is done to templates of projects, and with them."""

from collections.abc import Mapping
from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.errors import Conflict, NotFound
from backend.core.ids import uuid7
from backend.eventlog.change import Log, change
from backend.projects.actions.field import create_field
from backend.projects.actions.project import create_project, find_project
from backend.projects.models import Category, Field, Project, Status, Visibility
from backend.tasks.actions.creation import create_drafted
from backend.tasks.actions.draft import Json, draft_from, drafts_of, template_of
from backend.tasks.actions.references import References
from backend.tasks.actions.template import insert, require_small
from backend.tasks.documents import PROJECT_TEMPLATE
from backend.tasks.kinds import PROJECT_TEMPLATE_KINDS, TEMPLATE_KINDS
from backend.tasks.models import ProjectTemplate, Task, Template
from backend.tasks.schemas.template import MOST_SUBTASKS, TemplateTask
from backend.workspaces.access import require
from backend.workspaces.roles import Permission

MOST_TASKS = 500


def create_project_template(
    *,
    actor: User,
    project_id: UUID,
    name: str,
    description: str = "",
    with_tasks: bool = False,
    id: UUID | None = None,  # noqa: A002  # the API's name
) -> ProjectTemplate:
    """A template that is as a project is now; the whole workspace sees it. Dates count from the project's creation."""
    with change(actor) as log:
        project = find_project(project_id, actor=actor)
        is_private = project.visibility == Visibility.PRIVATE
        needed = Permission.MANAGE_PROJECTS if is_private else Permission.WRITE_PROJECTS
        require(actor, project.workspace_id, needed)
        template = ProjectTemplate(id=id or uuid7(), workspace_id=project.workspace_id, name=name)
        template.description, template.created_by = description, actor
        template.project = _taken_from(project, with_tasks=with_tasks)
        require_small(template.project)
        insert(template)
        log.record(PROJECT_TEMPLATE_KINDS["created"], template)
    return template


def update_project_template(
    template_id: UUID, *, actor: User, expected: Versions = None, **fields: str
) -> ProjectTemplate:
    """Rename a template, or describe it otherwise."""
    with change(actor) as log:
        template = _locked(template_id, actor)
        check_version(expected, template.version, PROJECT_TEMPLATE, template.id)
        require(actor, template.workspace_id, Permission.WRITE_PROJECTS, writes={"project_template": fields.keys()})
        log.watch(PROJECT_TEMPLATE, template)
        if log.revise(template, **fields):
            log.record(PROJECT_TEMPLATE_KINDS["updated"], template)
    return template


def delete_project_template(template_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Delete a template; projects that were made of it stay."""
    with change(actor) as log:
        template = _locked(template_id, actor)
        check_version(expected, template.version, PROJECT_TEMPLATE, template.id)
        log.watch(PROJECT_TEMPLATE, template)
        log.record(PROJECT_TEMPLATE_KINDS["deleted"], template)
        ProjectTemplate.objects.filter(id=template.id).delete()


def use_project_template(
    template_id: UUID,
    *,
    actor: User,
    key: str,
    name: str,
    description: str | None = None,
    color: str | None = None,
    visibility: str = Visibility.WORKSPACE,
    id: UUID | None = None,  # noqa: A002  # the API's name
) -> Project:
    """A new project with all that the template holds, each with its event. What has gone since is left out."""
    with change(actor) as log:
        template = _locked(template_id, actor)
        body: Json = template.project
        project = create_project(
            actor=actor,
            workspace_id=template.workspace_id,
            key=key,
            name=name,
            description=body["description"] if description is None else description,
            color=color or body["color"],
            visibility=visibility,
            statuses=tuple((status["name"], status["category"]) for status in body["statuses"]),
            id=id,
        )
        for field in body["fields"]:
            create_field(project.id, actor=actor, **field)
        _fill(log, project, body, actor)
    return project


def _fill(log: Log, project: Project, body: Json, actor: User) -> None:
    """The new project's templates and tasks."""
    at = now()
    named = [(one["name"], draft_from(TemplateTask.model_validate(one["task"]), at)) for one in body["templates"]]
    drafts = [draft_from(TemplateTask.model_validate(task), at) for task in body["tasks"]]
    references = References.of(project, [*(draft for _, draft in named), *drafts])
    for name, draft in named:
        template = Template(workspace_id=project.workspace_id, project=project, name=name, created_by=actor)
        template.task = template_of(references.fitted(draft).draft, at)
        template.insert()
        log.record(TEMPLATE_KINDS["created"], template)
    create_drafted([references.fitted(draft).draft for draft in drafts], actor=actor, project=project)


def _locked(template_id: UUID, actor: User) -> ProjectTemplate:
    visible = ProjectTemplate.objects.visible_to(actor).filter(id=template_id).values("id")
    template = ProjectTemplate.objects.filter(id__in=visible).locked().first()
    if template is None:
        raise NotFound
    require(actor, template.workspace_id, Permission.WRITE_PROJECTS)
    return template


def _taken_from(project: Project, *, with_tasks: bool) -> Json:
    """What a project holds, as a template does. Statuses are named: the new project's have other ids."""
    statuses = list(Status.objects.filter(project=project, archived_at=None).in_order())
    names = {str(status.id): status.name for status in statuses}
    return {
        "description": project.description,
        "color": project.color,
        "statuses": [{"name": status.name, "category": status.category} for status in statuses],
        "fields": [
            {"key": field.key, "name": field.name, "type": field.type, "options": field.options}
            for field in Field.objects.filter(project=project, archived_at=None).in_order()
        ],
        "templates": [
            {"name": template.name, "task": _named(template.task, names)}
            for template in Template.objects.filter(project=project).order_by("id")
        ],
        "tasks": [_named(task, names) for task in _tasks_of(project)] if with_tasks else [],
    }


def _tasks_of(project: Project) -> list[Json]:
    rows = Task.objects.living().filter(project=project, archived_at=None).exclude(status__category=Category.CANCELLED)
    ids = list(rows.order_by("number").values_list("id", flat=True)[: MOST_TASKS + 1])
    if len(ids) > MOST_TASKS:
        raise Conflict(f"This project has more than {MOST_TASKS} tasks: archive some, or leave the tasks out.")
    drafts = drafts_of(ids)
    if any(sum(1 for _ in draft.all()) > MOST_SUBTASKS + 1 for draft in drafts):
        raise Conflict(f"A task of a template has at most {MOST_SUBTASKS} tasks below it: leave the tasks out.")
    return [template_of(draft, project.created_at) for draft in drafts]


def _named(task: Json, names: Mapping[str, str]) -> Json:
    """A `TemplateTask` whose statuses are named instead."""
    below = [_named(subtask, names) for subtask in task["subtasks"]]
    return task | {"status": names.get(task["status"]), "subtasks": below}
