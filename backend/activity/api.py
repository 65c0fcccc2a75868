"""Endpoints of the log: activity and audit."""

import re
from dataclasses import replace
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Schema

from backend.accounts.auth import actor_of
from backend.activity.log import LogQuery, count_log, read_log
from backend.core.answers import many
from backend.core.errors import invalid
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import Page
from backend.eventlog.cursors import claim_cursor
from backend.eventlog.kinds import EventFrame
from backend.tasks.api.task import Where, task_id
from backend.tasks.filters import split
from backend.workspaces.access import require
from backend.workspaces.roles import Permission

router = Routes(tags=["events"])

_NUMBER = re.compile(r"(?:([0-9a-z]{1,16})-)?([0-9]{1,18})")


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
    count: Annotated[bool, Field(description="Also count all items, as `total`.")] = False


@router.get("", response={200: ListOf[EventOut]}, summary="What happened in a workspace")
def list_events(request: HttpRequest, query: Annotated[EventQuery, Query()]) -> HttpResponse:
    actor = actor_of(request)
    role = require(actor, query.workspace, Permission.VIEW)
    epoch = claim_cursor(query.workspace)
    wanted = _log_query(request, query, epoch)
    total = count_log(wanted, actor, role) if query.count else None
    found = read_log(_page(wanted, query.cursor, epoch), actor, role, query.limit + 1)
    shown = found[: query.limit]
    following = str(shown[-1][0]) if len(found) > query.limit else None
    return many(Page([body for _, body in shown], following, total))


def _log_query(request: HttpRequest, query: EventQuery, epoch: str) -> LogQuery:
    where = Where(workspace=query.workspace)
    return LogQuery(
        query.workspace,
        after=_number("after", query.after, epoch),
        tasks=[task_id(request, ref, where, in_trash=True) for ref in split(query.task)],
        types=split(query.type),
        actors=[_person(request, one) for one in split(query.actor)],
        newest_first=query.sort == "-seq",
    )


def _page(wanted: LogQuery, cursor: str | None, epoch: str) -> LogQuery:
    end = _number("cursor", cursor, epoch)
    if end is None:
        return wanted
    return replace(wanted, before=end) if wanted.newest_first else replace(wanted, after=max(end, wanted.after or 0))


def _number(field: str, text: str | None, epoch: str) -> int | None:
    if text is None:
        return None
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise invalid(field, "is not a cursor", where="query")
    if match[1] not in {None, epoch}:
        raise invalid(field, f"is of another log; the present one is {epoch}", where="query")
    return int(match[2])


def _person(request: HttpRequest, value: str) -> UUID:
    if value == "me":
        return actor_of(request).id
    try:
        return UUID(value)
    except ValueError:
        raise invalid("actor", f"{value!r} is neither an id nor `me`", where="query") from None
