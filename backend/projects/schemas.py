"""What clients send and see of projects, statuses, labels and custom fields."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints
from typing_extensions import TypeAliasType

from backend.core.schemas import Body, Colour, Creating, Name, Out, Person, Text, unset

CategoryName = TypeAliasType("CategoryName", Literal["backlog", "todo", "active", "done", "cancelled"])
VisibilityName = TypeAliasType("VisibilityName", Literal["workspace", "private"])
FieldTypeName = TypeAliasType(
    "FieldTypeName", Literal["text", "number", "date", "select", "multi_select", "person", "checkbox"]
)
Key = Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, pattern=r"^[A-Za-z][A-Za-z0-9]{0,9}$")]
FieldKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", examples=["severity"])]
OptionKey = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,39}$")]
LongText = Annotated[Text, Field(max_length=64 * 1024)]


class ProjectOut(Out):
    """A project. `members` matter while it is private."""

    id: UUID
    workspace_id: UUID
    key: Annotated[str, Field(examples=["OPS"])]
    name: str
    description: str
    color: str
    visibility: VisibilityName
    members: list[Person]
    created_by: Person | None
    archived_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int


class ProjectIn(Creating):
    """A new project. It begins with five statuses: Backlog, Todo, Doing, Done, Cancelled."""

    workspace_id: UUID
    key: Annotated[Key, Field(examples=["OPS"])]
    name: Annotated[Name, Field(examples=["Operations"])]
    description: LongText = ""
    color: Colour = "#5350d4"
    visibility: VisibilityName = "workspace"


class ProjectChanges(Body):
    """What may be changed of a project."""

    key: Key = unset()
    name: Name = unset()
    description: LongText = unset()
    color: Colour = unset()
    visibility: VisibilityName = unset()


class StatusOut(Out):
    """A status. Statuses of a project are ordered by `position`, compared as bytes."""

    id: UUID
    workspace_id: UUID
    project_id: UUID
    name: str
    category: CategoryName
    position: str
    archived_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int


class StatusIn(Creating):
    """A new status; without `after` or `before` (status ids) it comes last."""

    name: Name
    category: CategoryName = "todo"
    after: UUID | None = None
    before: UUID | None = None


class StatusChanges(Body):
    """What may be changed of a status."""

    name: Name = unset()
    category: CategoryName = unset()
    after: UUID = unset()
    before: UUID = unset()


class LabelOut(Out):
    """A label."""

    id: UUID
    workspace_id: UUID
    name: str
    color: str
    created_at: datetime
    updated_at: datetime
    version: int


class LabelIn(Creating):
    """A new label."""

    workspace_id: UUID
    name: Annotated[Name, Field(examples=["bug"])]
    color: Colour = "#70707c"


class LabelChanges(Body):
    """What may be changed of a label."""

    name: Name = unset()
    color: Colour = unset()


class LabelMerge(Body):
    """The label that takes the place of another one."""

    into: UUID


class OptionOut(Out):
    """A choice of a select."""

    key: str
    name: str
    color: str


class OptionIn(Body):
    """A choice of a select. One that is there already is known by its key, or else by its name."""

    key: OptionKey | None = None
    name: Annotated[Name, Field(examples=["Critical"])]
    color: Colour | None = None


Options = Annotated[list[OptionIn], Field(max_length=200, description="Of selects only: all of them, in order.")]


class FieldOut(Out):
    """A custom field of a project's tasks. Those of one project are ordered by `position`, compared as bytes."""

    id: UUID
    workspace_id: UUID
    project_id: UUID
    key: Annotated[str, Field(description="Under it tasks hold their values, for ever.", examples=["severity"])]
    name: str
    type: FieldTypeName
    options: list[OptionOut]
    position: str
    archived_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int


class FieldIn(Creating):
    """A new custom field; without `after` or `before` (field ids) it comes last. `key` is made of the name if left out.

    Key and type stay as they are for ever.
    """

    name: Annotated[Name, Field(examples=["Severity"])]
    key: FieldKey | None = None
    type: Annotated[FieldTypeName, Field(examples=["select"])]
    options: Options = []
    after: UUID | None = None
    before: UUID | None = None


class FieldChanges(Body):
    """What may be changed of a custom field. An option that is left out of `options` goes, unless a task has it."""

    name: Name = unset()
    options: Options = unset()
    after: UUID = unset()
    before: UUID = unset()
