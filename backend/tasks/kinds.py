"""The events of tasks and what hangs on them."""

from backend.eventlog.kinds import kinds
from backend.tasks.documents import ATTACHMENT, COMMENT, TASK
from backend.tasks.schemas import AttachmentOut, CommentOut, TaskOut

TASK_KINDS = kinds(TASK, TaskOut, "created", "updated", "archived", "unarchived", "deleted", "restored")
COMMENT_KINDS = kinds(COMMENT, CommentOut, "created", "updated", "deleted")
ATTACHMENT_KINDS = kinds(ATTACHMENT, AttachmentOut, "added", "removed")
