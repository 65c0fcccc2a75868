"""What an export says of each thing, checked as if a client had sent it. What is not needed here is not looked at."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from backend.accounts.schemas import Email, TimeZone
from backend.core.durations import Duration
from backend.core.schemas import Colour, Instant, Name, Text
from backend.projects.schemas import (
    CategoryName,
    FieldKey,
    FieldTypeName,
    Key,
    LongText,
    OptionKey,
    VisibilityName,
)
from backend.tasks.schemas.attachment import Link
from backend.tasks.schemas.comment import Emoji, Markdown
from backend.tasks.schemas.field import FieldValues
from backend.tasks.schemas.project_template import TemplateProjectOut
from backend.tasks.schemas.task import Estimate, PriorityName, Rank, Recurrence, RecurrenceByName, Title, Zone
from backend.tasks.schemas.template import TemplateTask
from backend.tasks.schemas.view import LayoutName, SavedQuery, ViewOptions
from backend.workspaces.roles import Role

LARGEST_NUMBER = 2**31 - 1  # what the database counts with


class Ref(BaseModel):
    """Something that is named by its id."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    id: UUID


class Line(BaseModel):
    """One line of the export."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    what: ClassVar[str]
    id: UUID

    @property
    def where(self) -> str:
        """How a report names it."""
        called = getattr(self, "name", "") or getattr(self, "title", "")
        return f"{self.what} “{called[:60]}”" if called else f"{self.what} {self.id}"


class Made(Line):
    """What somebody made at some time."""

    created_at: Instant
    created_by: Ref | None = None


class PersonLine(Line):
    """A person; without a role one who was there once."""

    what = "person"
    name: Text
    first_name: Annotated[Text, StringConstraints(max_length=120)]
    last_name: Annotated[Text, StringConstraints(max_length=120)]
    email: Email | None
    timezone: TimeZone
    role: Role | None


class ProjectLine(Made):
    """A project."""

    what = "project"
    key: Key
    name: Name
    description: LongText
    color: Colour
    visibility: VisibilityName
    members: list[Ref]
    archived_at: datetime | None


class StatusLine(Made):
    """A status of a project."""

    what = "status"
    project_id: UUID
    name: Name
    category: CategoryName
    archived_at: datetime | None


class Option(BaseModel):
    """A choice of a select."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    key: OptionKey
    name: Name
    color: Colour


class FieldLine(Made):
    """A custom field of a project."""

    what = "custom field"
    project_id: UUID
    key: FieldKey
    name: Name
    type: FieldTypeName
    options: list[Option]
    archived_at: datetime | None


class LabelLine(Made):
    """A label."""

    what = "label"
    name: Name
    color: Colour


class TaskLine(Made):
    """A task."""

    what = "task"
    project_id: UUID
    number: Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
    title: Title
    description: LongText
    status: Ref
    priority: PriorityName
    assignees: list[Ref]
    labels: list[Ref]
    start_at: Instant | None
    due_at: Instant | None
    completed_at: Instant | None
    estimate: Estimate | None
    parent_id: UUID | None
    position: Rank
    recurrence: Recurrence | None
    recurrence_by: RecurrenceByName
    recurrence_zone: Zone | None
    fields: FieldValues
    archived_at: Instant | None
    updated_at: Instant


class Reactions(BaseModel):
    """An emoji, and who put it there."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    emoji: Emoji
    users: list[Ref]


class CommentLine(Line):
    """A comment."""

    what = "comment"
    task_id: UUID
    author: Ref | None
    body: Markdown
    reactions: list[Reactions]
    edited_at: Instant | None
    created_at: Instant


class AttachmentLine(Made):
    """A link, or a file that lies in the export under its digest."""

    what = "attachment"
    task_id: UUID
    comment_id: UUID | None
    kind: Literal["link", "file"]
    name: Title
    url: Link | None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None


class LinkLine(Made):
    """A link between two tasks."""

    what = "link"
    kind: Literal["blocks", "relates", "duplicates"]
    source_id: UUID
    target_id: UUID


class WatcherLine(Made):
    """Somebody who watches a task, or has muted it."""

    what = "watcher"
    task_id: UUID
    user: Ref
    is_muted: bool


class ReminderLine(Made):
    """A reminder."""

    what = "reminder"
    task_id: UUID
    user_id: UUID
    remind_at: Instant | None
    before_due: Duration | None
    sent_at: Instant | None


class TemplateLine(Made):
    """A template of a project's tasks."""

    what = "template"
    project_id: UUID
    name: Name
    task: TemplateTask


class ProjectTemplateLine(Made):
    """A template of projects."""

    what = "template of projects"
    name: Name
    description: LongText
    project: TemplateProjectOut


class ViewLine(Made):
    """A saved view."""

    what = "view"
    project_id: UUID | None
    name: Name
    q: SavedQuery
    layout: LayoutName
    is_shared: bool
    options: ViewOptions
    owner: Ref | None
