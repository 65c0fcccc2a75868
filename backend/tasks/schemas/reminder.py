"""What clients send and see of reminders."""

from datetime import datetime, timedelta
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from backend.core.durations import Duration
from backend.core.schemas import Body, Creating, Instant, Out, unset

_LONGEST = timedelta(days=366)


def _not_too_long(length: timedelta) -> timedelta:
    if length > _LONGEST:
        raise ValueError("must be a year at most: P366D")
    return length


BeforeDue = Annotated[
    Duration, AfterValidator(_not_too_long), Field(description="How long before the task is due; `PT0M` when it is.")
]


class ReminderOut(Out):
    """A person's own reminder of a task, which nobody else sees: at an instant, or some time before it is due.

    `sent_at`: when the person was last told.
    """

    id: UUID
    workspace_id: UUID
    project_id: UUID
    task_id: UUID
    user_id: UUID
    remind_at: datetime | None
    before_due: Annotated[str | None, Field(examples=["P1D"], description="An ISO 8601 duration.")]
    sent_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int


class ReminderIn(Creating):
    """A new reminder: either `remind_at`, or `before_due`, which goes with the due date when that is moved."""

    remind_at: Instant | None = None
    before_due: Annotated[BeforeDue | None, Field(examples=["P1D"])] = None

    @model_validator(mode="after")
    def _one_time(self) -> Self:
        if (self.remind_at is None) == (self.before_due is None):
            raise ValueError("give either remind_at or before_due")
        return self


class ReminderChanges(Body):
    """Another time: one of the two, in place of what there was."""

    remind_at: Instant = unset()
    before_due: BeforeDue = unset()

    @model_validator(mode="after")
    def _one_time(self) -> Self:
        if {"remind_at", "before_due"} <= self.model_fields_set:
            raise ValueError("give either remind_at or before_due")
        return self
