"""Workspaces, their members, and who is invited, for operators."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.utils.safestring import SafeString

from backend.core.inspection import Inspection, narrowed, rows_of
from backend.workspaces.models import Invitation, Member, Workspace

# What stands further up, and yet is looked for from here.
_CONTENTS = (
    ("projects", "Project", "projects"),
    ("projects", "Label", "labels"),
    ("tasks", "Task", "tasks"),
    ("webhooks", "Webhook", "webhooks"),
    ("activity", "Entry", "log"),
)


@admin.register(Workspace)
class Workspaces(Inspection):
    """Workspaces."""

    list_display = ("name", "slug", "contents", "created_at", "deleted_at")
    list_filter = (("deleted_at", admin.EmptyFieldListFilter),)
    search_fields = ("name__icontains", "slug__istartswith", "id__exact")
    date_hierarchy = "created_at"
    readonly_fields = ("contents",)

    @admin.display(description="What is in it")
    def contents(self, workspace: Workspace) -> SafeString:
        """Where else to look."""
        found: list[tuple[Any, str]] = [(Member, "members"), (Invitation, "invitations")]
        found += [(apps.get_model(app, model), label) for app, model, label in _CONTENTS]
        links = [rows_of(model, label, workspace_id=workspace.id) for model, label in found]
        return SafeString(" · ".join(links))


@admin.register(Member)
class Members(Inspection):
    """Who is in which workspace, as what."""

    list_display = ("user", "workspace", "role", "created_at")
    list_select_related = ("user", "workspace")
    list_filter = (narrowed("workspace_id"), narrowed("user_id"), "role")
    search_fields = ("user__email__istartswith", "workspace__slug__istartswith", "id__exact")


@admin.register(Invitation)
class Invitations(Inspection):
    """Who was asked to become a member; never with what would let anybody join."""

    list_display = (
        "email",
        "workspace",
        "role",
        "created_by",
        "created_at",
        "expires_at",
        "accepted_at",
        "withdrawn_at",
    )
    list_select_related = ("workspace", "created_by")
    list_filter = (
        narrowed("workspace_id"),
        "role",
        ("accepted_at", admin.EmptyFieldListFilter),
        ("withdrawn_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("email__istartswith", "id__exact")
    date_hierarchy = "created_at"
    secret = ("link_hash", "mail_hash")
