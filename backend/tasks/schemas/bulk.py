"""What clients send to change many tasks at once, and what they are told."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from backend.core.schemas import Body, Out, Text, unset
from backend.tasks.schemas.task import LabelIds, People, SharedChanges
from query.parse import CHARACTERS

MOST = 500


class BulkChanges(SharedChanges):
    """What is to change of each task. `deleted` puts them into the trash, or takes them out, and goes alone.

    With `after` or `before` they come to stand beside that task, in the order in which they are given.
    """

    add_labels: LabelIds = unset()
    remove_labels: LabelIds = unset()
    add_assignees: People = unset()
    remove_assignees: People = unset()
    archived: Annotated[bool, Field(strict=True)] = unset()
    deleted: Annotated[bool, Field(strict=True)] = unset()

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        sent = self.model_fields_set
        if not sent:
            raise ValueError("name at least one field to change")
        if "deleted" in sent and len(sent) > 1:
            raise ValueError("deleted goes alone")
        for whole in ("labels", "assignees"):
            if whole in sent and {f"add_{whole}", f"remove_{whole}"} & sent:
                raise ValueError(f"give either {whole}, or what to add and to remove")
        return self


class BulkIn(Body):
    """Which tasks of one workspace, by id or by query, and what is to change of each: all of it, or nothing."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "workspace_id": "0193a1c5-7b6e-7f3a-9c41-5d2e8f60b7aa",
                    "q": "is:overdue assignee:me",
                    "changes": {"priority": "high"},
                }
            ]
        }
    )

    ids: Annotated[list[UUID], Field(min_length=1, max_length=MOST, description="Ids of tasks.")] = unset()
    q: Annotated[Text, Field(max_length=CHARACTERS, examples=["is:overdue assignee:me"])] = unset()
    workspace_id: Annotated[UUID, Field(description="Where `q` looks.")] = unset()
    changes: BulkChanges

    @model_validator(mode="after")
    def _names_tasks(self) -> Self:
        named = {"ids", "q", "workspace_id"} & self.model_fields_set
        if named not in ({"ids"}, {"q", "workspace_id"}):
            raise ValueError("give either ids, or q and workspace_id")
        return self

    @property
    def is_query(self) -> bool:
        """Whether the tasks are named by a query."""
        return "q" in self.model_fields_set


class Changed(Out):
    """A task that is not what it was, and its version now."""

    id: UUID
    version: int


class BulkOut(Out):
    """How many tasks have changed, and which."""

    model_config = ConfigDict(title="BulkResult")

    updated: int
    items: list[Changed]
