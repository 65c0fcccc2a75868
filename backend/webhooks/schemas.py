"""What clients send and see of webhooks."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints
from typing_extensions import TypeAliasType

from backend.core.schemas import Body, Creating, Name, Out, Person, SaidAs, Text, unset, web_address
from backend.webhooks.types import EVERYTHING, GROUPS, TYPES, known_pattern

_PATTERNS = "|".join(one.replace(".", r"\.").replace("*", r"\*") for one in (EVERYTHING, *GROUPS, *TYPES))

Switch = Annotated[bool, Field(strict=True)]
DeliveryStatus = TypeAliasType("DeliveryStatus", Literal["pending", "succeeded", "failed"])
Url = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=2000),
    AfterValidator(web_address),
    SaidAs("^[Hh][Tt][Tt][Pp][Ss]?://[^/]"),
]
Pattern = Annotated[str, AfterValidator(known_pattern), SaidAs(f"^({_PATTERNS})$")]
Patterns = Annotated[
    list[Pattern],
    Field(min_length=1, max_length=100, description="Types of events: `task.created`, `comment.*`, or `*` for all."),
]
Query = Annotated[
    Text,
    Field(max_length=4000, description="Of the query language: only events of tasks for which it holds."),
]


class WebhookOut(Out):
    """An address that is told what happens. While `failing_since` is set, no try has succeeded since then."""

    id: UUID
    workspace_id: UUID
    name: str
    url: str
    types: Annotated[list[str], Field(examples=[["task.*", "comment.created"]])]
    q: str
    is_active: bool
    failing_since: datetime | None
    disabled_reason: Annotated[str | None, Field(description="Why it was switched off, where nobody did that.")]
    secret_made_at: datetime
    created_by: Person | None
    created_at: datetime
    updated_at: datetime
    version: int


class WebhookWithSecretOut(WebhookOut):
    """A webhook with its secret, which is shown this once."""

    secret: Annotated[str, Field(description="For checking signatures.", examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZI"])]


class WebhookIn(Creating):
    """A new webhook. Without a name it is called as the host of its address."""

    workspace_id: UUID
    url: Annotated[Url, Field(examples=["https://example.org/hooks/tasktide"])]
    name: Name | None = None
    types: Patterns = [EVERYTHING]
    q: Query = ""
    is_active: Switch = True


class WebhookChanges(Body):
    """What may be changed of a webhook."""

    url: Url = unset()
    name: Name = unset()
    types: Patterns = unset()
    q: Query = unset()
    is_active: Switch = unset()


class _DeliveryFacts(Out):
    """Which event, and what became of it."""

    id: UUID
    webhook_id: UUID
    workspace_id: UUID
    seq: int | None
    type: str
    status: DeliveryStatus
    response_code: int | None
    duration_ms: int | None
    error: Annotated[str, Field(description="What was wrong with the last try; empty if nothing was.")]
    created_at: datetime
    tried_at: datetime | None
    next_try_at: Annotated[datetime | None, Field(description="While it is pending.")]


class DeliveryOut(_DeliveryFacts):
    """One event told to a webhook. A test has no `seq`. `attempts` counts since it was last asked for."""

    attempts: int


class DeliveryInFullOut(_DeliveryFacts):
    """The same, with what was sent and the beginning of the answer.

    `body` is null where it lies in a project that has become private since.
    """

    body: dict[str, Any] | None
    response_body: Annotated[str, Field(description="Its first KiB.")]
    attempts: int
