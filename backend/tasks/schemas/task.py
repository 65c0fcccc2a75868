"""What clients send and see of tasks."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints
from typing_extensions import TypeAliasType

from backend.accounts.schemas import TimeZone
from backend.core.schemas import NUL_FREE, Body, Creating, Instant, Out, Person, Text, no_nul, unset
from backend.projects.schemas import CategoryName, LongText
from backend.tasks.rules import LONGEST, canonical
from backend.tasks.schemas.field import FieldValues

PriorityName = TypeAliasType("PriorityName", Literal["none", "low", "medium", "high", "urgent"])
FieldValue = str | float | bool | list[str]

Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), AfterValidator(no_nul), NUL_FREE
]
StatusName = Annotated[
    Text, Field(min_length=1, max_length=120, description="A status of the project, by id or by name.")
]
People = Annotated[list[UUID], Field(max_length=50, description="Ids of people.")]
LabelIds = Annotated[list[UUID], Field(max_length=50, description="Ids of labels.")]
Estimate = Annotated[float, Field(strict=True, ge=0, le=1_000_000, allow_inf_nan=False)]
Recurrence = Annotated[
    str,
    Field(
        max_length=LONGEST,
        examples=["FREQ=WEEKLY;BYDAY=MO"],
        description="A rule of RFC 5545, 3.3.10: FREQ from DAILY to YEARLY, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY,"
        " BYSETPOS, WKST, COUNT or UNTIL. It begins with the due date, or else the start.",
    ),
    AfterValidator(canonical),
]
RecurrenceByName = TypeAliasType("RecurrenceByName", Literal["completion", "date"])
Zone = Annotated[TimeZone, Field(description="By whose clock it recurs; your own where none is named.")]
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
    is_blocked: bool
    parent_id: UUID | None
    position: str
    recurrence: Annotated[str | None, Field(examples=["FREQ=WEEKLY;BYDAY=MO"])]
    recurrence_by: RecurrenceByName
    recurrence_zone: str | None
    blocked_by: list[UUID]
    blocks: list[UUID]
    relates_to: list[UUID]
    duplicates: list[UUID]
    duplicated_by: list[UUID]
    fields: Annotated[dict[str, FieldValue], Field(description="Values of the project's custom fields by their keys.")]
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


class TaskLeft(Out):
    """What readers of a project are told of a task that has moved out of it."""

    id: UUID
    project_id: UUID


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
    recurrence: Recurrence | None = None
    recurrence_by: RecurrenceByName = "completion"
    recurrence_zone: Zone | None = None
    fields: FieldValues = {}
    position: Rank | None = None
    after: UUID | None = None
    before: UUID | None = None


class SharedChanges(Body):
    """What may be changed of one task, or of many at once."""

    project_id: UUID = unset()
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
    recurrence: Recurrence | None = unset()
    recurrence_by: RecurrenceByName = unset()
    recurrence_zone: Zone | None = unset()
    fields: FieldValues = unset()
    after: UUID = unset()
    before: UUID = unset()


class TaskChanges(SharedChanges):
    """What may be changed of a task. `after` or `before` (ids of tasks) moves it in its column.

    `project_id` moves it into another project of its workspace, with all tasks below it.
    """

    position: Rank = unset()
