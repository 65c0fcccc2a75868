"""What clients created under keys of their own, for operators."""

from django.contrib import admin

from backend.core.inspection import Inspection
from backend.core.models import Creation


@admin.register(Creation)
class Creations(Inspection):
    """Creations, without the answers: they may hold what was shown once."""

    title = "Creations under keys of clients"
    list_display = ("key", "user_id", "object_id", "created_at")
    search_fields = ("key__exact", "user_id__exact", "object_id__exact")
    ordering = ("-created_at", "-key")
    secret = ("answer", "fingerprint")
