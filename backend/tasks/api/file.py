"""Endpoints of files: sent in one call, shown and downloaded in others."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import File, Form, Query
from ninja.files import UploadedFile

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, one
from backend.core.errors import Fault, Invalid, NotFound, TooLarge, invalid
from backend.core.ninja import Problem, Routes
from backend.core.schemas import Body
from backend.eventlog.change import change
from backend.tasks.actions.attachment import add_attachment
from backend.tasks.actions.file import stored
from backend.tasks.api.content import CONTENT, THUMBNAIL, LinkOrToken, content_of, link_to, thumbnail_of
from backend.tasks.api.task import InWorkspace, Ref, find_task
from backend.tasks.documents import ATTACHMENT
from backend.tasks.models import Attachment, Task
from backend.tasks.schemas.attachment import (
    AttachmentLink,
    AttachmentOut,
    Downloaded,
    FileIn,
    Shown,
    clean_name,
)
from backend.workspaces.access import require
from backend.workspaces.roles import Permission
from config.names import nearest
from config.settings import load

on_task = Routes(tags=["attachments"])
router = Routes(tags=["attachments"])


@on_task.post(
    "/{ref}/files",
    response={200: AttachmentOut, 201: AttachmentOut, 507: Problem},
    summary="Attach a file, sent as multipart/form-data",
)
def upload_file(
    request: HttpRequest, ref: Ref, where: InWorkspace, file: File[UploadedFile], details: Form[FileIn]
) -> HttpResponse:
    """At most 25 MiB, if the installation says nothing else. Its type is found out from its bytes."""
    actor, task = actor_of(request), find_task(request, ref, where)
    require(actor, task.workspace_id, Permission.WRITE_TASKS)
    refuse_unknown(request, FileIn)
    require_usable(file)
    name = clean_name(details.name or file.name or "")
    with stored(file, workspace_id=task.workspace_id) as kept, change(actor):
        created, status = create_once(
            request,
            actor,
            details.id,
            among=lambda: Attachment.objects.filter(task=task),
            create=lambda: add_attachment(
                task.id, actor=actor, name=name, file=kept, comment_id=details.comment_id, id=details.id
            ),
            body=f"{kept.sha256} {details.comment_id} {name}".encode(),
        )
    return one(request, ATTACHMENT, created, status)


@router.get("/{id:attachment_id}/content", auth=LinkOrToken(), summary="The file itself", **CONTENT)
def get_content(request: HttpRequest, attachment_id: UUID, query: Annotated[Downloaded, Query()]) -> HttpResponseBase:
    """Images are shown in place, everything else is a download. Takes ranges of bytes."""
    return content_of(request, _file(request, attachment_id), is_download=query.download)


@router.get("/{id:attachment_id}/thumbnail", auth=LinkOrToken(), summary="The small picture of an image", **THUMBNAIL)
def get_thumbnail(request: HttpRequest, attachment_id: UUID, query: Annotated[Shown, Query()]) -> HttpResponseBase:
    """404 where there is none, or not yet."""
    del query
    return thumbnail_of(request, _file(request, attachment_id))


@router.get(
    "/{id:attachment_id}/link",
    response={200: AttachmentLink},
    summary="Addresses of a file that need no token for an hour",
)
def get_attachment_link(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """For you alone: who has the address sees the file as long as you may."""
    attachment = _file(request, attachment_id)
    response = HttpResponse(link_to(attachment, actor_of(request)).model_dump_json(), "application/json")
    response["Cache-Control"] = "no-store"
    return response


def _file(request: HttpRequest, attachment_id: UUID) -> Attachment:
    """The file that hangs on a living task which the caller sees."""
    tasks = Task.objects.visible_to(actor_of(request)).living()
    found = Attachment.objects.filter(id=attachment_id, file__isnull=False, task__in=tasks)
    attachment = found.select_related("file").first()
    if attachment is None:
        raise NotFound
    return attachment


def refuse_unknown(request: HttpRequest, form: type[Body]) -> None:
    """Ninja looks at no more of a form than it needs: one file, and the fields of `form`."""
    known = {"file", *form.model_fields}
    sent = [*request.POST, *(name for name, files in request.FILES.lists() for _ in files)]
    faults = [
        Fault(("body", name), f"unknown field{nearest(name, known)}", "extra_forbidden")
        for name in sent
        if name not in known
    ]
    if faults:
        raise Invalid(faults)
    if sent.count("file") > 1:
        raise invalid("file", "is sent more than once: a call takes one file")


def require_usable(file: UploadedFile) -> None:
    """422 where it is empty, 413 where it is too large."""
    if not file.size:
        raise invalid("file", "is empty")
    if file.size > load().attachment_limit:
        raise TooLarge(f"A file holds at most {load().attachment_limit} bytes.")
