"""Endpoints of attachments."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one
from backend.core.errors import NotFound
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import Sortable, page
from backend.eventlog.change import change
from backend.eventlog.cursors import claim_cursor
from backend.tasks.actions import attachment as actions
from backend.tasks.api.comment import Thread
from backend.tasks.api.task import InWorkspace, Ref, find_task, task_id
from backend.tasks.documents import ATTACHMENT
from backend.tasks.models import Attachment
from backend.tasks.schemas.attachment import AttachmentIn, AttachmentOut

router = Routes(tags=["attachments"])

ATTACHMENTS = Sortable({"created_at": "created_at", "name": "name"}, "created_at")


@router.get("/{ref}/attachments", response={200: ListOf[AttachmentOut]}, summary="What is attached to a task")
def list_attachments(request: HttpRequest, ref: Ref, query: Annotated[Thread, Query()]) -> HttpResponse:
    """Links and files, also those of comments."""
    task = find_task(request, ref, query)
    claim_cursor(task.workspace_id)
    return many(page(Attachment.objects.filter(task=task), query, sortable=ATTACHMENTS, document=ATTACHMENT))


@router.post("/{ref}/attachments", response={200: AttachmentOut, 201: AttachmentOut}, summary="Attach a link")
def create_attachment(request: HttpRequest, ref: Ref, where: InWorkspace, body: AttachmentIn) -> HttpResponse:
    """A web address under a name. Files are uploaded."""
    actor, task = actor_of(request), task_id(request, ref, where)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: Attachment.objects.filter(task_id=task),
            create=lambda: actions.add_attachment(task, actor=actor, **body.model_dump()),
        )
    return one(request, ATTACHMENT, created, status)


@router.get("/{ref}/attachments/{id:attachment_id}", response={200: AttachmentOut}, summary="One attachment")
def get_attachment(request: HttpRequest, ref: Ref, attachment_id: UUID, where: InWorkspace) -> HttpResponse:
    """What is known of it; the bytes are at its `content`."""
    if not Attachment.objects.filter(task_id=task_id(request, ref, where), id=attachment_id).exists():
        raise NotFound
    return one(request, ATTACHMENT, attachment_id)


@router.delete("/{ref}/attachments/{id:attachment_id}", response={204: None}, summary="Take an attachment off")
def delete_attachment(request: HttpRequest, ref: Ref, attachment_id: UUID, where: InWorkspace) -> HttpResponse:
    """A file is gone for good."""
    task, actor = task_id(request, ref, where), actor_of(request)
    actions.remove_attachment(task, attachment_id, actor=actor, expected=if_match(request))
    return HttpResponse(status=204)
