"""Exports: a file made of a workspace, for the person who asked for it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from backend.accounts.models import User
from backend.core.models import Resource, ResourceQuerySet
from backend.workspaces.models import Member


class Format(models.TextChoices):
    """What the file is: everything as JSON lines in a zip, or a table of tasks."""

    JSON = "json"
    CSV = "csv"


class State(models.TextChoices):
    """How far an export has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


UNDER_WAY = (State.WAITING, State.RUNNING)


class ExportQuerySet(ResourceQuerySet["Export"]):
    """Questions about exports."""

    def visible_to(self, user: User) -> Self:
        """His own ones, of workspaces in which he still is."""
        workspaces = Member.objects.filter(user=user, workspace__deleted_at=None).values("workspace_id")
        return self.filter(created_by=user, workspace_id__in=workspaces)

    def under_way(self) -> Self:
        """Neither done nor given up."""
        return self.filter(state__in=UNDER_WAY)


class Export(Resource):
    """An export. It holds what its creator saw when it was made, so nobody else sees it. `q`: which tasks, of a table.

    `expires_at`: when the file is removed, and the export with it. `error`: why there is no file, for people.
    """

    workspace_id = models.UUIDField()
    created_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    format = models.CharField(max_length=4, choices=Format.choices)
    q = models.TextField(default="", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    error = models.TextField(null=True)
    file_name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(null=True)
    expires_at = models.DateTimeField(db_index=True)

    objects: ClassVar[ExportQuerySet] = ExportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(format__in=Format.values), name="export_format_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="export_state_known"),
            models.CheckConstraint(
                condition=~Q(state=State.DONE) | Q(size__isnull=False), name="export_that_is_done_has_a_file"
            ),
        ]
        indexes = [models.Index(fields=["workspace_id", "created_by", "created_at", "id"], name="export_of_person")]

    @property
    def storage_key(self) -> str:
        """The name of its file in the storage."""
        return f"{self.workspace_id}/export-{self.id}"
