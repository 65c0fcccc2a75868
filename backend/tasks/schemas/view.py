"""What clients send and see of saved views."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field
from typing_extensions import TypeAliasType

from backend.core.schemas import Body, Creating, Name, Out, Person, Text, unset
from query.parse import CHARACTERS

LayoutName = TypeAliasType("LayoutName", Literal["list", "board", "calendar", "timeline"])
_CUSTOM = r"field\.[a-z][a-z0-9_]{0,39}"
_COLUMNS = (
    "key|title|project|status|priority|assignees|labels|start_at|due_at|completed_at|estimate|parent_id|is_blocked"
    "|comment_count|attachment_count|subtask_count|created_by|created_at|updated_at"
)

SavedQuery = Annotated[
    Text,
    Field(
        max_length=CHARACTERS,
        examples=["is:open assignee:me due:<7d"],
        description="In the query language. Its names are looked up when the view is used, `me` is then its reader.",
    ),
]
Grouping = Annotated[
    str,
    Field(
        pattern=rf"^(project|status|priority|assignee|label|parent|due_at|{_CUSTOM})$",
        examples=["status"],
        description="What the tasks are grouped by; `field.<key>` for a custom field.",
    ),
]
ColumnName = Annotated[str, Field(pattern=rf"^({_COLUMNS}|{_CUSTOM})$", examples=["due_at"])]


def _once(columns: list[str]) -> list[str]:
    if len(set(columns)) < len(columns):
        raise ValueError("names a column twice")
    return columns


class ViewOptions(Body):
    """How a layout shows the tasks."""

    model_config = ConfigDict(title="ViewOptionsIn")

    group_by: Grouping | None = None
    columns: Annotated[
        list[ColumnName],
        Field(max_length=30, description="Those of a list, in order; the reader's own choice where empty."),
        AfterValidator(_once),
    ] = []


class ViewOptionsOut(Out):
    """How a layout shows the tasks."""

    group_by: Annotated[str | None, Field(examples=["status"])]
    columns: list[str]


class ViewOut(Out):
    """A saved view: its owner's own, or shared with everybody who may see its project."""

    id: UUID
    workspace_id: UUID
    project_id: UUID | None
    name: str
    q: str
    layout: LayoutName
    is_shared: bool
    options: ViewOptionsOut
    owner: Person | None
    created_at: datetime
    updated_at: datetime
    version: int


class ViewLeft(Out):
    """What those are told who see a view no more: it is its owner's own now, or of a project that is hidden."""

    id: UUID
    project_id: UUID | None


class ViewIn(Creating):
    """A new view, the caller's own unless it is shared."""

    workspace_id: UUID
    name: Annotated[Name, Field(examples=["This week"])]
    q: SavedQuery = ""
    layout: LayoutName = "list"
    project_id: Annotated[UUID | None, Field(description="Only the tasks of this project.")] = None
    is_shared: Annotated[bool, Field(strict=True)] = False
    options: ViewOptions = ViewOptions()


class ViewChanges(Body):
    """What may be changed of a view; `options` as a whole."""

    name: Name = unset()
    q: SavedQuery = unset()
    layout: LayoutName = unset()
    project_id: UUID | None = unset()
    is_shared: Annotated[bool, Field(strict=True)] = unset()
    options: ViewOptions = unset()
