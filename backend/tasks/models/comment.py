"""What is said about a task, and what hangs on that."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.text import Truncator

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.ids import uuid7
from backend.core.models import Resource, ResourceQuerySet
from backend.tasks.models.task import Task


class CommentQuerySet(ResourceQuerySet["Comment"]):
    """Questions about comments."""

    def living(self) -> Self:
        """Not deleted."""
        return self.filter(deleted_at=None)


class Comment(Resource):
    """A comment, in Markdown. A deleted one stays as a mark, without its words."""

    workspace_id = models.UUIDField()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    body = models.TextField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    objects: ClassVar[CommentQuerySet] = CommentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(deleted_at=None) | Q(body=""), name="deleted_comment_says_nothing"),
        ]
        indexes = [models.Index(fields=["task", "created_at", "id"], name="comment_in_order")]

    def __str__(self) -> str:
        return Truncator(self.body).chars(80) or "(deleted)"


class FormerBody(models.Model):
    """What a comment said before it was edited."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace_id = models.UUIDField()
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="former_bodies")
    body = models.TextField()
    written_at = models.DateTimeField()
    replaced_at = models.DateTimeField(default=now)

    objects: ClassVar[models.Manager["FormerBody"]] = models.Manager()


class Mention(models.Model):
    """A person whom a comment names, in the order in which it does."""

    workspace_id = models.UUIDField()
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[models.Manager["Mention"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="mention_once")]


class Reaction(models.Model):
    """An emoji under a comment, by one person."""

    workspace_id = models.UUIDField()
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reactions")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    emoji = models.CharField(max_length=16)

    objects: ClassVar[models.Manager["Reaction"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "emoji", "user"], name="reaction_once")]
