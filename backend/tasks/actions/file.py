"""What is done to stored files. None of it touches the storage inside a transaction.

A row is written before the bytes and removed after them. So whatever a crash leaves behind is known, and swept.
"""

import hashlib
import io
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import BinaryIO, cast
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.db import DatabaseError
from django.db.models import QuerySet

from backend.core.clock import now
from backend.core.defer import defer
from backend.eventlog.change import change
from backend.projects.models import Project
from backend.tasks import pictures, storage
from backend.tasks.documents import ATTACHMENT
from backend.tasks.kinds import ATTACHMENT_KINDS
from backend.tasks.models import Attachment, StoredFile

ABANDONED = timedelta(hours=24)  # after which a file that hangs on nothing was forgotten
BATCH = 500

_logger = logging.getLogger("tasktide.storage")


@contextmanager
def stored(
    content: "File[bytes]", *, workspace_id: UUID, is_held: Callable[[StoredFile], bool] | None = None
) -> Iterator[StoredFile]:
    """Put a file into the storage; at the end it is taken out again unless an attachment, or who else holds it, has it.

    Not to be entered inside a transaction. Where the database does not answer at the end, `sweep_files` decides.
    """
    stream = cast("BinaryIO", content)
    found = pictures.look_at(stream)
    file = StoredFile.objects.create(
        workspace_id=workspace_id,
        content_type=found.content_type,
        width=found.width,
        height=found.height,
        size=content.size,
        sha256=_digest(stream),
    )
    try:
        storage.put(file.key, content)
        yield file
    finally:
        _drop_unless_held(file, is_held or _is_attached)


def attachment_files(task_ids: Iterable[UUID]) -> list[UUID]:
    """The files on these tasks and their comments. For `remove_files`, once the tasks are gone."""
    found = Attachment.objects.filter(task_id__in=list(task_ids), file__isnull=False)
    return [file_id for file_id in found.order_by("file_id").values_list("file_id", flat=True) if file_id]


def remove_files(file_ids: Iterable[UUID]) -> None:
    """Have these files removed from the storage after the present change, by a job. What hangs somewhere else stays."""
    ids = list(file_ids)
    rows = (
        StoredFile.objects.filter(id__in=ids, attachments=None, removed_at=None) if ids else StoredFile.objects.none()
    )
    if rows.update(removed_at=now()):
        defer("maintenance.remove_files")


def take_out_removed() -> None:
    """Remove from the storage what is wanted no more. `StorageDown` while it does not answer."""
    while batch := list(StoredFile.objects.filter(removed_at__isnull=False).order_by("removed_at")[:BATCH]):
        for file in batch:
            _take_out(file)


def sweep_files() -> None:
    """Remove what uploads left behind that never came to their end, and what earlier jobs gave up."""
    _abandoned().update(removed_at=now())
    take_out_removed()


def make_thumbnail(file_id: UUID) -> None:
    """Make the small picture of an image, and tell the attachments that carry it."""
    file = StoredFile.objects.filter(id=file_id, removed_at=None, has_thumbnail=False).first()
    if file is None:
        return
    try:
        small = pictures.thumbnail(io.BytesIO(storage.whole(file.key)))
    except pictures.NoPictureError as error:
        _logger.info("file %s has no small picture: %s", file.id, error)
        return
    storage.put(file.thumbnail_key, ContentFile(small))
    if not _tell_of_thumbnail(file):
        storage.remove(file.thumbnail_key)


def _digest(stream: BinaryIO) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while piece := stream.read(storage.CHUNK):
        digest.update(piece)
    stream.seek(0)
    return digest.hexdigest()


def _is_attached(file: StoredFile) -> bool:
    return Attachment.objects.filter(file=file).exists()


def _drop_unless_held(file: StoredFile, is_held: Callable[[StoredFile], bool]) -> None:
    try:
        if not is_held(file):
            StoredFile.objects.filter(id=file.id).update(removed_at=now())
            _take_out(file)
    except (DatabaseError, storage.StorageDown) as error:
        _logger.warning("file %s is left to be swept: %s", file.id, " ".join(str(error).split()))


def _take_out(file: StoredFile) -> None:
    storage.remove(file.key, *([file.thumbnail_key] if file.width else []))
    StoredFile.objects.filter(id=file.id).delete()


def _abandoned() -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(attachments=None, removed_at=None, created_at__lt=now() - ABANDONED)


def _tell_of_thumbnail(file: StoredFile) -> bool:
    """Whether anything that still lives carries the file."""
    with change(None) as log:
        projects = Attachment.objects.filter(file=file).values_list("task__project_id", flat=True)
        living = [project.id for project in Project.objects.all().kept(projects) if project.deleted_at is None]
        attachments = list(Attachment.objects.filter(file=file, task__project_id__in=living).locked())
        log.watch(ATTACHMENT, *attachments)
        marked = StoredFile.objects.filter(id=file.id, removed_at=None) if attachments else StoredFile.objects.none()
        if not marked.update(has_thumbnail=True):
            return False
        for attachment in attachments:
            log.touch(attachment)
            log.record(ATTACHMENT_KINDS["updated"], attachment)
    return True
