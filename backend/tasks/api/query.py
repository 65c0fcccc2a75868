"""Help with writing queries."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Schema
from pydantic import ConfigDict

from backend.accounts.auth import actor_of
from backend.core.ninja import FaultOut, Routes
from backend.core.schemas import Out
from backend.tasks.filters import Asker, fault
from backend.tasks.query_names import Nameable
from backend.workspaces.access import look_into
from query.complete import complete
from query.errors import QueryError
from query.parse import CHARACTERS

router = Routes(tags=["query"])


class CompleteQuery(Schema):
    """A query as typed so far."""

    workspace: UUID
    q: Annotated[str, Field(max_length=CHARACTERS, description="What is typed so far.")] = ""
    at: Annotated[
        int | None, Field(ge=0, le=CHARACTERS, description="Where the cursor is, in characters; the end if left out.")
    ] = None


class CompletionOut(Out):
    """`text` may take the place of the characters from `from` to `to`. `kind`: what it is, such as field or label."""

    model_config = ConfigDict(populate_by_name=True)

    text: Annotated[str, Field(examples=["status:"])]
    label: Annotated[str, Field(examples=["Status"])]
    kind: Annotated[str, Field(examples=["field"])]
    start: Annotated[int, Field(alias="from")]
    end: Annotated[int, Field(alias="to")]


class CompletionsOut(Out):
    """Best first; and what is wrong with the query as it stands, as the list of tasks would say it."""

    items: list[CompletionOut]
    errors: list[FaultOut]


@router.get(
    "/complete",
    response={200: CompletionsOut},
    by_alias=True,
    summary="What may come next in a query",
)
def complete_query(request: HttpRequest, query: Annotated[CompleteQuery, Query()]) -> CompletionsOut:
    """Names of fields, values of the workspace, people: what fits where the cursor is, likeliest first."""
    actor = actor_of(request)
    look_into(actor, query.workspace)
    asker = Asker(actor, query.workspace)
    at = len(query.q) if query.at is None else min(query.at, len(query.q))
    items = [
        CompletionOut(text=one.text, label=one.label, kind=one.kind, start=one.start, end=one.end)
        for one in complete(query.q, at, Nameable(asker.names))
    ]
    return CompletionsOut(items=items, errors=_errors(asker, query.q))


def _errors(asker: Asker, text: str) -> list[FaultOut]:
    try:
        asker.understood(text)
    except QueryError as error:
        return [FaultOut.model_validate(fault(error).as_json())]
    return []
