"""What clients send and see of templates of projects."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from backend.core.schemas import Body, Colour, Creating, Name, Out, Person, unset
from backend.projects.schemas import CategoryName, FieldTypeName, Key, LongText, OptionOut, VisibilityName
from backend.tasks.schemas.template import TemplateTaskOut


class TemplateStatusOut(Out):
    """A status that a project begins with."""

    name: str
    category: CategoryName


class TemplateFieldOut(Out):
    """A custom field that a project begins with."""

    key: str
    name: str
    type: FieldTypeName
    options: list[OptionOut]


class NamedTaskOut(Out):
    """A template of tasks that a project begins with."""

    name: str
    task: TemplateTaskOut


class TemplateProjectOut(Out):
    """What a project begins with."""

    description: str
    color: str
    statuses: list[TemplateStatusOut]
    fields: list[TemplateFieldOut]
    templates: list[NamedTaskOut]
    tasks: list[TemplateTaskOut]


class ProjectTemplateOut(Out):
    """A template of a workspace's projects."""

    id: UUID
    workspace_id: UUID
    name: str
    description: str
    project: TemplateProjectOut
    created_by: Person | None
    created_at: datetime
    updated_at: datetime
    version: int


class ProjectTemplateIn(Creating):
    """A new template, as a project is now: its statuses, custom fields and templates, and its tasks if asked for."""

    project_id: UUID
    name: Annotated[Name, Field(examples=["Season"])]
    description: LongText = ""
    with_tasks: Annotated[bool, Field(strict=True)] = False


class ProjectTemplateChanges(Body):
    """What may be changed of a project's template."""

    name: Name = unset()
    description: LongText = unset()


class ProjectTemplateUse(Creating):
    """The project that is made of a template; what is left out is as in the template."""

    key: Annotated[Key, Field(examples=["SEA26"])]
    name: Annotated[Name, Field(examples=["Season 2026"])]
    description: LongText = unset()
    color: Colour = unset()
    visibility: VisibilityName = "workspace"
