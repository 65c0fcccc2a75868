"""Endpoints of the log: activity and audit."""

import json
import re
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Schema

from backend.accounts.auth import actor_of
from backend.activity.log import LogQuery, read_log
from backend.core.errors import invalid
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.eventlog.cursors import claim_cursor
from backend.eventlog.kinds import EventFrame
from backend.tasks.api.task import Where, task_id
from backend.tasks.filters import split
from backend.workspaces.access import require
from backend.workspaces.roles import Permission

router = Routes(tags=["events"])

_NUMBER = re.compile(r"(?:[0-9a-z]{1,16}-)?(\d{1,18})")


class EventOut(EventFrame):
    """An event with the document of its object."""

    data: dict[str, Any]


class EventQuery(Schema):
    """Which events of one workspace."""

    workspace: UUID
    after: Annotated[str | None, Field(max_length=40, description="A cursor or number: only what came later.")] = None
    task: Annotated[list[str], Field(max_length=50, description="Ids or keys: what happened to them and on them.")] = []
    type: Annotated[list[str], Field(max_length=50, description="Types such as `task.created`, or `comment.*`.")] = []
    actor: Annotated[list[str], Field(max_length=50, description="`me`, or ids of people.")] = []
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str | None, Field(max_length=40, description="`next` of the page before.")] = None
    sort: Annotated[Literal["seq", "-seq"], Field(description="Oldest first, or newest first.")] = "seq"


@router.get("", response={200: ListOf[EventOut]}, summary="What happened in a workspace")
def list_events(request: HttpRequest, query: Annotated[EventQuery, Query()]) -> HttpResponse:
    actor = actor_of(request)
    role = require(actor, query.workspace, Permission.VIEW)
    claim_cursor(query.workspace)
    found = read_log(_log_query(request, query), actor, role, query.limit + 1)
    shown = found[: query.limit]
    following = str(shown[-1][0]) if len(found) > query.limit else None
    items = ",".join(body for _, body in shown)
    return HttpResponse(f'{{"items": [{items}], "next": {json.dumps(following)}}}', "application/json")


def _log_query(request: HttpRequest, query: EventQuery) -> LogQuery:
    newest_first = query.sort == "-seq"
    after, page_end = _number("after", query.after), _number("cursor", query.cursor)
    where = Where(workspace=query.workspace)
    return LogQuery(
        query.workspace,
        after=max((one for one in (after, None if newest_first else page_end) if one is not None), default=None),
        before=page_end if newest_first else None,
        tasks=[task_id(request, ref, where, in_trash=True) for ref in split(query.task)],
        types=split(query.type),
        actors=[_person(request, one) for one in split(query.actor)],
        newest_first=newest_first,
    )


def _number(field: str, text: str | None) -> int | None:
    if text is None:
        return None
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise invalid(field, "is not a cursor", where="query")
    return int(match[1])


def _person(request: HttpRequest, value: str) -> UUID:
    if value == "me":
        return actor_of(request).id
    try:
        return UUID(value)
    except ValueError:
        raise invalid("actor", f"{value!r} is neither an id nor `me`", where="query") from None
