"""What clients send of people."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from backend.accounts.schemas import Avatar, Email, FirstName, LastName, TimeZone
from backend.core.pages import PageQuery
from backend.core.schemas import Body, Creating, Text, unset


class PeopleQuery(PageQuery):
    """Which people."""

    workspace: Annotated[UUID | None, Field(description="Only its members.")] = None
    search: Annotated[Text | None, Field(max_length=200, description="Words in name or address.")] = None


class PersonIn(Creating):
    """A person without log-in, known to a workspace; whoever has the address may claim it by signing up."""

    workspace_id: UUID
    first_name: Annotated[FirstName, Field(min_length=1)]
    last_name: LastName = ""
    email: Email | None = None
    avatar: Avatar | None = None
    timezone: TimeZone = "UTC"


class PersonReplacement(PersonIn):
    """All that can be said of a person; what is left out is taken away. Workspace and id may be repeated."""

    workspace_id: UUID | None = None  # type: ignore[assignment]


class PersonChanges(Body):
    """What may be changed of a person."""

    first_name: FirstName = unset()
    last_name: LastName = unset()
    email: Email | None = unset()
    avatar: Avatar | None = unset()
    timezone: TimeZone = unset()
