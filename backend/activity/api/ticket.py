"""The endpoint of tickets: how a browser's own `EventSource`, which sends no headers, gets at a stream."""

import json
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field
from pydantic import StringConstraints

from backend.accounts.api.answers import secret
from backend.accounts.auth import actor_of, reading, session_of
from backend.accounts.models import User
from backend.accounts.tokens import issue_ticket
from backend.core.errors import Fault, Invalid, invalid
from backend.core.ninja import Routes
from backend.core.schemas import Body, Out, Text
from backend.tasks.filters import Asker, fault
from backend.workspaces.access import look_into
from events.wire import TICKET_LIMIT, TYPE_PATTERN
from query.errors import QueryError
from query.parse import CHARACTERS, parse
from query.resolve import require_live

router = Routes(tags=["events"])

Type = Annotated[str, StringConstraints(pattern=TYPE_PATTERN, max_length=60)]


class TicketIn(Body):
    """Which stream: the parameters of `GET /events`, but for the cursor."""

    workspace: UUID
    project: Annotated[list[UUID], Field(max_length=50, description="Of these projects alone.")] = []
    types: Annotated[
        list[Type], Field(max_length=50, description="Of these types alone, such as `task.updated` or `comment.*`.")
    ] = []
    q: Annotated[Text | None, Field(max_length=CHARACTERS, description="A live query.")] = None


class TicketOut(Out):
    """A ticket, and the path that it opens: once, and within 30 seconds."""

    ticket: str
    url: Annotated[str, Field(examples=["/events?ticket=…"])]


@router.post("/ticket", auth=reading, response={201: TicketOut}, summary="A ticket with which a browser opens a stream")
def create_ticket(request: HttpRequest, body: TicketIn) -> HttpResponse:
    """Whoever uses it first is given a cookie, with which `EventSource` comes back to the same address until your
    session ends. A personal access token of either scope will do."""
    actor = actor_of(request)
    look_into(actor, body.workspace)
    ticket = issue_ticket(actor.id, session_of(request), urlencode(_parameters(body, actor)))
    if len(ticket) > TICKET_LIMIT:
        raise Invalid([Fault(("body",), "asks for more than an address can hold; choose fewer or less", "too_long")])
    return secret(json.dumps({"ticket": ticket, "url": f"/events?ticket={ticket}"}), 201)


def _parameters(body: TicketIn, actor: User) -> list[tuple[str, str]]:
    """As `GET /events` takes them, in one order, so that the same selection always reads the same."""
    chosen = [("workspace", str(body.workspace))]
    chosen += sorted(("project", str(project)) for project in set(body.project))
    chosen += sorted(("types", name) for name in set(body.types))
    if body.q is not None:
        if body.types:
            raise invalid("types", "says nothing beside q, with which a stream carries what touches the list")
        _require_live(body.q, Asker(actor, body.workspace))
        chosen.append(("q", body.q))
    return chosen


def _require_live(text: str, asker: Asker) -> None:
    """422 here, where a client can read it: `EventSource` shows nobody what a stream was refused with."""
    try:
        asker.understood(text)
        require_live(parse(text).tree, text)
    except QueryError as error:
        raise Invalid([fault(error, ("body", "q"))]) from None
