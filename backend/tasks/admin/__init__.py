"""Tasks and what hangs on them, for operators: one module a noun."""

from backend.tasks.admin.task import Tasks
from backend.tasks.admin.comment import Comments
from backend.tasks.admin.attachment import Attachments
from backend.tasks.admin.beside import Links, Reminders, Watchers
from backend.tasks.admin.template import ProjectTemplates, Templates
from backend.tasks.admin.view import Views

# ruff: noqa: I001  # in the order in which they stand on the first page
__all__ = [
    "Attachments",
    "Comments",
    "Links",
    "ProjectTemplates",
    "Reminders",
    "Tasks",
    "Templates",
    "Views",
    "Watchers",
]
