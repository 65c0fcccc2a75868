"""Projects with their statuses, and the labels of a workspace."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.models import Resource, ResourceQuerySet
from backend.workspaces.models import Member, Workspace


class Visibility(models.TextChoices):
    """Who sees a project: everybody in the workspace, or its own members."""

    WORKSPACE = "workspace"
    PRIVATE = "private"


class Category(models.TextChoices):
    """What a status means, whatever its name."""

    BACKLOG = "backlog"
    TODO = "todo"
    ACTIVE = "active"
    DONE = "done"
    CANCELLED = "cancelled"


CLOSED = (Category.DONE, Category.CANCELLED)


class ProjectQuerySet(ResourceQuerySet["Project"]):
    """Questions about projects."""

    def visible_to(self, user: User) -> Self:
        """The living projects that `user` may see."""
        workspaces = Member.objects.filter(user=user, workspace__deleted_at=None).values("workspace_id")
        own = ProjectMember.objects.filter(user=user).values("project_id")
        return self.filter(
            Q(visibility=Visibility.WORKSPACE) | Q(id__in=own), deleted_at=None, workspace_id__in=workspaces
        )


class Project(Resource):
    """A container of tasks with its own statuses. A deleted one stays as a row, so that its log keeps its audience."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="projects")
    key = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    description = models.TextField(default="", blank=True)
    color = models.CharField(max_length=7, default="#5350d4")
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.WORKSPACE)
    last_number = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    archived_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    objects: ClassVar[ProjectQuerySet] = ProjectQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "key"], condition=Q(deleted_at=None), name="project_key_unique"
            ),
        ]


class ProjectMember(models.Model):
    """Who sees a private project."""

    workspace_id = models.UUIDField()
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=now)

    objects: ClassVar[models.Manager["ProjectMember"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="project_member_once")]


class StatusQuerySet(ResourceQuerySet["Status"]):
    """Questions about statuses."""

    def visible_to(self, user: User) -> Self:
        """The statuses of the projects that `user` may see."""
        return self.filter(project__in=Project.objects.visible_to(user).values("id"))

    def in_order(self) -> Self:
        """As the board shows them."""
        return self.order_by("position", "id")


class Status(Resource):
    """A column of a project's board."""

    workspace_id = models.UUIDField(db_index=True)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="statuses")
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=10, choices=Category.choices)
    position = models.TextField(db_collation="C")
    archived_at = models.DateTimeField(null=True)

    objects: ClassVar[StatusQuerySet] = StatusQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["project", "position", "id"], name="status_in_order")]
        verbose_name_plural = "statuses"


class LabelQuerySet(ResourceQuerySet["Label"]):
    """Questions about labels."""

    def visible_to(self, user: User) -> Self:
        """The labels of the workspaces of which `user` is a member."""
        workspaces = Member.objects.filter(user=user, workspace__deleted_at=None).values("workspace_id")
        return self.filter(workspace_id__in=workspaces)


class Label(Resource):
    """A mark that any task of the workspace may carry."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(max_length=120)
    color = models.CharField(max_length=7, default="#70707c")

    objects: ClassVar[LabelQuerySet] = LabelQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint("workspace", Lower("name"), name="label_name_unique")]


class FieldType(models.TextChoices):
    """What a custom field holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    SELECT = "select"
    MULTI_SELECT = "multi_select"
    PERSON = "person"
    CHECKBOX = "checkbox"


class FieldQuerySet(ResourceQuerySet["Field"]):
    """Questions about custom fields."""

    def visible_to(self, user: User) -> Self:
        """The custom fields of the projects that `user` may see."""
        return self.filter(project__in=Project.objects.visible_to(user).values("id"))

    def in_order(self) -> Self:
        """As the task shows them."""
        return self.order_by("position", "id")


class Field(Resource):
    """A custom field of a project's tasks. `key` never changes: values are kept under it.

    `options`: the choices of a select, as `{"key", "name", "color"}`, in order.
    """

    workspace_id = models.UUIDField()
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="fields")
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=12, choices=FieldType.choices)
    options = models.JSONField(default=list)
    position = models.TextField(db_collation="C")
    archived_at = models.DateTimeField(null=True)

    objects: ClassVar[FieldQuerySet] = FieldQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "key"], name="field_key_unique")]
