"""Endpoints of links between tasks."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one
from backend.core.errors import NotFound
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import PageQuery, Sortable, page
from backend.eventlog.change import change
from backend.eventlog.cursors import claim_cursor
from backend.tasks.actions import link as actions
from backend.tasks.api.task import InWorkspace, Ref, Where, find_task, task_id
from backend.tasks.documents import LINK
from backend.tasks.models import Link
from backend.tasks.schemas.link import LinkIn, LinkOut

router = Routes(tags=["links"])

LINKS = Sortable({"created_at": "created_at", "kind": "kind"}, "created_at")


class Ties(PageQuery, Where):
    """Which links of a task."""


@router.get("/{ref}/links", response={200: ListOf[LinkOut]}, summary="What a task is linked with, on either side")
def list_links(request: HttpRequest, ref: Ref, query: Annotated[Ties, Query()]) -> HttpResponse:
    """Each names its source and its target, whichever of them this task is."""
    task = find_task(request, ref, query)
    claim_cursor(task.workspace_id)
    return many(page(Link.objects.of([task.id]), query, sortable=LINKS, document=LINK))


@router.post("/{ref}/links", response={200: LinkOut, 201: LinkOut}, summary="Link a task with another one")
def create_link(request: HttpRequest, ref: Ref, where: InWorkspace, body: LinkIn) -> HttpResponse:
    """A circle of tasks that block each other is refused with 409."""
    actor, task = actor_of(request), task_id(request, ref, where)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: Link.objects.of([task]),
            create=lambda: actions.link_tasks(task, actor=actor, kind=body.kind, other_id=body.task_id, id=body.id),
        )
    return one(request, LINK, created, status)


@router.get("/{ref}/links/{id:link_id}", response={200: LinkOut}, summary="One link")
def get_link(request: HttpRequest, ref: Ref, link_id: UUID, where: InWorkspace) -> HttpResponse:
    """Named by its id."""
    if not Link.objects.of([task_id(request, ref, where)]).filter(id=link_id).exists():
        raise NotFound
    return one(request, LINK, link_id)


@router.delete("/{ref}/links/{id:link_id}", response={204: None}, summary="Take a link away")
def delete_link(request: HttpRequest, ref: Ref, link_id: UUID, where: InWorkspace) -> HttpResponse:
    """What it blocked is free if nothing else blocks it."""
    task, actor = task_id(request, ref, where), actor_of(request)
    actions.unlink_tasks(task, link_id, actor=actor, expected=if_match(request))
    return HttpResponse(status=204)
