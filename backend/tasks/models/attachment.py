"""What is attached to a task: so far, links."""

from typing import ClassVar

from django.db import models

from backend.accounts.models import User
from backend.core.models import Resource, ResourceQuerySet
from backend.tasks.models.task import Task


class AttachmentQuerySet(ResourceQuerySet["Attachment"]):
    """Questions about attachments."""


class Attachment(Resource):
    """A named link."""

    workspace_id = models.UUIDField()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=500)
    url = models.TextField()
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[AttachmentQuerySet] = AttachmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["task", "created_at", "id"], name="attachment_in_order")]
