"""Bases and field types of what clients send."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Self
from urllib.parse import urlsplit
from uuid import UUID

from ninja import Schema
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

_DATE_AND_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:")


def no_nul(text: str) -> str:
    """`text`, unless it holds what PostgreSQL cannot store."""
    if "\0" in text:
        raise ValueError("must not hold NUL characters")
    return text


def web_address(url: str) -> str:
    """`url`, if a browser would follow it to somewhere."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not url.isprintable() or " " in url:
        raise ValueError("must be an https:// or http:// address")
    return url


def _no_number(value: object) -> object:
    """Numbers, which pydantic would count as seconds, are no instants."""
    if not isinstance(value, datetime) and not (isinstance(value, str) and _DATE_AND_TIME.match(value)):
        raise ValueError("must be a date and time with its offset, such as 2026-12-01T08:00:00Z")
    return value


def _in_utc(instant: datetime) -> datetime:
    """PostgreSQL knows no offsets beyond 16 hours, and Python no year 10,000."""
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise ValueError("must lie in the years 1 to 9999") from None


@dataclass(frozen=True, slots=True)
class SaidAs:
    """The pattern that says in the schema what a validator refuses with a sentence for people."""

    pattern: str

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(core) | {"pattern": self.pattern}


NUL_FREE = SaidAs(r"^[^\u0000]*$")
Text = Annotated[str, AfterValidator(no_nul), NUL_FREE]
# Constraints stand before the validators: pydantic would measure what it has not yet stripped.
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120), AfterValidator(no_nul), NUL_FREE
]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$", to_lower=True)]
Instant = Annotated[AwareDatetime, BeforeValidator(_no_number), AfterValidator(_in_utc)]


class Body(Schema):
    """What a client sends: exactly the fields that are declared."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="wrap")
    @classmethod
    def _run_root_validator(cls, values: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """In place of Ninja's own, which checks everything twice, and so at thirty levels of nesting for ever."""
        return handler(values)

    def sent(self) -> dict[str, Any]:
        """The fields that the client sent."""
        return {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}


class Creating(Body):
    """The body of a creation. A client may choose the id: sent again, it is answered by the first result."""

    id: Annotated[UUID | None, Field(description="A UUID of the client's own choice (version 7 advised).")] = None


def _public_name(model: type[Any]) -> str:
    """As clients call it: `Task` for `TaskOut`."""
    return model.__name__.removesuffix("Out")


class Out(Schema):
    """What the API shows: exactly these fields."""

    model_config = ConfigDict(extra="forbid", model_title_generator=_public_name)


class Person(Out):
    """A person in small."""

    model_config = ConfigDict(title="PersonRef")

    id: UUID
    name: str


def unset() -> Any:  # noqa: ANN401  # stands for the default of a field of any type
    """The default of a `PATCH` field: not sent. It is never looked at, and null is refused as for any other value."""
    return Field(default=None, json_schema_extra=_without_default)


def _without_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)
