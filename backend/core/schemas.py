"""Bases and field types of what clients send."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints


def no_nul(text: str) -> str:
    """`text`, unless it holds what PostgreSQL cannot store."""
    if "\0" in text:
        raise ValueError("must not hold NUL characters")
    return text


Text = Annotated[str, AfterValidator(no_nul)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120), AfterValidator(no_nul)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$", to_lower=True)]
Instant = AwareDatetime


class Body(Schema):
    """What a client sends: exactly the fields that are declared."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def sent(self) -> dict[str, Any]:
        """The fields that the client sent."""
        return {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}


class Creating(Body):
    """The body of a creation. A client may choose the id: sent again, it is answered by the first result."""

    id: Annotated[UUID | None, Field(description="A UUID of the client's own choice (version 7 advised).")] = None


class Out(Schema):
    """What the API shows: exactly these fields."""

    model_config = ConfigDict(extra="forbid")


class Person(Out):
    """A person in small."""

    id: UUID
    name: str


def unset() -> Any:  # noqa: ANN401  # stands for the default of a field of any type
    """The default of a `PATCH` field: not sent. It is never looked at, and null is refused as for any other value."""
    return Field(default=None, json_schema_extra=_without_default)


def _without_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)
