"""What is attached to tasks and comments: links, and files."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.ids import uuid7
from backend.core.models import Resource, ResourceQuerySet
from backend.tasks.models.comment import Comment
from backend.tasks.models.task import Task


class StoredFile(models.Model):
    """A file in the storage, whatever it hangs on.

    The row comes before the bytes and goes after them, so whatever the storage holds is known here. `removed_at`: it is
    wanted no more, and the storage gives it up as soon as it answers.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace_id = models.UUIDField()
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    has_thumbnail = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now, db_index=True)
    removed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["StoredFile"]] = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["removed_at"], name="file_to_remove", condition=Q(removed_at__isnull=False))]

    @property
    def key(self) -> str:
        """Its name in the storage."""
        return f"{self.workspace_id}/{self.id}"

    @property
    def thumbnail_key(self) -> str:
        """The name of its small picture."""
        return f"{self.key}.webp"


class AttachmentQuerySet(ResourceQuerySet["Attachment"]):
    """Questions about attachments."""


class Attachment(Resource):
    """A named link or file. Who sees the task sees what hangs on it, and on its comments.

    What else may carry attachments one day gets a column as `comment` has one.
    """

    workspace_id = models.UUIDField()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="attachments")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="attachments")
    name = models.CharField(max_length=500)
    url = models.TextField(null=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="attachments")
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[AttachmentQuerySet] = AttachmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(url__isnull=True) ^ Q(file__isnull=True), name="link_or_file"),
        ]
        indexes = [models.Index(fields=["task", "created_at", "id"], name="attachment_in_order")]
