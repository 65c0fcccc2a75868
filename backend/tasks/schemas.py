"""What clients send and see of tasks, comments and attachments."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from backend.core.schemas import (
    NUL_FREE,
    Body,
    Creating,
    Instant,
    Out,
    Person,
    SaidAs,
    Text,
    no_nul,
    unset,
    web_address,
)
from backend.projects.schemas import CategoryName, LongText

PriorityName = Literal["none", "low", "medium", "high", "urgent"]


Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), AfterValidator(no_nul), NUL_FREE
]
Markdown = Annotated[str, StringConstraints(min_length=1, max_length=64 * 1024), AfterValidator(no_nul), NUL_FREE]
Link = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=2000),
    AfterValidator(web_address),
    SaidAs("^[Hh][Tt][Tt][Pp][Ss]?://[^/]"),
]
StatusName = Annotated[
    Text, Field(min_length=1, max_length=120, description="A status of the project, by id or by name.")
]
People = Annotated[list[UUID], Field(max_length=50, description="Ids of people.")]
LabelIds = Annotated[list[UUID], Field(max_length=50, description="Ids of labels.")]
Estimate = Annotated[float, Field(strict=True, ge=0, le=1_000_000, allow_inf_nan=False)]
Rank = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{1,500}$")]


class StatusRef(Out):
    """A status in small."""

    id: UUID
    name: str
    category: CategoryName


class LabelRef(Out):
    """A label in small."""

    id: UUID
    name: str
    color: str


class TaskOut(Out):
    """A task. `position` orders the tasks of a status, compared as bytes, ties by id."""

    id: UUID
    workspace_id: UUID
    project_id: UUID
    number: int
    key: Annotated[str, Field(examples=["OPS-12"])]
    kind: str
    title: str
    description: str
    status: StatusRef
    priority: PriorityName
    assignees: list[Person]
    labels: list[LabelRef]
    start_at: datetime | None
    due_at: datetime | None
    completed_at: datetime | None
    estimate: float | None
    parent_id: UUID | None
    position: str
    comment_count: int
    attachment_count: int
    subtask_done: int
    subtask_count: int
    archived_at: datetime | None
    deleted_at: datetime | None
    created_by: Person | None
    created_at: datetime
    updated_at: datetime
    version: int


class TaskIn(Creating):
    """A new task; without a place it comes last in its status, without a status into the project's first open one."""

    project_id: UUID
    title: Annotated[Title, Field(examples=["Bring the pallets to gate 4"])]
    description: LongText = ""
    status: StatusName | None = None
    priority: PriorityName = "none"
    assignees: People = []
    labels: LabelIds = []
    parent_id: UUID | None = None
    start_at: Instant | None = None
    due_at: Instant | None = None
    estimate: Estimate | None = None
    position: Rank | None = None
    after: UUID | None = None
    before: UUID | None = None


class TaskChanges(Body):
    """What may be changed of a task. `after` or `before` (ids of tasks) moves it."""

    title: Title = unset()
    description: LongText = unset()
    status: StatusName = unset()
    priority: PriorityName = unset()
    assignees: People = unset()
    labels: LabelIds = unset()
    parent_id: UUID | None = unset()
    start_at: Instant | None = unset()
    due_at: Instant | None = unset()
    estimate: Estimate | None = unset()
    position: Rank = unset()
    after: UUID = unset()
    before: UUID = unset()


class CommentOut(Out):
    """A comment."""

    id: UUID
    workspace_id: UUID
    project_id: UUID
    task_id: UUID
    author: Person | None
    body: str
    edited_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int


class CommentIn(Creating):
    """A new comment, in Markdown."""

    body: Annotated[Markdown, Field(examples=["Gate 4 is closed until noon."])]


class CommentChanges(Body):
    """What may be changed of a comment."""

    body: Markdown = unset()


class AttachmentOut(Out):
    """A named link on a task."""

    id: UUID
    workspace_id: UUID
    project_id: UUID
    task_id: UUID
    name: str
    url: str
    created_by: Person | None
    created_at: datetime
    updated_at: datetime
    version: int


class AttachmentIn(Creating):
    """A new link."""

    name: Title
    url: Annotated[Link, Field(examples=["https://example.org/plan.pdf"])]
