"""The events of tasks and what hangs on them."""

from backend.eventlog.kinds import Kind, kinds
from backend.tasks.documents import ATTACHMENT, COMMENT, LINK, PROJECT_TEMPLATE, REMINDER, TASK, TEMPLATE, VIEW, WATCHER
from backend.tasks.schemas.attachment import AttachmentOut
from backend.tasks.schemas.comment import CommentOut
from backend.tasks.schemas.link import LinkOut
from backend.tasks.schemas.project_template import ProjectTemplateOut
from backend.tasks.schemas.reminder import ReminderOut
from backend.tasks.schemas.task import TaskLeft, TaskOut
from backend.tasks.schemas.template import TemplateOut
from backend.tasks.schemas.view import ViewLeft, ViewOut
from backend.tasks.schemas.watcher import WatcherOut

TASK_KINDS = {
    **kinds(TASK, TaskOut, "created", "updated", "moved", "archived", "unarchived", "deleted", "restored", "purged"),
    "left": Kind("task.left", TASK, TaskLeft),
}
LINK_KINDS = kinds(LINK, LinkOut, "created", "deleted")
COMMENT_KINDS = kinds(COMMENT, CommentOut, "created", "updated", "deleted")
ATTACHMENT_KINDS = kinds(ATTACHMENT, AttachmentOut, "added", "updated", "removed")
WATCHER_KINDS = kinds(WATCHER, WatcherOut, "added", "updated", "removed")
REMINDER_KINDS = kinds(REMINDER, ReminderOut, "created", "updated", "deleted", "sent")
TEMPLATE_KINDS = kinds(TEMPLATE, TemplateOut, "created", "updated", "deleted")
PROJECT_TEMPLATE_KINDS = kinds(PROJECT_TEMPLATE, ProjectTemplateOut, "created", "updated", "deleted")
VIEW_KINDS = {**kinds(VIEW, ViewOut, "created", "updated", "deleted"), "left": Kind("view.left", VIEW, ViewLeft)}
