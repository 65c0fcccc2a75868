"""What people were told, for operators."""

from django.contrib import admin

from backend.core.inspection import Inspection
from backend.notifications.models import Notification


@admin.register(Notification)
class Notifications(Inspection):
    """What people were told in the app. What it quotes is theirs alone."""

    list_display = ("happened_at", "kind", "user", "actor", "task", "read_at", "archived_at")
    list_display_links = ("happened_at",)
    list_select_related = ("user", "actor", "task__project")
    list_filter = ("kind", ("read_at", admin.EmptyFieldListFilter))
    search_fields = ("task__id__exact", "user__email__istartswith", "id__exact")
    search_help_text = "The id of a notification or of its task, or somebody's address"
    secret = ("excerpt", "changes")
