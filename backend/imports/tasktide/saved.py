"""Templates and views of an export: what names things by their ids names ours."""

from uuid import UUID

from backend.imports.report import Kind
from backend.imports.tasktide.desk import Post, nothing
from backend.imports.tasktide.lines import ProjectTemplateLine, TemplateLine, ViewLine
from backend.tasks.actions.placing import place_project_template, stamp
from backend.tasks.actions.template import create_template
from backend.tasks.actions.view import create_view
from backend.tasks.models import ProjectTemplate, Template, View
from backend.tasks.schemas.project_template import TemplateProjectOut
from backend.tasks.schemas.template import TemplateTask, TemplateTaskOut


class Saved:
    """The export's templates and views → ours."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def take_template(self, line: TemplateLine) -> None:
        """A template of a project's tasks."""
        post = self._post

        def create() -> UUID:
            project_id, task = post.known(Kind.PROJECT, line.project_id), self._task(line.task, line.project_id)
            template = create_template(project_id, actor=post.actor, name=line.name, task=task)
            stamp(template, past=post.past(line))
            return template.id

        post.take(Kind.TEMPLATE, line, {}, create, nothing, Template.objects.all())

    def take_project_template(self, line: ProjectTemplateLine) -> None:
        """A template of projects."""
        post = self._post

        def create() -> UUID:
            template = place_project_template(
                post.desk.workspace.id,
                actor=post.actor,
                name=line.name,
                description=line.description,
                project=self._project(line.project),
                past=post.past(line),
            )
            return template.id

        post.take(Kind.TEMPLATE, line, {}, create, nothing, ProjectTemplate.objects.all())

    def take_view(self, line: ViewLine) -> None:
        """A view that is shared, or one's own."""
        post = self._post

        def create() -> UUID:
            owner = post.person(line.owner)
            if not line.is_shared:
                post.require_own(owner)
            view = create_view(
                actor=post.actor,
                workspace_id=post.desk.workspace.id,
                name=line.name,
                q=line.q,
                layout=line.layout,
                project_id=post.known(Kind.PROJECT, line.project_id) if line.project_id else None,
                is_shared=line.is_shared,
                options=line.options,
            )
            past = post.past(line)
            stamp(view, past=type(past)(past.created_at, owner))
            return view.id

        post.take(Kind.VIEW, line, {}, create, nothing, View.objects.all())

    def _task(self, task: TemplateTask, project_id: UUID) -> TemplateTask:
        post = self._post
        return task.model_copy(
            update={
                "status": post.mapped(Kind.STATUS, task.status) if task.status else None,
                "assignees": self._ids(Kind.PERSON, task.assignees),
                "labels": self._ids(Kind.LABEL, task.labels),
                "fields": post.values(project_id, task.fields),
                "subtasks": [self._task(one, project_id) for one in task.subtasks],
            }
        )

    def _project(self, project: TemplateProjectOut) -> TemplateProjectOut:
        people = {field.key for field in project.fields if field.type == "person"}
        templates = [
            one.model_copy(update={"task": self._task_of_project(one.task, people)}) for one in project.templates
        ]
        tasks = [self._task_of_project(one, people) for one in project.tasks]
        return project.model_copy(update={"templates": templates, "tasks": tasks})

    def _task_of_project(self, task: TemplateTaskOut, people: set[str]) -> TemplateTaskOut:
        """Its statuses go by their names."""
        mapped = {key: self._post.mapped(Kind.PERSON, task.fields[key]) for key in people & task.fields.keys()}
        values = {key: value for key, value in (task.fields | mapped).items() if value is not None}
        return task.model_copy(
            update={
                "assignees": self._ids(Kind.PERSON, task.assignees),
                "labels": self._ids(Kind.LABEL, task.labels),
                "fields": values,
                "subtasks": [self._task_of_project(one, people) for one in task.subtasks],
            }
        )

    def _ids(self, kind: Kind, ids: list[UUID]) -> list[UUID]:
        found = (self._post.desk.ledger.find(kind, str(one)) for one in ids)
        return [one for one in found if one is not None]
