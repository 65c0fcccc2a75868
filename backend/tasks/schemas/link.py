"""What clients send and see of links between tasks."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypeAliasType

from backend.core.schemas import Creating, Out, Person

Side = TypeAliasType("Side", Literal["blocks", "blocked_by", "relates", "duplicates", "duplicated_by"])

LinkKind = TypeAliasType("LinkKind", Literal["blocks", "relates", "duplicates"])


class LinkOut(Out):
    """A link: `source_id` blocks, relates to or duplicates `target_id`."""

    id: UUID
    workspace_id: UUID
    project_id: Annotated[UUID, Field(description="The project of the source.")]
    kind: LinkKind
    source_id: UUID
    target_id: UUID
    created_by: Person | None
    created_at: datetime
    updated_at: datetime
    version: int


class LinkIn(Creating):
    """A new link, told from the side of the task in the path: it blocks, or is blocked by, `task_id`."""

    kind: Side
    task_id: UUID
