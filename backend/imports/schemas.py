"""What clients send and see of imports."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import from_json
from typing_extensions import TypeAliasType

from backend.core.schemas import Body, Creating, Name, Out, Person, Text, no_nul
from backend.imports.csv_columns import FIELDS

ImportSourceName = TypeAliasType("ImportSourceName", Literal["trello", "csv"])
ImportStateName = TypeAliasType("ImportStateName", Literal["waiting", "running", "done", "failed"])
Outcomes = Annotated[
    dict[str, dict[str, int]],
    Field(
        description="Rows by kind (`project`, `person`, `status`, `label`, `task`, `subtask`, `attachment`, `comment`)"
        " and by what became of them (`created`, `updated`, `unchanged`, `refused`).",
        examples=[{"task": {"created": 12, "refused": 1}}],
    ),
]


def _mapping(sent: object) -> object:
    """A form carries text."""
    if not isinstance(sent, str):
        return sent
    try:
        return from_json(no_nul(sent))
    except ValueError as error:
        raise ValueError(f"is not JSON: {error}") from None


Mapping = Annotated[
    dict[str, str],
    BeforeValidator(_mapping),
    WithJsonSchema({"type": "string", "maxLength": 20_000}),
    Field(
        description="JSON, of CSV: column → what it holds, or an empty text for a column that is left out. Columns that"
        f" it does not name are recognised by their names. What a column may hold: {', '.join(FIELDS)}.",
        examples=['{"Summary": "title", "Remarks": ""}'],
    ),
]


class ProblemRowOut(Out):
    """A row that could not be taken, or not as it stands, and why."""

    row: Annotated[str, Field(examples=["row 12 “Bring the pallets”"])]
    reason: Annotated[str, Field(examples=["due date “soon” is not a date: left out"])]


class ImportOut(Out):
    """An import: its creator's own. `done` of `total` rows have been looked at."""

    id: UUID
    workspace_id: UUID
    project_id: Annotated[UUID | None, Field(description="Where the tasks are; null until it is made.")]
    source: ImportSourceName
    file_name: Annotated[str, Field(examples=["board.json"])]
    project_name: Annotated[str, Field(description="What the file, or its sender, calls the project.")]
    state: ImportStateName
    total: int
    done: int
    counts: Outcomes
    problem_count: int
    problems: Annotated[list[ProblemRowOut], Field(description="The first 200, once it is done.")]
    error: Annotated[str, Field(description="Why it failed.", examples=[""])]
    started_at: datetime | None
    finished_at: datetime | None
    created_by: Person | None
    created_at: datetime
    updated_at: datetime
    version: int


class FileForm(Body):
    """What a file is, and how it is to be read."""

    workspace_id: UUID
    source: ImportSourceName
    mapping: Mapping = Field(default_factory=dict)


class ImportForm(Creating, FileForm):
    """What is sent beside a file that is to be imported."""

    project_id: Annotated[UUID | None, Field(description="Of CSV: into this project.")] = None
    project_name: Annotated[
        Name | None, Field(description="Of CSV: into a new project of this name; without it, called like the file.")
    ] = None


class ColumnOut(Out):
    """A column of the file. `examples`: what stands in it first."""

    name: Annotated[str, Field(examples=["Summary"])]
    field: Annotated[str, Field(description="What it would be taken for; empty where left out.", examples=["title"])]
    examples: list[str]


class PreviewOut(Out):
    """What a file seems to be. Nothing of it has been kept."""

    source: ImportSourceName
    recognised: Annotated[
        Text, Field(description="Whose export it looks like: trello, todoist, asana, jira, or empty.")
    ]
    project_name: str
    count: Annotated[int, Field(description="How many rows it has, or cards.")]
    columns: list[ColumnOut]
    rows: Annotated[list[list[str]], Field(description="The first ten rows, as they stand in the file.")]
    problem_count: int
    problems: Annotated[list[ProblemRowOut], Field(description="The first 200 that can be told already.")]


class ProblemsOut(Out):
    """Everything that could not be taken as it stood."""

    items: list[ProblemRowOut]
