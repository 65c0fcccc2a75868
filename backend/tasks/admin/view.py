"""Saved views."""

from django.contrib import admin

from backend.core.inspection import Inspection
from backend.tasks.models import View


@admin.register(View)
class Views(Inspection):
    """Saved views, people's own ones too."""

    title = "Saved views"
    list_display = ("name", "q", "layout", "owner", "is_shared", "project", "created_at")
    list_select_related = ("owner", "project")
    list_filter = ("layout", "is_shared")
    search_fields = ("name__icontains", "owner__email__istartswith", "id__exact")
