"""What is done to comments. How many there are is the task's own fact, so the task changes with them."""

from datetime import datetime
from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.errors import Conflict, Forbidden, NotFound
from backend.core.ids import uuid7
from backend.eventlog.change import Log, change
from backend.tasks.actions.attachment import is_admin, take_off
from backend.tasks.actions.lock import lock_task
from backend.tasks.documents import COMMENT, TASK
from backend.tasks.hearing import somebody_watches
from backend.tasks.kinds import COMMENT_KINDS, TASK_KINDS
from backend.tasks.mentions import people_named
from backend.tasks.models import Attachment, Comment, FormerBody, Mention, Reaction, Task
from backend.tasks.search import index_comment


def add_comment(
    task_id: UUID,
    *,
    actor: User,
    body: str,
    id: UUID | None = None,  # noqa: A002  # the API's name
    created_at: datetime | None = None,
    author: User | None = None,
) -> Comment:
    """Say something about a task. Importers tell when and by whom it was said elsewhere; that is no news."""
    with change(actor) as log:
        task = lock_task(task_id, actor)
        log.watch(TASK, task)
        if id is not None and Comment.objects.filter(id=id).exists():
            raise Conflict("This id is taken.")
        comment = Comment(
            id=id or uuid7(), workspace_id=task.workspace_id, task=task, author=author or actor, body=body
        )
        comment.created_at = comment.updated_at = created_at or now()
        comment.insert()
        named = _mention(comment, task)
        log.record(COMMENT_KINDS["created"], comment, tell=created_at is None and bool(named - {actor.id}))
        log.revise(task, comment_count=task.comment_count + 1)
        index_comment(comment)
        log.record(TASK_KINDS["updated"], task)
        if created_at is None:
            log.tell_if(somebody_watches, task.id)
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
    """Say it differently: the author's own right. The workspace's admins import what he changed elsewhere."""
    with change(actor) as log:
        task = lock_task(task_id, actor)
        comment = locked_comment(task, comment_id)
        if comment.author_id != actor.id and not (imported and is_admin(actor, task.workspace_id)):
            raise Forbidden("Only its author may change a comment.")
        check_version(expected, comment.version, COMMENT, comment.id)
        log.watch(COMMENT, comment)
        if body is not None and comment.body != body:
            _keep_body(comment)
            log.revise(comment, body=body, edited_at=now())
            before = frozenset(Mention.objects.filter(comment=comment).values_list("user_id", flat=True))
            named = _mention(comment, task, before)
            index_comment(comment)
            log.record(COMMENT_KINDS["updated"], comment, tell=not imported and bool(named - {actor.id}))
            if not imported:
                log.tell_if(somebody_watches, task.id)
    return comment


def delete_comment(task_id: UUID, comment_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Take a comment back; its author and the workspace's admins may. A mark stays where it stood."""
    with change(actor) as log:
        task = lock_task(task_id, actor)
        comment = locked_comment(task, comment_id)
        if comment.author_id != actor.id and not is_admin(actor, task.workspace_id):
            raise Forbidden("Only its author and the workspace's admins may delete a comment.")
        check_version(expected, comment.version, COMMENT, comment.id)
        log.watch(COMMENT, comment)
        log.watch(TASK, task)
        attached = _empty(log, comment)
        log.revise(comment, body="", edited_at=None, deleted_at=now())
        # What was quoted of it elsewhere goes as well.
        log.record(COMMENT_KINDS["deleted"], comment, tell=True)
        counts = {"comment_count": task.comment_count - 1, "attachment_count": task.attachment_count - attached}
        log.revise(task, **counts)
        index_comment(comment)
        log.record(TASK_KINDS["updated"], task)


def locked_comment(task: Task, comment_id: UUID) -> Comment:
    """The living comment on the locked task, locked as well; `NotFound` where there is none."""
    comment = Comment.objects.living().filter(task=task, id=comment_id).locked().first()
    if comment is None:
        raise NotFound
    return comment


def _mention(comment: Comment, task: Task, before: frozenset[UUID] = frozenset()) -> set[UUID]:
    """Keep whom the body names, where it named the people `before`; those who are new in it."""
    named = people_named(comment.body, task.project, before)
    Mention.objects.filter(comment=comment, user_id__in=before.difference(named)).delete()
    new = [person for person in named if person not in before]
    Mention.objects.bulk_create(
        [Mention(workspace_id=comment.workspace_id, comment=comment, user_id=person) for person in new]
    )
    return set(new)


def _keep_body(comment: Comment) -> None:
    FormerBody.objects.create(
        workspace_id=comment.workspace_id,
        comment=comment,
        body=comment.body,
        written_at=comment.edited_at or comment.created_at,
    )


def _empty(log: Log, comment: Comment) -> int:
    """Remove what hangs on a comment; how many attachments there were."""
    for model in (FormerBody, Mention, Reaction):
        model.objects.filter(comment=comment).delete()
    return take_off(log, Attachment.objects.filter(comment=comment))
