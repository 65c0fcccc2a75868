"""What clients send and see of workspaces, members and invitations."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import EmailStr, Field, StringConstraints
from typing_extensions import TypeAliasType

from backend.accounts.schemas import Email, FirstName, LastName, Password
from backend.core.schemas import Body, Creating, Name, Out, Person, unset

RoleName = TypeAliasType("RoleName", Literal["owner", "admin", "member", "viewer"])
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
    first_name: str
    name: str
    email: str | None
    avatar: str | None
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
    """A person to take in, by the address that he has verified, or by id."""

    email: EmailStr | None = None
    user_id: UUID | None = None
    role: RoleName = "member"


class MemberChanges(Body):
    """What may be changed of a membership."""

    role: RoleName


class InvitationOut(Out):
    """Somebody who is asked to become a member. Neither accepted nor withdrawn, it waits until `expires_at`."""

    id: UUID
    workspace_id: UUID
    email: str
    role: RoleName
    created_by: Person | None
    expires_at: datetime
    accepted_at: datetime | None
    withdrawn_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int


class InvitationSent(InvitationOut):
    """An invitation with its secret, which is shown this once; the invited person has a link of his own by mail."""

    token: Annotated[str, Field(description="For whoever is to join: it works once.")]
    url: Annotated[str, Field(examples=["https://tasktide.example.org/invitations/f00d…"])]


class InvitationIn(Body):
    """Whom to invite, and as what. An address that is invited already gets a new mail."""

    email: Email
    role: RoleName = "member"


class InvitationShown(Out):
    """What the holder of a token sees before he decides."""

    workspace: Annotated[str, Field(description="The workspace's name.", examples=["Harbour crew"])]
    invited_by: Annotated[str | None, Field(examples=["Ann Lee"])]
    email: Annotated[str, Field(examples=["cleo@example.org"])]
    role: RoleName
    has_account: Annotated[bool, Field(description="Whether the address can log in; if not, sign up with the token.")]
    state: Literal["pending", "accepted", "withdrawn", "expired"]
    expires_at: datetime


class InvitedSignUp(Body):
    """A new account for the invited address."""

    password: Password
    first_name: FirstName = ""
    last_name: LastName = ""
