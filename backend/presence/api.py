"""Endpoints of presence: who looks at what just now, and which field he edits."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema

from backend.accounts.auth import actor_of
from backend.accounts.models import User
from backend.core.ninja import Routes
from backend.eventlog.kinds import Actor, Subject
from backend.presence.board import tell
from backend.presence.places import place_of
from backend.presence.schemas import Client, PresenceIn, PresenceUpdated, ThingIn
from backend.workspaces.access import require
from backend.workspaces.roles import Permission
from events.wire import Presence

router = Routes(tags=["presence"])


class Window(Schema):
    """Which of your windows."""

    workspace: UUID
    client: Client = ""


@router.put("", response={204: None}, summary="Say where you are: on which task, in which field")
def set_presence(request: HttpRequest, body: PresenceIn) -> HttpResponse:
    """Readers of the stream hear `presence.updated`. Say it again every ten seconds: after 15 s of silence you are
    gone. The same again within a second is no news."""
    actor = actor_of(request)
    if body.object is None or body.state is None:
        return _left(actor, body.workspace_id, body.client)
    tell(body.workspace_id, _present(actor, body, body.object))
    return HttpResponse(status=204)


@router.delete("", response={204: None}, summary="Say that you have left")
def end_presence(request: HttpRequest, where: Annotated[Window, Query()]) -> HttpResponse:
    """The others hear it at once."""
    return _left(actor_of(request), where.workspace, where.client)


def _left(actor: User, workspace_id: UUID, client: str) -> HttpResponse:
    require(actor, workspace_id, Permission.VIEW)
    tell(workspace_id, Presence(_key(actor, client), None, None, _gone(actor, workspace_id, client), None))
    return HttpResponse(status=204)


def _present(actor: User, body: PresenceIn, thing: ThingIn) -> Presence:
    place = place_of(thing.type, thing.id, body.workspace_id, seen_by=actor)
    shown = PresenceUpdated(
        workspace_id=body.workspace_id,
        project_id=place.project_id,
        user=Actor(id=actor.id, name=actor.name),
        client=body.client,
        object=Subject(type=thing.type, id=thing.id, key=place.key),
        field=body.field,
        state=body.state or "viewing",
    )
    return Presence(
        key=_key(actor, body.client),
        project_id=_text(place.project_id),
        private_project_id=_text(place.private_project_id),
        gone=_gone(actor, body.workspace_id, body.client),
        shown=shown.model_dump_json(),
    )


def _gone(actor: User, workspace_id: UUID, client: str) -> str:
    left = PresenceUpdated(
        workspace_id=workspace_id,
        project_id=None,
        user=Actor(id=actor.id, name=actor.name),
        client=client,
        object=None,
        field=None,
        state="gone",
    )
    return left.model_dump_json()


def _key(actor: User, client: str) -> str:
    return f"{actor.id}:{client}"


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
