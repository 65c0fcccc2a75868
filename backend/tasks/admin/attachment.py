"""Attachments."""

from django.contrib import admin

from backend.core.inspection import Inspection, narrowed
from backend.tasks.models import Attachment


@admin.register(Attachment)
class Attachments(Inspection):
    """Links and files on tasks and comments."""

    list_display = ("name", "size", "content_type", "task", "created_by", "created_at")
    list_select_related = ("task__project", "file", "created_by")
    list_filter = (narrowed("task_id"), ("file", admin.EmptyFieldListFilter), "created_at")
    search_fields = ("id__exact", "task__id__exact", "file__id__exact", "file__sha256__exact")
    search_help_text = "The id of an attachment, a task or a file, or a file's SHA-256"
    readonly_fields = ("size", "content_type")

    @admin.display(description="Bytes")
    def size(self, attachment: Attachment) -> int | None:
        """Of a file."""
        return attachment.file.size if attachment.file else None

    @admin.display(description="Type")
    def content_type(self, attachment: Attachment) -> str:
        """Of a file; links have none."""
        return attachment.file.content_type if attachment.file else "link"
