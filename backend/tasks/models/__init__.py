"""Tasks and what hangs on them: one module a noun."""

from backend.tasks.models.attachment import Attachment
from backend.tasks.models.comment import Comment
from backend.tasks.models.task import Assignment, Priority, Task, TaskLabel, TaskSearch

__all__ = ["Assignment", "Attachment", "Comment", "Priority", "Task", "TaskLabel", "TaskSearch"]
