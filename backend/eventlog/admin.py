"""How far each workspace's log has come, for operators."""

from django.contrib import admin

from backend.core.inspection import Inspection
from backend.eventlog.models import Counter


@admin.register(Counter)
class Counters(Inspection):
    """The numbers of the logs."""

    title = "How far the logs have come"
    list_display = ("workspace_id", "epoch", "seq", "log_start")
    search_fields = ("workspace_id__exact", "epoch__exact")
    ordering = ("-workspace_id",)
