"""What clients send and see of exports."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator
from typing_extensions import TypeAliasType

from backend.core.schemas import Creating, Out, Person, Text
from query.parse import CHARACTERS

ExportFormatName = TypeAliasType("ExportFormatName", Literal["json", "csv"])
ExportStateName = TypeAliasType("ExportStateName", Literal["waiting", "running", "done", "failed"])


class ExportOut(Out):
    """An export, its creator's own. There is a file once it is `done`."""

    id: UUID
    workspace_id: UUID
    format: ExportFormatName
    q: str
    state: ExportStateName
    error: Annotated[str | None, Field(description="Why there is no file.")]
    file_name: str
    size: Annotated[int | None, Field(description="Bytes, once it is done.")]
    expires_at: Annotated[datetime, Field(description="When it is removed.")]
    created_by: Person | None
    created_at: datetime
    updated_at: datetime
    version: int


class ExportIn(Creating):
    """What is to be exported: `json` is everything that you see, as a zip; `csv` is a table of tasks."""

    workspace_id: UUID
    format: ExportFormatName
    q: Annotated[
        Text,
        Field(
            max_length=CHARACTERS,
            examples=["is:open project:OPS"],
            description="Which tasks, in the query language; only with `csv`.",
        ),
    ] = ""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.format == "json" and self.q:
            raise ValueError("q: goes with csv; json exports everything")
        return self
