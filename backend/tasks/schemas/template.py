"""What clients send and see of templates of tasks."""

from datetime import datetime, timedelta
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from backend.core.clock import now
from backend.core.durations import Duration
from backend.core.schemas import Body, Creating, Instant, Name, Out, Person, unset
from backend.projects.schemas import LongText
from backend.tasks.recurrence import dates
from backend.tasks.rules import Rule
from backend.tasks.schemas.field import FieldValues
from backend.tasks.schemas.task import (
    Estimate,
    FieldValue,
    LabelIds,
    People,
    PriorityName,
    Rank,
    Recurrence,
    RecurrenceByName,
    StatusName,
    Title,
    Zone,
)

MOST_SUBTASKS = 50
LONGEST = timedelta(days=3660)


def _sane(span: timedelta) -> timedelta:
    if span > LONGEST:
        raise ValueError("must be ten years at the most")
    return span


Span = Annotated[
    Duration, AfterValidator(_sane), Field(description="How long after the template is used, at most ten years.")
]


class TemplateTask(Body):
    """What a task begins with. What has gone when the template is used (a label, a person …) is left out then."""

    model_config = ConfigDict(title="TemplateTaskIn")

    title: Annotated[Title, Field(examples=["Unload the ship"])]
    description: LongText = ""
    status: StatusName | None = None
    priority: PriorityName = "none"
    assignees: People = []
    labels: LabelIds = []
    start_in: Span | None = None
    due_in: Annotated[Span | None, Field(examples=["P3D"])] = None
    estimate: Estimate | None = None
    recurrence: Annotated[Recurrence | None, Field(description="As of a task, with COUNT but not with UNTIL.")] = None
    recurrence_by: RecurrenceByName = "completion"
    recurrence_zone: Zone | None = None
    fields: FieldValues = {}
    subtasks: Annotated[list["TemplateTask"], Field(max_length=MOST_SUBTASKS)] = []

    def count(self) -> int:
        """How many tasks it makes."""
        return 1 + sum(subtask.count() for subtask in self.subtasks)

    @model_validator(mode="after")
    def _is_no_forest(self) -> Self:
        if self.count() > MOST_SUBTASKS + 1:
            raise ValueError(f"holds at most {MOST_SUBTASKS} subtasks in all")
        return self

    @model_validator(mode="after")
    def _recurs_whenever_it_is_made(self) -> Self:
        if self.recurrence is None:
            if self.recurrence_by != "completion" or self.recurrence_zone is not None:
                raise ValueError("recurrence_by and recurrence_zone go with a recurrence")
            return self
        if self.due_in is None and self.start_in is None:
            raise ValueError("recurrence: needs due_in, or start_in, to begin from")
        rule, day = Rule.parse(self.recurrence), now().date()
        if rule.until is not None or next(dates(rule, day, day), None) is None:
            raise ValueError("recurrence: must have dates whenever the template is used; say COUNT instead of UNTIL")
        return self


class TemplateTaskOut(Out):
    """What a task begins with. `status` is an id, in a project's template a name."""

    title: str
    description: str
    status: str | None
    priority: PriorityName
    assignees: list[UUID]
    labels: list[UUID]
    start_in: str | None
    due_in: Annotated[str | None, Field(examples=["P3D"])]
    estimate: float | None
    recurrence: str | None
    recurrence_by: RecurrenceByName
    recurrence_zone: str | None
    fields: dict[str, FieldValue]
    subtasks: list["TemplateTaskOut"]


class TemplateOut(Out):
    """A template of a project's tasks."""

    id: UUID
    workspace_id: UUID
    project_id: UUID
    name: str
    task: TemplateTaskOut
    created_by: Person | None
    created_at: datetime
    updated_at: datetime
    version: int


class TemplateIn(Creating):
    """A new template of a project's tasks."""

    name: Annotated[Name, Field(examples=["Arrival of a ship"])]
    task: TemplateTask


class TemplateChanges(Body):
    """What may be changed of a template."""

    name: Name = unset()
    task: TemplateTask = unset()


class TemplateOfTask(Creating):
    """A template that is to be as a task is, with all tasks below it."""

    name: Name


class TemplateUse(Creating):
    """What is to be otherwise than in the template. Values of custom fields are put over those of the template."""

    title: Title = unset()
    description: LongText = unset()
    status: StatusName = unset()
    priority: PriorityName = unset()
    assignees: People = unset()
    labels: LabelIds = unset()
    parent_id: UUID = unset()
    start_at: Instant | None = unset()
    due_at: Instant | None = unset()
    estimate: Estimate | None = unset()
    recurrence: Recurrence | None = unset()
    recurrence_by: RecurrenceByName = unset()
    recurrence_zone: Zone | None = unset()
    fields: FieldValues = unset()
    position: Rank = unset()
    after: UUID = unset()
    before: UUID = unset()


class Duplicate(Creating):
    """What is to be otherwise in the duplicate of a task."""

    title: Title = unset()
