"""What clients send and see of workspaces and members."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import EmailStr, Field, StringConstraints

from backend.core.schemas import Body, Creating, Name, Out, unset

RoleName = Literal["owner", "admin", "member", "viewer"]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$")]


class WorkspaceOut(Out):
    """A workspace."""

    id: UUID
    name: Annotated[str, Field(examples=["Harbour crew"])]
    slug: Annotated[str, Field(examples=["harbour-crew"])]
    created_at: datetime
    updated_at: datetime
    version: int


class WorkspaceIn(Creating):
    """A new workspace; without `slug` one is made from the name."""

    name: Annotated[Name, Field(examples=["Harbour crew"])]
    slug: Slug | None = None


class WorkspaceChanges(Body):
    """What may be changed of a workspace."""

    name: Name = unset()
    slug: Slug = unset()


class MemberUser(Out):
    """The person that a membership is about."""

    id: UUID
    name: str
    email: str | None
    has_login: bool
    is_active: bool


class MemberOut(Out):
    """A person's place in a workspace."""

    id: UUID
    workspace_id: UUID
    user: MemberUser
    role: RoleName
    created_at: datetime
    updated_at: datetime
    version: int


class MemberIn(Body):
    """A person to take in, by the address under which he signed up, or by id."""

    email: EmailStr | None = None
    user_id: UUID | None = None
    role: RoleName = "member"


class MemberChanges(Body):
    """What may be changed of a membership."""

    role: RoleName
