"""Saved views: a query under a name, and how its tasks are laid out."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from backend.accounts.models import User
from backend.core.models import Resource, ResourceQuerySet
from backend.projects.models import Project
from backend.workspaces.models import Member


class Layout(models.TextChoices):
    """How the tasks of a view are shown."""

    LIST = "list"
    BOARD = "board"
    CALENDAR = "calendar"
    TIMELINE = "timeline"


class ViewQuerySet(ResourceQuerySet["View"]):
    """Questions about views."""

    def visible_to(self, user: User) -> Self:
        """His own ones and those that are shared, of his workspaces; those of a project if he may see it."""
        workspaces = Member.objects.filter(user=user, workspace__deleted_at=None).values("workspace_id")
        projects = Project.objects.visible_to(user).values("id")
        return self.filter(
            Q(is_shared=True) | Q(owner=user),
            Q(project=None) | Q(project__in=projects),
            workspace_id__in=workspaces,
        )


class View(Resource):
    """A saved view. Its names are looked up when it is used, so `q` may name what has gone, or is yet to come.

    `options`: a `ViewOptions` as JSON.
    """

    workspace_id = models.UUIDField()
    project = models.ForeignKey(Project, on_delete=models.CASCADE, null=True, related_name="views")
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=120)
    q = models.TextField(default="", blank=True)
    layout = models.CharField(max_length=10, choices=Layout.choices, default=Layout.LIST)
    is_shared = models.BooleanField(default=False)
    options = models.JSONField()

    objects: ClassVar[ViewQuerySet] = ViewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(layout__in=Layout.values), name="view_layout_known")]
        indexes = [models.Index(fields=["workspace_id", "name", "id"], name="view_by_name")]
