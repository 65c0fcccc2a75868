"""What others bring: jobs, and the journal of what operators did."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from backend.core.defer import retry
from backend.core.inspection import Inspection, Lines, operation

admin.site.unregister([Group, ProcrastinateJob])


class History(Lines):
    """What became of a job so far."""

    model = ProcrastinateEvent
    fields = ("type", "at")
    readonly_fields = fields
    extra = 0
    can_delete = False
    ordering = ("id",)


@admin.register(ProcrastinateJob)
class Jobs(Inspection):
    """Jobs: waiting, running, failed for good."""

    title = "Jobs"
    list_display = ("id", "task_name", "status", "attempts", "scheduled_at", "arguments")
    list_filter = ("status", "queue_name")
    search_fields = ("task_name__startswith", "id__exact")
    inlines = (History,)
    actions = ("requeue",)

    @admin.display(description="Arguments")
    def arguments(self, job: ProcrastinateJob) -> str:
        """In short."""
        text = str(job.args)
        return text if len(text) <= 120 else f"{text[:120]}…"

    @operation("Try failed jobs again", done="Enqueued again")
    def requeue(self, request: HttpRequest, job: ProcrastinateJob) -> None:
        """To be taken up by the next worker that is free."""
        del request
        retry(job.id)


@admin.register(LogEntry)
class Journal(Inspection):
    """What operators did here."""

    title = "Operators' journal"
    list_display = ("action_time", "user", "change_message", "object")
    list_display_links = ("action_time",)
    list_select_related = ("user", "content_type")
    search_fields = ("object_repr__icontains", "change_message__icontains", "user__email__istartswith")
    readonly_fields = ("object",)
    secret = ("action_flag",)
    date_hierarchy = "action_time"

    @admin.display(description="To whom or what")
    def object(self, entry: Any) -> SafeString:  # noqa: ANN401  # Django's entry
        """What it was done to."""
        return format_html('<a href="/admin/{}">{}</a>', entry.get_admin_url() or "", entry.object_repr)
