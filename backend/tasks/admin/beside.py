"""What ties tasks to each other and to people."""

from django.contrib import admin

from backend.core.inspection import Inspection
from backend.tasks.models import Link, Reminder, Watcher


@admin.register(Link)
class Links(Inspection):
    """What blocks, relates to or duplicates what."""

    list_display = ("source", "kind", "target", "created_by", "created_at")
    list_display_links = ("kind",)
    list_select_related = ("source__project", "target__project", "created_by")
    list_filter = ("kind",)
    search_fields = ("source__id__exact", "target__id__exact", "id__exact")
    search_help_text = "The id of a link, or of one of its tasks"


@admin.register(Reminder)
class Reminders(Inspection):
    """What people want to be reminded of."""

    list_display = ("task", "user", "remind_at", "before_due", "next_run_at", "sent_at")
    list_select_related = ("task__project", "user")
    list_filter = (("sent_at", admin.EmptyFieldListFilter),)
    search_fields = ("task__id__exact", "user__email__istartswith", "id__exact")
    search_help_text = "The id of a reminder or of its task, or somebody's address"


@admin.register(Watcher)
class Watchers(Inspection):
    """Who watches which task."""

    list_display = ("task", "user", "is_muted", "created_at")
    list_select_related = ("task__project", "user")
    list_filter = ("is_muted",)
    search_fields = ("task__id__exact", "user__email__istartswith", "id__exact")
    search_help_text = "The id of a task, or somebody's address"
