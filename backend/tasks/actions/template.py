"""What is done to templates of tasks and with them, and the duplicate of a task, which is made the same way."""

import json
from typing import Unpack
from uuid import UUID

from django.db import IntegrityError, transaction

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.errors import Conflict, Invalid, NotFound
from backend.core.ids import uuid7
from backend.core.models import Resource
from backend.eventlog.change import change
from backend.projects.actions.project import locked_project, require_open
from backend.projects.models import Project
from backend.tasks.actions.creation import create_changed
from backend.tasks.actions.draft import Draft, Json, draft_from, drafts_of, template_of
from backend.tasks.actions.lineage import in_use_below
from backend.tasks.actions.references import References
from backend.tasks.actions.task import TaskFields
from backend.tasks.documents import TEMPLATE
from backend.tasks.kinds import TEMPLATE_KINDS
from backend.tasks.models import Task, Template
from backend.tasks.schemas.template import MOST_SUBTASKS, TemplateTask
from backend.workspaces.access import require
from backend.workspaces.roles import Permission

MOST_DUPLICATED = 500
LARGEST = 512 * 1024  # characters of JSON: a template is in each of its events


def create_template(
    project_id: UUID,
    *,
    actor: User,
    name: str,
    task: TemplateTask,
    id: UUID | None = None,  # noqa: A002  # the API's name
) -> Template:
    """A new template of a project's tasks."""
    with change(actor) as log:
        project = _project(project_id, actor)
        template = _template(project, actor, name, _checked(project, task), id)
        log.record(TEMPLATE_KINDS["created"], template)
    return template


def save_as_template(task_id: UUID, *, actor: User, name: str, id: UUID | None = None) -> Template:  # noqa: A002
    """A template that is as a task is now, with all tasks below it; its dates count from the task's creation."""
    with change(actor) as log:
        task = _living(task_id, actor)
        project = _project(task.project_id, actor)
        draft = _fitted(project, _drafted(task, MOST_SUBTASKS + 1))
        template = _template(project, actor, name, template_of(draft, task.created_at), id)
        log.record(TEMPLATE_KINDS["created"], template)
    return template


def update_template(
    project_id: UUID,
    template_id: UUID,
    *,
    actor: User,
    expected: Versions = None,
    name: str | None = None,
    task: TemplateTask | None = None,
) -> Template:
    """Rename a template, or give it another task."""
    with change(actor) as log:
        project = _project(project_id, actor)
        template = _locked(project, template_id)
        check_version(expected, template.version, TEMPLATE, template.id)
        values: Json = {} if name is None else {"name": name}
        if task is not None:
            values["task"] = _checked(project, task)
        require(actor, project.workspace_id, Permission.WRITE_TASKS, writes={"template": values.keys()})
        log.watch(TEMPLATE, template)
        if log.revise(template, **values):
            log.record(TEMPLATE_KINDS["updated"], template)
    return template


def delete_template(project_id: UUID, template_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Delete a template; what was made of it stays."""
    with change(actor) as log:
        template = _locked(_project(project_id, actor), template_id)
        check_version(expected, template.version, TEMPLATE, template.id)
        log.watch(TEMPLATE, template)
        log.record(TEMPLATE_KINDS["deleted"], template)
        Template.objects.filter(id=template.id).delete()


def use_template(
    project_id: UUID,
    template_id: UUID,
    /,
    *,
    actor: User,
    id: UUID | None = None,  # noqa: A002  # the API's name
    **changes: Unpack[TaskFields],
) -> Task:
    """The task of a template with all tasks below it, each with its event. What has gone since is left out."""
    with change(actor):
        project = _project(project_id, actor)
        template = _locked(project, template_id)
        draft = _fitted(project, draft_from(TemplateTask.model_validate(template.task), now()))
        return create_changed(draft, actor=actor, project=project, changes=changes, id=id)


def duplicate_task(
    task_id: UUID,
    *,
    actor: User,
    title: str | None = None,
    id: UUID | None = None,  # noqa: A002  # the API's name
) -> Task:
    """The same task once more, with all tasks below it; behind it, if it is in the same column."""
    with change(actor):
        task = _living(task_id, actor)
        project = _project(task.project_id, actor)
        draft = _fitted(project, _drafted(task, MOST_DUPLICATED))
        changes: TaskFields = {"title": title or task.title, "parent_id": task.parent_id}
        if draft.fields["status"] == str(task.status_id):
            changes["after"] = task.id
        return create_changed(draft, actor=actor, project=project, changes=changes, id=id)


def require_small(template: Json) -> None:
    """`Conflict` where a template would be larger than its readers like."""
    if len(json.dumps(template, ensure_ascii=False)) > LARGEST:
        raise Conflict("This is too much for a template: leave descriptions or tasks out.")


def insert(thing: Resource) -> None:
    """Insert a row whose id a client may have chosen."""
    try:
        with transaction.atomic():
            thing.insert()
    except IntegrityError:
        raise Conflict("This id is taken.") from None


def _project(project_id: UUID, actor: User) -> Project:
    """Locked, so that it stays as it is while the template is compared with it."""
    project = locked_project(project_id, actor, Permission.WRITE_TASKS)
    require_open(project)
    return project


def _locked(project: Project, template_id: UUID) -> Template:
    template = Template.objects.filter(project=project, id=template_id).locked().first()
    if template is None:
        raise NotFound
    return template


def _checked(project: Project, task: TemplateTask) -> Json:
    """The task as it is kept; `Invalid` where it names what is not there."""
    at = now()
    draft = draft_from(task, at)
    fitted, faults = References.of(project, [draft]).fitted(draft)
    if faults:
        raise Invalid(faults)
    return template_of(fitted, at)


def _fitted(project: Project, draft: Draft) -> Draft:
    return References.of(project, [draft]).fitted(draft).draft


def _template(project: Project, actor: User, name: str, task: Json, chosen_id: UUID | None) -> Template:
    require_small(task)
    template = Template(id=chosen_id or uuid7(), workspace_id=project.workspace_id, project=project, name=name)
    template.task, template.created_by = task, actor
    insert(template)
    return template


def _living(task_id: UUID, actor: User) -> Task:
    task = Task.objects.visible_to(actor).living().filter(id=task_id).first()
    if task is None:
        raise NotFound
    return task


def _drafted(task: Task, most: int) -> Draft:
    """A task with all tasks below it that are in use; `Conflict` where that makes more than `most`."""
    found = in_use_below(task.id, most)
    if len(found) >= most:
        raise Conflict(f"There are more than {most - 1} tasks below this one.")
    return drafts_of([task.id, *found])[0]
