"""Projects with their statuses and custom fields, and the labels of workspaces, for operators."""

from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.utils.safestring import SafeString

from backend.core.inspection import Inspection, narrowed, rows_of
from backend.projects.models import Field, Label, Project, Status


@admin.register(Project)
class Projects(Inspection):
    """Projects, private ones and deleted ones too."""

    list_display = ("name", "key", "workspace", "visibility", "created_by", "created_at", "archived_at", "deleted_at")
    list_select_related = ("workspace", "created_by")
    list_filter = (
        narrowed("workspace_id"),
        "visibility",
        ("archived_at", admin.EmptyFieldListFilter),
        ("deleted_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("name__icontains", "key__iexact", "id__exact")
    date_hierarchy = "created_at"
    readonly_fields = ("contents",)

    @admin.display(description="What is in it")
    def contents(self, project: Project) -> SafeString:
        """Where else to look."""
        task = apps.get_model("tasks", "Task")
        models: list[tuple[type[Model], str]] = [(Status, "statuses"), (Field, "custom fields"), (task, "tasks")]
        return SafeString(" · ".join(rows_of(model, label, project_id=project.id) for model, label in models))


@admin.register(Status)
class Statuses(Inspection):
    """The columns of boards."""

    list_display = ("name", "category", "project", "position", "archived_at")
    list_select_related = ("project",)
    list_filter = (narrowed("project_id"), "category")
    search_fields = ("name__istartswith", "project__key__iexact", "id__exact")


@admin.register(Label)
class Labels(Inspection):
    """Labels."""

    list_display = ("name", "color", "workspace", "created_at")
    list_select_related = ("workspace",)
    list_filter = (narrowed("workspace_id"),)
    search_fields = ("name__istartswith", "id__exact")


@admin.register(Field)
class Fields(Inspection):
    """Custom fields."""

    title = "Custom fields"
    list_display = ("name", "key", "type", "project", "archived_at")
    list_select_related = ("project",)
    list_filter = (narrowed("project_id"), "type")
    search_fields = ("name__istartswith", "key__exact", "id__exact")
