"""Endpoints of the log: activity and audit."""

from dataclasses import replace
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Schema
from pydantic import ConfigDict

from backend.accounts.auth import actor_of
from backend.activity.catalogue import KINDS
from backend.activity.cursor import number_of
from backend.activity.log import LogQuery, count_log, read_log
from backend.core.answers import many
from backend.core.errors import NotFound, invalid
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import Page
from backend.core.schemas import Instant, Text
from backend.eventlog.cursors import claim_cursor
from backend.eventlog.kinds import EventFrame
from backend.projects.models import Project
from backend.tasks.api.task import Ref, Where, find_task, task_id
from backend.tasks.filters import split
from backend.tasks.query_limit import limited
from backend.workspaces.access import require
from backend.workspaces.roles import Permission, Role
from config.names import nearest

router = Routes(tags=["events"])
of_tasks = Routes(tags=["events"])


class EventOut(EventFrame):
    """An event with the document of its object."""

    model_config = ConfigDict(title="Event")

    data: dict[str, Any]


class EventQuery(Schema):
    """Which events of one workspace."""

    workspace: UUID
    after: Annotated[str | None, Field(max_length=40, description="A cursor or number: only what came later.")] = None
    before: Annotated[str | None, Field(max_length=40, description="A cursor or number: only what came earlier.")] = (
        None
    )
    since: Annotated[Instant | None, Field(description="Not before this instant.")] = None
    until: Annotated[Instant | None, Field(description="Before this instant.")] = None
    task: Annotated[list[str], Field(max_length=50, description="Ids or keys: what happened to them and on them.")] = []
    project: Annotated[list[str], Field(max_length=50, description="Ids or keys: what happened in them.")] = []
    object: Annotated[list[str], Field(max_length=50, description="Ids of whatever it happened to.")] = []
    type: Annotated[list[str], Field(max_length=50, description="Types such as `task.created`, or `comment.*`.")] = []
    request_id: Annotated[Text | None, Field(max_length=64, description="What one call did: its `X-Request-ID`.")] = (
        None
    )
    actor: Annotated[list[str], Field(max_length=50, description="`me`, or ids of people.")] = []
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str | None, Field(max_length=40, description="`next` of the page before.")] = None
    sort: Annotated[Literal["seq", "-seq"], Field(description="Oldest first, or newest first.")] = "seq"
    count: Annotated[bool, Field(description="Also count all items, as `total`.")] = False


class ActivityQuery(Schema):
    """Which part of a task's history."""

    workspace: Annotated[UUID | None, Field(description="Needed where the task is named by its key.")] = None
    type: Annotated[list[str], Field(max_length=50, description="Types such as `task.created`, or `comment.*`.")] = []
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str | None, Field(max_length=40, description="`next` of the page before.")] = None
    sort: Annotated[Literal["seq", "-seq"], Field(description="Oldest first, or newest first.")] = "-seq"
    count: Annotated[bool, Field(description="Also count all items, as `total`.")] = False


@router.get("", response={200: ListOf[EventOut]}, summary="What happened in a workspace")
def list_events(request: HttpRequest, query: Annotated[EventQuery, Query()]) -> HttpResponse:
    """Activity and audit: each change with old and new values, within what you may see."""
    role = require(actor_of(request), query.workspace, Permission.VIEW)
    epoch = claim_cursor(query.workspace)
    return _answer(request, role, _log_query(request, query, epoch), query, epoch)


@of_tasks.get(
    "/{ref}/activity", response={200: ListOf[EventOut]}, summary="What happened to a task and on it, newest first"
)
def list_activity(request: HttpRequest, ref: Ref, query: Annotated[ActivityQuery, Query()]) -> HttpResponse:
    """With its comments, attachments, links and watchers, and your reminders; also of a task in the trash."""
    task = find_task(request, ref, Where(workspace=query.workspace), in_trash=True)
    role = require(actor_of(request), task.workspace_id, Permission.VIEW)
    epoch = claim_cursor(task.workspace_id)
    types, newest_first = types_of(split(query.type)), query.sort == "-seq"
    wanted = LogQuery(task.workspace_id, tasks=[task.id], types=types, newest_first=newest_first)
    return _answer(request, role, wanted, query, epoch)


def _answer(
    request: HttpRequest, role: Role, wanted: LogQuery, query: EventQuery | ActivityQuery, epoch: str
) -> HttpResponse:
    actor = actor_of(request)
    with limited():
        total = count_log(wanted, actor, role) if query.count else None
        found = read_log(_page(wanted, query.cursor, epoch), actor, role, query.limit + 1)
    shown = found[: query.limit]
    following = str(shown[-1][0]) if len(found) > query.limit else None
    return many(Page([body.encode() for _, body in shown], following, total))


def _log_query(request: HttpRequest, query: EventQuery, epoch: str) -> LogQuery:
    where = Where(workspace=query.workspace)
    return LogQuery(
        query.workspace,
        after=number_of("after", query.after, epoch),
        before=number_of("before", query.before, epoch),
        since=query.since,
        until=query.until,
        tasks=[task_id(request, ref, where, in_trash=True) for ref in split(query.task)],
        projects=[_project(request, ref, query.workspace) for ref in split(query.project)],
        objects=[_id("object", one) for one in split(query.object)],
        types=types_of(split(query.type)),
        request_id=query.request_id,
        actors=[_person(request, one) for one in split(query.actor)],
        newest_first=query.sort == "-seq",
    )


def _page(wanted: LogQuery, cursor: str | None, epoch: str) -> LogQuery:
    end = number_of("cursor", cursor, epoch)
    if end is None:
        return wanted
    if wanted.newest_first:
        return replace(wanted, before=end if wanted.before is None else min(end, wanted.before))
    return replace(wanted, after=max(end, wanted.after or 0))


def _project(request: HttpRequest, ref: str, workspace_id: UUID) -> UUID:
    """A key is that of a living project; an id may be of one that has gone."""
    try:
        return UUID(ref)
    except ValueError:
        keyed = Project.objects.visible_to(actor_of(request)).filter(workspace_id=workspace_id, key=ref.upper())
        found = keyed.values_list("id", flat=True).first()
        if found is None:
            raise NotFound(f"There is no project {ref!r} here.") from None
        return found


def types_of(names: list[str]) -> list[str]:
    """The types of events that are meant; 422 for one that there is not."""
    found: list[str] = []
    for name in names:
        group = name.removesuffix("*")
        alike = [one for one in KINDS if (one.startswith(group) if name.endswith(".*") else one == name)]
        if not alike:
            raise invalid("type", f"there is no type {name!r}{nearest(name, KINDS)}", where="query")
        found += alike
    return found


def _person(request: HttpRequest, value: str) -> UUID:
    return actor_of(request).id if value == "me" else _id("actor", value, " nor `me`")


def _id(field: str, value: str, besides: str = "") -> UUID:
    try:
        return UUID(value)
    except ValueError:
        neither = "neither an id" if besides else "no id"
        raise invalid(field, f"{value!r} is {neither}{besides}", where="query") from None
