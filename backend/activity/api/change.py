"""What changed while somebody was away."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Schema

from backend.accounts.auth import actor_of
from backend.activity.cursor import number_of
from backend.activity.log import LogQuery
from backend.activity.schemas import TaskChangesOut
from backend.activity.summary import summed_up
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.eventlog.cursors import claim_cursor
from backend.workspaces.access import require
from backend.workspaces.roles import Permission

router = Routes(tags=["events"])

_LATEST = 2**63 - 1


class AwayQuery(Schema):
    """Since when."""

    since: Annotated[str, Field(max_length=40, description="A `Tasktide-Cursor`: the last that the reader knows.")]
    own: Annotated[bool, Field(description="Also what the reader did.")] = False
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str | None, Field(max_length=40, description="`next` of the page before.")] = None


@router.get(
    "/{id:workspace_id}/changes",
    response={200: ListOf[TaskChangesOut]},
    summary="What changed while you were away, summed up per task and field",
)
def list_changes(request: HttpRequest, workspace_id: UUID, query: Annotated[AwayQuery, Query()]) -> dict[str, object]:
    """The task last touched comes first; a field that is again what it was is left out."""
    reader = actor_of(request)
    role = require(reader, workspace_id, Permission.VIEW)
    epoch = claim_cursor(workspace_id)
    since, before = number_of("since", query.since, epoch), number_of("cursor", query.cursor, epoch)
    wanted = LogQuery(workspace_id, after=since, not_by=None if query.own else reader.id)
    found = summed_up(wanted, reader, role, before=before or _LATEST, limit=query.limit + 1)
    shown = found[: query.limit]
    following = str(shown[-1].last_seq) if len(found) > query.limit else None
    return {"items": shown, "next": following}
