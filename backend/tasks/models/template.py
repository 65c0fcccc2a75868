"""Templates: what a task, or a whole project, begins with. What they name may have gone when they are used."""

from typing import ClassVar, Self

from django.db import models

from backend.accounts.models import User
from backend.core.models import Resource, ResourceQuerySet
from backend.projects.models import Project
from backend.workspaces.models import Member, Workspace


class TemplateQuerySet(ResourceQuerySet["Template"]):
    """Questions about templates of tasks."""

    def visible_to(self, user: User) -> Self:
        """The templates of the projects that `user` may see."""
        return self.filter(project__in=Project.objects.visible_to(user).values("id"))


class Template(Resource):
    """A template of a project's tasks. `task`: a `TemplateTask` as JSON."""

    workspace_id = models.UUIDField()
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="templates")
    name = models.CharField(max_length=120)
    task = models.JSONField()
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[TemplateQuerySet] = TemplateQuerySet.as_manager()  # type: ignore[assignment]


class ProjectTemplateQuerySet(ResourceQuerySet["ProjectTemplate"]):
    """Questions about templates of projects."""

    def visible_to(self, user: User) -> Self:
        """The templates of the workspaces of which `user` is a member."""
        workspaces = Member.objects.filter(user=user, workspace__deleted_at=None).values("workspace_id")
        return self.filter(workspace_id__in=workspaces)


class ProjectTemplate(Resource):
    """A template of a workspace's projects. `project`: a `TemplateProject` as JSON."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="project_templates")
    name = models.CharField(max_length=120)
    description = models.TextField(default="", blank=True)
    project = models.JSONField()
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[ProjectTemplateQuerySet] = ProjectTemplateQuerySet.as_manager()  # type: ignore[assignment]
