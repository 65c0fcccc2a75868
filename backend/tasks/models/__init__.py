"""Tasks and what hangs on them: one module a noun."""

from backend.tasks.models.alias import TaskAlias
from backend.tasks.models.attachment import Attachment, StoredFile
from backend.tasks.models.comment import Comment, FormerBody, Mention, Reaction
from backend.tasks.models.link import Link, LinkKind
from backend.tasks.models.reminder import Reminder
from backend.tasks.models.search import TaskSearch
from backend.tasks.models.task import Assignment, Priority, RecurrenceBy, Task, TaskLabel
from backend.tasks.models.template import ProjectTemplate, Template
from backend.tasks.models.view import Layout, View
from backend.tasks.models.watcher import Watcher

__all__ = [
    "Assignment",
    "Attachment",
    "Comment",
    "FormerBody",
    "Layout",
    "Link",
    "LinkKind",
    "Mention",
    "Priority",
    "ProjectTemplate",
    "Reaction",
    "RecurrenceBy",
    "Reminder",
    "StoredFile",
    "Task",
    "TaskAlias",
    "TaskLabel",
    "TaskSearch",
    "Template",
    "View",
    "Watcher",
]
