"""Endpoints of notifications: everybody's own."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from ninja import Path, Query, Schema
from pydantic import Field

from backend.accounts.auth import actor_of
from backend.core.answers import many, one
from backend.core.errors import NotFound
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import Column, PageQuery, Sortable, page
from backend.notifications.actions.digest import has_digest, set_digest
from backend.notifications.actions.mark import Choice, Marks, mark
from backend.notifications.documents import NOTIFICATION_WITH_TASK
from backend.notifications.models import News, Notification, NotificationQuerySet
from backend.notifications.preferences import Switches, set_switches, switches_of
from backend.notifications.schemas import (
    Chosen,
    MarkedOut,
    NotificationWithTaskOut,
    PreferenceChanges,
    PreferencesOut,
    UnreadOut,
)
from backend.notifications.stopping import page_of, stop
from backend.workspaces.access import look_into

router = Routes(tags=["notifications"])
preferences = Routes(tags=["notifications"])
unsubscriptions = Routes(tags=["notifications"])

NOTIFICATIONS = Sortable(
    {"is_unread": Column("is_unread"), "happened_at": "happened_at", "created_at": "created_at"},
    "-is_unread,-happened_at",
)


Token = Annotated[str, Path(description="Out of the mail.", max_length=300)]


class InboxQuery(PageQuery):
    """Which of one's notifications."""

    workspace: Annotated[UUID | None, Field(description="Only those of this workspace.")] = None
    state: Annotated[
        Literal["inbox", "unread", "read", "archived", "all"],
        Field(description="`inbox`: what is not archived, read or not."),
    ] = "inbox"
    task: Annotated[UUID | None, Field(description="Only those of this task.")] = None
    kind: Annotated[News | None, Field(description="Only this kind of news.")] = None


class CountQuery(Schema):
    """Where they are counted."""

    workspace: Annotated[UUID | None, Field(description="Only those of this workspace.")] = None


@router.get(
    "", response={200: ListOf[NotificationWithTaskOut]}, summary="What you were told, unread first, then newest"
)
def list_notifications(request: HttpRequest, query: Annotated[InboxQuery, Query()]) -> HttpResponse:
    """Of tasks that you see no more, or that are in the trash, you see none."""
    rows = _seen(request, query.workspace)
    match query.state:
        case "inbox":
            rows = rows.filter(archived_at=None)
        case "unread":
            rows = rows.unread()
        case "read":
            rows = rows.filter(is_unread=False, archived_at=None)
        case "archived":
            rows = rows.exclude(archived_at=None)
    if query.task is not None:
        rows = rows.filter(task_id=query.task)
    if query.kind is not None:
        rows = rows.filter(kind=query.kind)
    return many(page(rows, query, sortable=NOTIFICATIONS, document=NOTIFICATION_WITH_TASK))


@router.get("/count", response={200: UnreadOut}, summary="How many are unread")
def count_notifications(request: HttpRequest, query: Annotated[CountQuery, Query()]) -> dict[str, int]:
    """Neither read nor archived."""
    return {"unread": _seen(request, query.workspace).unread().count()}


@router.get("/{id:notification_id}", response={200: NotificationWithTaskOut}, summary="One notification")
def get_notification(request: HttpRequest, notification_id: UUID) -> HttpResponse:
    """Your own."""
    if not Notification.objects.visible_to(actor_of(request)).filter(id=notification_id).exists():
        raise NotFound
    return one(request, NOTIFICATION_WITH_TASK, notification_id)


@router.post("/read", response={200: MarkedOut}, summary="Mark notifications as read")
def read_notifications(request: HttpRequest, body: Chosen) -> dict[str, list[UUID]]:
    """Those that have changed are named; what was read before stays as it is."""
    return _mark(request, body, is_read=True)


@router.post("/unread", response={200: MarkedOut}, summary="Mark notifications as unread")
def unread_notifications(request: HttpRequest, body: Chosen) -> dict[str, list[UUID]]:
    """Takes back that they were read."""
    return _mark(request, body, is_read=False)


@router.post("/archive", response={200: MarkedOut}, summary="Put notifications away")
def archive_notifications(request: HttpRequest, body: Chosen) -> dict[str, list[UUID]]:
    """They are in the list with `state=archived`, and count as unread no more."""
    return _mark(request, body, is_archived=True)


@router.post("/unarchive", response={200: MarkedOut}, summary="Take notifications back that were put away")
def unarchive_notifications(request: HttpRequest, body: Chosen) -> dict[str, list[UUID]]:
    """Read or unread as they were."""
    return _mark(request, body, is_archived=False)


@preferences.get("/me/preferences", response={200: PreferencesOut}, summary="What you want to hear of")
def get_preferences(request: HttpRequest) -> dict[str, Switches | bool]:
    """Each kind of news, and over which channels it comes; and whether a mail comes each morning."""
    return _preferences_of(actor_of(request).id)


@preferences.patch("/me/preferences", response={200: PreferencesOut}, summary="Change what you want to hear of")
def update_preferences(request: HttpRequest, body: PreferenceChanges) -> dict[str, Switches | bool]:
    """The switches that are sent. What you were told already stays."""
    actor = actor_of(request)
    if "notifications" in body.sent():
        set_switches(actor.id, {kind: channels.sent() for kind, channels in body.notifications.sent().items()})
    if "digest" in body.sent():
        set_digest(actor, is_on=body.digest)
    return _preferences_of(actor.id)


@unsubscriptions.post(
    "/{token}", auth=None, response={204: None}, summary="Get no more mails such as the one that holds this link"
)
def unsubscribe(request: HttpRequest, token: Token) -> HttpResponse:
    """One click, without logging in (RFC 8058). The kinds of news that the mail told are switched off, as mails."""
    del request
    stop(token)
    return HttpResponse(status=204)


@unsubscriptions.get(
    "/{token}", auth=None, response={302: None}, summary="To the page that asks whether you want no more of such mails"
)
def show_unsubscription(request: HttpRequest, token: Token) -> HttpResponse:
    """Programs that look into mails open their links: nothing changes by that."""
    del request
    return HttpResponseRedirect(page_of(token))


def _preferences_of(user_id: UUID) -> dict[str, Switches | bool]:
    return {"notifications": switches_of(user_id), "digest": has_digest(user_id)}


def _seen(request: HttpRequest, workspace_id: UUID | None) -> NotificationQuerySet:
    actor = actor_of(request)
    rows = Notification.objects.visible_to(actor)
    if workspace_id is None:
        return rows
    look_into(actor, workspace_id)
    return rows.filter(workspace_id=workspace_id)


def _mark(request: HttpRequest, body: Chosen, **marks: bool) -> dict[str, list[UUID]]:
    choice = Choice(tuple(body.ids) if body.ids else None, body.task_id, body.workspace_id)
    wanted: Marks = {**marks}  # type: ignore[typeddict-item]
    return {"ids": mark(choice, actor=actor_of(request), **wanted)}
