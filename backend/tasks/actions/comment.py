"""What is done to comments. How many there are is the task's own fact, so the task changes with them."""

from datetime import datetime
from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.errors import Conflict, Forbidden, NotFound
from backend.core.ids import uuid7
from backend.eventlog.change import change
from backend.tasks.actions.lock import lock_task
from backend.tasks.documents import COMMENT, TASK
from backend.tasks.kinds import COMMENT_KINDS, TASK_KINDS
from backend.tasks.models import Comment, Task
from backend.tasks.search import index_task
from backend.workspaces.access import role_of
from backend.workspaces.roles import PERMISSIONS, Permission


def add_comment(
    task_id: UUID,
    *,
    actor: User,
    body: str,
    id: UUID | None = None,  # noqa: A002  # the API's name
    created_at: datetime | None = None,
    author: User | None = None,
) -> Comment:
    """Say something about a task. Importers tell when and by whom it was said elsewhere."""
    with change(actor) as log:
        task = lock_task(task_id, actor)
        log.watch(TASK, task)
        if id is not None and Comment.objects.filter(id=id).exists():
            raise Conflict("This id is taken.")
        comment = Comment(
            id=id or uuid7(), workspace_id=task.workspace_id, task=task, author=author or actor, body=body
        )
        comment.created_at = comment.updated_at = created_at or now()
        comment.save(force_insert=True)
        log.record(COMMENT_KINDS["created"], comment)
        log.revise(task, comment_count=task.comment_count + 1)
        index_task(task)
        log.record(TASK_KINDS["updated"], task)
    return comment


def edit_comment(
    task_id: UUID,
    comment_id: UUID,
    *,
    actor: User,
    body: str | None = None,
    expected: Versions = None,
    imported: bool = False,
) -> Comment:
    """Say it differently: the author's own right. Importers bring what the author changed elsewhere."""
    with change(actor) as log:
        task = lock_task(task_id, actor)
        comment = _locked(task, comment_id)
        if comment.author_id != actor.id and not imported:
            raise Forbidden("Only its author may change a comment.")
        check_version(expected, comment.version, COMMENT, comment.id)
        log.watch(COMMENT, comment)
        if body is not None and comment.body != body:
            log.revise(comment, body=body, edited_at=now())
            index_task(task)
            log.record(COMMENT_KINDS["updated"], comment)
    return comment


def delete_comment(task_id: UUID, comment_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Take a comment back; its author and the workspace's admins may."""
    with change(actor) as log:
        task = lock_task(task_id, actor)
        comment = _locked(task, comment_id)
        if comment.author_id != actor.id and not _is_admin(actor, task.workspace_id):
            raise Forbidden("Only its author and the workspace's admins may delete a comment.")
        check_version(expected, comment.version, COMMENT, comment.id)
        log.watch(COMMENT, comment)
        log.watch(TASK, task)
        log.record(COMMENT_KINDS["deleted"], comment)
        Comment.objects.filter(id=comment.id).delete()
        log.revise(task, comment_count=task.comment_count - 1)
        index_task(task)
        log.record(TASK_KINDS["updated"], task)


def _locked(task: Task, comment_id: UUID) -> Comment:
    comment = Comment.objects.filter(task=task, id=comment_id).locked().first()
    if comment is None:
        raise NotFound
    return comment


def _is_admin(actor: User, workspace_id: UUID) -> bool:
    return Permission.MANAGE_WORKSPACE in PERMISSIONS[role_of(actor, workspace_id)]
