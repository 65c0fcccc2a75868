"""Webhooks and what was delivered to them, for operators; never with a secret."""

from django.contrib import admin

from backend.core.inspection import Inspection, narrowed
from backend.webhooks.models import Delivery, Webhook


@admin.register(Webhook)
class Webhooks(Inspection):
    """Webhooks, and how they stand."""

    list_display = ("name", "workspace", "url", "is_active", "failing_since", "created_by", "created_at")
    list_select_related = ("workspace", "created_by")
    list_filter = (narrowed("workspace_id"), "is_active", ("failing_since", admin.EmptyFieldListFilter))
    search_fields = ("name__icontains", "url__icontains", "workspace__slug__istartswith", "id__exact")
    secret = ("secret", "old_secret")


@admin.register(Delivery)
class Deliveries(Inspection):
    """Deliveries, without what was answered: that is the workspace's own."""

    title = "Deliveries to webhooks"
    list_display = ("created_at", "type", "webhook", "status", "attempts", "response_code", "error", "next_try_at")
    list_display_links = ("created_at",)
    list_select_related = ("webhook",)
    list_filter = (narrowed("webhook_id"), "status")
    search_fields = ("webhook__id__exact", "id__exact")
    secret = ("response_body",)
