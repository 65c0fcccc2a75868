"""Endpoints that take back what was done."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Path, Query, Schema
from pydantic import ConfigDict

from backend.accounts.auth import actor_of
from backend.activity import undo
from backend.core.ninja import Routes
from backend.core.schemas import Body, Out, Text

router = Routes(tags=["events"])


class OfWorkspace(Schema):
    """In whose log the event stands."""

    workspace: UUID


class UndoIn(Body):
    """Which call is taken back: its `X-Request-ID`, which its answer and its events carry."""

    workspace: UUID
    request_id: Annotated[Text, Field(min_length=1, max_length=64)]


class UndoOut(Out):
    """The numbers of the events that were taken back. What that wrote is in the log up to `Tasktide-Cursor`."""

    model_config = ConfigDict(title="UndoResult")

    undone: list[int]


@router.post("/events/{int:seq}/undo", response={200: UndoOut}, summary="Take back what an event tells")
def undo_event(
    request: HttpRequest, seq: Annotated[int, Path(ge=1, le=2**63 - 1)], where: Annotated[OfWorkspace, Query()]
) -> UndoOut:
    """Writes the inverse change as a new event; 409 says what stands in the way."""
    return UndoOut(undone=undo.undo_event(where.workspace, seq, actor=actor_of(request)))


@router.post("/undo", response={200: UndoOut}, summary="Take back all that one call did")
def undo_request(request: HttpRequest, body: UndoIn) -> UndoOut:
    """All of it or nothing; 409 says what stands in the way."""
    return UndoOut(undone=undo.undo_request(body.workspace, body.request_id, actor=actor_of(request)))
