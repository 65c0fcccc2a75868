"""What a search over everything answers."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypeAliasType

from backend.accounts.schemas import PersonOut
from backend.core.schemas import Out
from backend.projects.schemas import ProjectOut
from backend.tasks.schemas.comment import CommentOut
from backend.tasks.schemas.task import TaskOut

KindName = Literal["task", "comment", "project", "person"]


class Highlight(Out):
    """Plain text in which words were found. `ranges`: from and to, counted in Unicode code points of `text`."""

    field: Annotated[
        Literal["key", "former_key", "title", "description", "body", "name", "email"], Field(examples=["title"])
    ]
    text: Annotated[str, Field(description="The field, or of a long one the part around the first word.")]
    ranges: list[tuple[int, int]]


class _Hit(Out):
    id: UUID
    score: Annotated[float, Field(description="Comparable within one answer only.")]
    is_archived: Annotated[bool, Field(description="Put away, itself or with its project; of a person: deactivated.")]
    highlights: list[Highlight]


class TaskHit(_Hit):
    """A task in which the words are."""

    kind: Literal["task"]
    data: TaskOut


class TaskRef(Out):
    """A task in small."""

    id: UUID
    key: Annotated[str, Field(examples=["OPS-12"])]
    title: str


class CommentHit(_Hit):
    """A comment in which the words are, and the task that it is about."""

    kind: Literal["comment"]
    data: CommentOut
    task: TaskRef


class ProjectHit(_Hit):
    """A project in which the words are."""

    kind: Literal["project"]
    data: ProjectOut


class PersonHit(_Hit):
    """A person of the workspace who is called so."""

    kind: Literal["person"]
    data: PersonOut


Hit = TypeAliasType("Hit", Annotated[TaskHit | CommentHit | ProjectHit | PersonHit, Field(discriminator="kind")])
