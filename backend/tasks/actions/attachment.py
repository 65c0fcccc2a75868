"""What is done to attachments. How many there are is the task's own fact, so the task changes with them."""

from datetime import datetime
from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.errors import Conflict, NotFound
from backend.core.ids import uuid7
from backend.eventlog.change import change
from backend.tasks.actions.lock import lock_task
from backend.tasks.documents import ATTACHMENT, TASK
from backend.tasks.kinds import ATTACHMENT_KINDS, TASK_KINDS
from backend.tasks.models import Attachment


def add_attachment(
    task_id: UUID,
    *,
    actor: User,
    name: str,
    url: str,
    id: UUID | None = None,  # noqa: A002  # the API's name
    created_at: datetime | None = None,
) -> Attachment:
    """Put a link on a task. Importers tell when that was done elsewhere."""
    with change(actor) as log:
        task = lock_task(task_id, actor)
        log.watch(TASK, task)
        if id is not None and Attachment.objects.filter(id=id).exists():
            raise Conflict("This id is taken.")
        attachment = Attachment(id=id or uuid7(), workspace_id=task.workspace_id, task=task, name=name, url=url)
        attachment.created_by = actor
        attachment.created_at = attachment.updated_at = created_at or now()
        attachment.save(force_insert=True)
        log.record(ATTACHMENT_KINDS["added"], attachment)
        log.revise(task, attachment_count=task.attachment_count + 1)
        log.record(TASK_KINDS["updated"], task)
    return attachment


def remove_attachment(task_id: UUID, attachment_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Take a link off a task."""
    with change(actor) as log:
        task = lock_task(task_id, actor)
        attachment = Attachment.objects.filter(task=task, id=attachment_id).locked().first()
        if attachment is None:
            raise NotFound
        check_version(expected, attachment.version, ATTACHMENT, attachment.id)
        log.watch(TASK, task)
        log.watch(ATTACHMENT, attachment)
        log.record(ATTACHMENT_KINDS["removed"], attachment)
        Attachment.objects.filter(id=attachment.id).delete()
        log.revise(task, attachment_count=task.attachment_count - 1)
        log.record(TASK_KINDS["updated"], task)
