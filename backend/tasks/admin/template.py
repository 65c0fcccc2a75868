"""Templates of tasks and of projects."""

from django.contrib import admin

from backend.core.inspection import Inspection
from backend.tasks.models import ProjectTemplate, Template


@admin.register(Template)
class Templates(Inspection):
    """Templates of a project's tasks."""

    title = "Task templates"
    list_display = ("name", "project", "created_by", "created_at")
    list_select_related = ("project", "created_by")
    search_fields = ("name__icontains", "id__exact")


@admin.register(ProjectTemplate)
class ProjectTemplates(Inspection):
    """Templates of a workspace's projects."""

    list_display = ("name", "workspace", "created_by", "created_at")
    list_select_related = ("workspace", "created_by")
    search_fields = ("name__icontains", "id__exact")
