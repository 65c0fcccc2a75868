"""What one asks of the API about projects and how they are set up: columns, fields, templates."""

from typing import Literal, NotRequired, TypedDict, cast

from dashboard.client import Api, Body
from dashboard.documents import Category, CustomField, Document, Person, Priority, Project, Status

FieldType = Literal["text", "number", "date", "select", "multi_select", "person", "checkbox"]
FIELD_TYPES: tuple[FieldType, ...] = ("text", "number", "date", "select", "multi_select", "person", "checkbox")


class FullProject(Project):
    """A project with who may open it, where it is private."""

    members: list[Person]
    created_by: Person | None


class NewOption(TypedDict):
    """A choice of a select as it is written: without a key it is known by its name."""

    key: NotRequired[str]
    name: str
    color: NotRequired[str]


class TemplateTask(TypedDict):
    """A task to be: `due_in` and `start_in` are ISO 8601 durations."""

    title: str
    description: str
    status: str | None
    priority: Priority
    assignees: list[str]
    labels: list[str]
    start_in: str | None
    due_in: str | None
    estimate: float | None
    recurrence: str | None
    recurrence_by: str
    recurrence_zone: str | None
    fields: dict[str, object]
    subtasks: list["TemplateTask"]


class Template(Document):
    """A template of a task, with those below it."""

    workspace_id: str
    project_id: str
    name: str
    task: TemplateTask
    created_by: Person | None


class TemplateStatus(TypedDict):
    """A column that a project made of a template has."""

    name: str
    category: Category


class KeptProject(TypedDict):
    """How a project was when it was kept as a template."""

    description: str
    color: str
    statuses: list[TemplateStatus]
    fields: list[dict[str, object]]
    templates: list[dict[str, object]]
    tasks: list[TemplateTask]


class ProjectTemplate(Document):
    """A template of a project."""

    workspace_id: str
    name: str
    description: str
    project: KeptProject
    created_by: Person | None


async def update(api: Api, project: str, changes: Body) -> FullProject:
    """Change some fields of a project."""
    return await api.document(FullProject, "PATCH", f"/api/projects/{project}", changes)


async def archive(api: Api, project: str, *, back: bool = False) -> Project:
    """Put it away, or take it back."""
    return await api.document(Project, "POST", f"/api/projects/{project}/{'unarchive' if back else 'archive'}")


async def delete(api: Api, project: str) -> None:
    """Delete it for good, with its tasks."""
    await api.call("DELETE", f"/api/projects/{project}")


async def share(api: Api, project: str, person: str, *, end: bool = False) -> None:
    """Let a member open a private project, or no longer."""
    await api.call("DELETE" if end else "PUT", f"/api/projects/{project}/members/{person}")


async def write_status(api: Api, project: str, status: str, body: Body) -> Status:
    """Change a column, or make one where `status` is ""."""
    path = f"/api/projects/{project}/statuses" + (f"/{status}" if status else "")
    return await api.document(Status, "PATCH" if status else "POST", path, body)


async def archive_status(api: Api, status: Status, *, back: bool = False) -> Status:
    """Hide a column, or show it again."""
    return await api.document(Status, "POST", f"{_status(status)}/{'unarchive' if back else 'archive'}")


async def delete_status(api: Api, status: Status, move_to: str = "") -> None:
    """Delete a column; its tasks go to another one."""
    await api.call("DELETE", _status(status), query={"move_to": move_to} if move_to else None)


async def create_field(api: Api, project: str, name: str, kind: str, options: list[NewOption]) -> CustomField:
    """A new custom field."""
    body = {"name": name, "type": kind, "options": options}
    return await api.document(CustomField, "POST", f"/api/projects/{project}/fields", body)


async def update_field(api: Api, field: CustomField, changes: Body) -> CustomField:
    """Change a custom field's name, options or place."""
    return await api.document(CustomField, "PATCH", _field(field), changes)


async def write_options(api: Api, field: CustomField, options: list[NewOption]) -> CustomField:
    """Give a select another list of choices. Raises `Refused` where somebody else has changed the field meanwhile."""
    answer = await api.call("PATCH", _field(field), body={"options": options}, version=field["version"])
    return cast("CustomField", answer.json())


async def archive_field(api: Api, field: CustomField, *, back: bool = False) -> CustomField:
    """Put a custom field away, with its values, or take it back."""
    return await api.document(CustomField, "POST", f"{_field(field)}/{'unarchive' if back else 'archive'}")


async def delete_field(api: Api, field: CustomField) -> None:
    """Delete a custom field and its values on all tasks."""
    await api.call("DELETE", _field(field))


async def templates(api: Api, project: str) -> list[Template]:
    """A project's templates of tasks."""
    return await api.listing(Template, f"/api/projects/{project}/templates")


async def write_template(api: Api, project: str, template: str, name: str, task: Body) -> Template:
    """Change a template, or make one where `template` is ""."""
    path = f"/api/projects/{project}/templates" + (f"/{template}" if template else "")
    return await api.document(Template, "PATCH" if template else "POST", path, {"name": name, "task": task})


async def delete_template(api: Api, template: Template) -> None:
    """Delete a template; tasks that were made of it stay."""
    await api.call("DELETE", f"/api/projects/{template['project_id']}/templates/{template['id']}")


async def use_template(api: Api, template: Template) -> str:
    """Make a task of a template; its key."""
    path = f"/api/projects/{template['project_id']}/templates/{template['id']}/create"
    return str((await api.call("POST", path, body={})).json()["key"])


async def project_templates(api: Api, workspace: str) -> list[ProjectTemplate]:
    """The workspace's templates of projects."""
    return await api.listing(ProjectTemplate, "/api/project-templates", {"workspace": workspace})


async def keep_as_template(api: Api, project: str, name: str, *, with_tasks: bool) -> ProjectTemplate:
    """Keep how a project is now."""
    body = {"project_id": project, "name": name, "with_tasks": with_tasks}
    return await api.document(ProjectTemplate, "POST", "/api/project-templates", body)


async def update_project_template(api: Api, template: str, changes: Body) -> ProjectTemplate:
    """Another name or description."""
    return await api.document(ProjectTemplate, "PATCH", f"/api/project-templates/{template}", changes)


async def delete_project_template(api: Api, template: str) -> None:
    """Delete it; projects that were made of it stay."""
    await api.call("DELETE", f"/api/project-templates/{template}")


async def use_project_template(api: Api, template: str, key: str, name: str) -> Project:
    """Make a project of it."""
    answer = await api.call("POST", f"/api/project-templates/{template}/create", body={"key": key, "name": name})
    return cast("Project", answer.json())


def _status(status: Status) -> str:
    return f"/api/projects/{status['project_id']}/statuses/{status['id']}"


def _field(field: CustomField) -> str:
    return f"/api/projects/{field['project_id']}/fields/{field['id']}"
