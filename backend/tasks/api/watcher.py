"""Endpoints of watchers. A person is named by id, oneself also as `me`."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query

from backend.accounts.auth import actor_of
from backend.core.answers import if_match, many, one
from backend.core.errors import NotFound
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import Sortable, page
from backend.eventlog.cursors import claim_cursor
from backend.tasks.actions import watcher as actions
from backend.tasks.api.comment import Thread
from backend.tasks.api.task import InWorkspace, Ref, find_task, task_id
from backend.tasks.documents import WATCHER
from backend.tasks.models import Watcher
from backend.tasks.schemas.watcher import WatcherIn, WatcherOut

router = Routes(tags=["watchers"])

WATCHERS = Sortable({"created_at": "created_at", "name": "user__name"}, "created_at")

Who = Annotated[str, Path(description="A person's id, or `me`.", max_length=36)]


@router.get("/{ref}/watchers", response={200: ListOf[WatcherOut]}, summary="Who watches a task, or has muted it")
def list_watchers(request: HttpRequest, ref: Ref, query: Annotated[Thread, Query()]) -> HttpResponse:
    """Those who muted it, too."""
    task = find_task(request, ref, query)
    claim_cursor(task.workspace_id)
    return many(page(Watcher.objects.filter(task=task), query, sortable=WATCHERS, document=WATCHER))


@router.get("/{ref}/watchers/{user}", response={200: WatcherOut}, summary="How somebody watches a task")
def get_watcher(request: HttpRequest, ref: Ref, user: Who, where: InWorkspace) -> HttpResponse:
    """404 where the person does not watch it."""
    watcher = Watcher.objects.filter(task_id=task_id(request, ref, where), user_id=_person(request, user)).first()
    if watcher is None:
        raise NotFound("This person does not watch this task.")
    return one(request, WATCHER, watcher.id)


@router.put("/{ref}/watchers/{user}", response={200: WatcherOut}, summary="Watch a task, or mute it")
def watch_task(
    request: HttpRequest, ref: Ref, user: Who, where: InWorkspace, body: WatcherIn | None = None
) -> HttpResponse:
    """With `is_muted` you hear nothing of it."""
    task, actor = task_id(request, ref, where), actor_of(request)
    is_muted = body is not None and body.is_muted
    watcher = actions.watch(task, _person(request, user), actor=actor, is_muted=is_muted, expected=if_match(request))
    return one(request, WATCHER, watcher.id)


@router.delete("/{ref}/watchers/{user}", response={204: None}, summary="Watch a task no longer, or mute it no more")
def unwatch_task(request: HttpRequest, ref: Ref, user: Who, where: InWorkspace) -> HttpResponse:
    """Yourself, or others where you may change the task."""
    task, actor = task_id(request, ref, where), actor_of(request)
    actions.unwatch(task, _person(request, user), actor=actor, expected=if_match(request))
    return HttpResponse(status=204)


def _person(request: HttpRequest, user: str) -> UUID:
    try:
        return actor_of(request).id if user == "me" else UUID(user)
    except ValueError:
        raise NotFound("A person is named by id, oneself also as me.") from None
