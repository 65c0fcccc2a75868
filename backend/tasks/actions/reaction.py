"""What is done to the emoji under a comment, which are facts of the comment."""

from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.errors import Conflict
from backend.eventlog.change import change
from backend.tasks.actions.comment import locked_comment
from backend.tasks.actions.lock import lock_task
from backend.tasks.documents import COMMENT
from backend.tasks.kinds import COMMENT_KINDS
from backend.tasks.models import Reaction

MOST = 50  # different emoji under a comment


def add_reaction(task_id: UUID, comment_id: UUID, *, actor: User, emoji: str, expected: Versions = None) -> None:
    """Put one's emoji under a comment; the same again changes nothing."""
    with change(actor) as log:
        comment = locked_comment(lock_task(task_id, actor), comment_id)
        check_version(expected, comment.version, COMMENT, comment.id)
        log.watch(COMMENT, comment)
        rows = Reaction.objects.filter(comment=comment)
        if rows.filter(user=actor, emoji=emoji).exists():
            return
        used = set(rows.values_list("emoji", flat=True))
        if emoji not in used and len(used) >= MOST:
            raise Conflict(f"A comment carries at most {MOST} different emoji.")
        Reaction.objects.create(workspace_id=comment.workspace_id, comment=comment, user=actor, emoji=emoji)
        log.touch(comment)
        log.record(COMMENT_KINDS["updated"], comment)


def remove_reaction(task_id: UUID, comment_id: UUID, *, actor: User, emoji: str, expected: Versions = None) -> None:
    """Take one's emoji back, if it is there."""
    with change(actor) as log:
        comment = locked_comment(lock_task(task_id, actor), comment_id)
        check_version(expected, comment.version, COMMENT, comment.id)
        log.watch(COMMENT, comment)
        deleted, _ = Reaction.objects.filter(comment=comment, user=actor, emoji=emoji).delete()
        if deleted:
            log.touch(comment)
            log.record(COMMENT_KINDS["updated"], comment)
