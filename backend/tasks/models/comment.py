"""What is said about a task."""

from typing import ClassVar

from django.db import models

from backend.accounts.models import User
from backend.core.models import Resource, ResourceQuerySet
from backend.tasks.models.task import Task


class CommentQuerySet(ResourceQuerySet["Comment"]):
    """Questions about comments."""


class Comment(Resource):
    """A comment, in Markdown."""

    workspace_id = models.UUIDField()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    body = models.TextField()
    edited_at = models.DateTimeField(null=True)

    objects: ClassVar[CommentQuerySet] = CommentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["task", "created_at", "id"], name="comment_in_order")]
