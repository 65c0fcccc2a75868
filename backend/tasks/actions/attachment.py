"""What is done to attachments. How many there are is the task's own fact, so the task changes with them."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.defer import defer
from backend.core.errors import Conflict, Forbidden, NotFound, invalid
from backend.core.ids import uuid7
from backend.eventlog.change import Log, change
from backend.tasks.actions.file import remove_files
from backend.tasks.actions.lock import lock_task
from backend.tasks.documents import ATTACHMENT, TASK
from backend.tasks.kinds import ATTACHMENT_KINDS, TASK_KINDS
from backend.tasks.models import Attachment, Comment, StoredFile, Task
from backend.workspaces.access import role_of
from backend.workspaces.roles import PERMISSIONS, Permission


def add_attachment(
    task_id: UUID,
    *,
    actor: User,
    name: str,
    url: str | None = None,
    file: StoredFile | None = None,
    comment_id: UUID | None = None,
    id: UUID | None = None,  # noqa: A002  # the API's name
    created_at: datetime | None = None,
) -> Attachment:
    """Put a link or a stored file on a task, or on a comment of one's own. Importers tell when that was done."""
    with change(actor) as log:
        task = lock_task(task_id, actor)
        log.watch(TASK, task)
        if id is not None and Attachment.objects.filter(id=id).exists():
            raise Conflict("This id is taken.")
        comment = _own_comment(task, comment_id, actor) if comment_id is not None else None
        attachment = Attachment(
            id=id or uuid7(), workspace_id=task.workspace_id, task=task, comment=comment, name=name, url=url, file=file
        )
        attachment.created_by = actor
        attachment.created_at = attachment.updated_at = created_at or now()
        attachment.insert()
        if file is not None and file.width:
            defer("maintenance.make_thumbnail", file_id=str(file.id))
        log.record(ATTACHMENT_KINDS["added"], attachment)
        log.revise(task, attachment_count=task.attachment_count + 1)
        log.record(TASK_KINDS["updated"], task)
    return attachment


def remove_attachment(task_id: UUID, attachment_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Take an attachment off; of a comment its author may, and the workspace's admins. Its file goes for good."""
    with change(actor) as log:
        task = lock_task(task_id, actor)
        found = Attachment.objects.filter(task=task, id=attachment_id)
        attachment = found.select_related("comment").locked().first()
        if attachment is None:
            raise NotFound
        comment = attachment.comment
        if comment is not None and comment.author_id != actor.id and not is_admin(actor, task.workspace_id):
            raise Forbidden("Only its author and the workspace's admins may take something off a comment.")
        check_version(expected, attachment.version, ATTACHMENT, attachment.id)
        log.watch(TASK, task)
        log.revise(task, attachment_count=task.attachment_count - take_off(log, found))
        log.record(TASK_KINDS["updated"], task)


def take_off(log: Log, attachments: QuerySet[Attachment]) -> int:
    """Remove these attachments of a locked task, and their files; how many. The task's count is the caller's."""
    found = list(attachments.order_by("id"))
    if found:
        log.watch(ATTACHMENT, *found)
        for attachment in found:
            log.record(ATTACHMENT_KINDS["removed"], attachment)
        Attachment.objects.filter(id__in=[one.id for one in found]).delete()
        remove_files([one.file_id for one in found if one.file_id is not None])
    return len(found)


def is_admin(actor: User, workspace_id: UUID) -> bool:
    """Whether he looks after the workspace."""
    return Permission.MANAGE_WORKSPACE in PERMISSIONS[role_of(actor, workspace_id)]


def _own_comment(task: Task, comment_id: UUID, actor: User) -> Comment:
    comment = Comment.objects.living().filter(task=task, id=comment_id).first()
    if comment is None:
        raise invalid("comment_id", "no comment on this task has this id")
    if comment.author_id != actor.id:
        raise Forbidden("Only its author may attach something to a comment.")
    return comment
