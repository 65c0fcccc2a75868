"""Comments."""

from django.contrib import admin

from backend.core.inspection import Inspection, narrowed
from backend.tasks.models import Comment


@admin.register(Comment)
class Comments(Inspection):
    """What was said about tasks."""

    list_display = ("excerpt", "author", "task", "created_at", "edited_at", "deleted_at")
    list_select_related = ("author", "task__project")
    list_filter = (narrowed("task_id"), ("deleted_at", admin.EmptyFieldListFilter), "created_at")
    search_fields = ("id__exact", "task__id__exact")
    search_help_text = "The id of a comment or of its task"

    @admin.display(description="Comment")
    def excerpt(self, comment: Comment) -> str:
        """How it begins."""
        return str(comment)
