"""What is searched: texts folded by `query.fold`, beside the rows that they are of, which stay slim so."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from backend.tasks.models.comment import Comment
from backend.tasks.models.task import Task


class TaskSearch(models.Model):
    """The words of a task, and in a row of its own those of each comment on it: a new one costs the same on any task.

    Of a task, `text` is `-12` (the end of its key), title and description, a line each; `vector` is made of title and
    description; `fields` are the folded texts of custom fields by their keys.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="words")
    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, null=True, related_name="words")
    workspace_id = models.UUIDField()
    text = models.TextField()
    vector = SearchVectorField()
    fields = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))

    objects: ClassVar[models.Manager["TaskSearch"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(comment=None), name="task_search_once"),
        ]
        indexes = [
            # Of a workspace alone: what others write costs its searches nothing. What was written last is kept in a
            # list that each search reads through: a short one.
            GinIndex(fields=["workspace_id", "vector"], name="search_words", gin_pending_list_limit=256),
            GinIndex(
                fields=["text"],
                name="task_search_trigrams",
                opclasses=["gin_trgm_ops"],
                condition=Q(comment=None),
            ),
            GinIndex(
                fields=["text"],
                name="comment_search_trigrams",
                opclasses=["gin_trgm_ops"],
                condition=Q(comment__isnull=False),
            ),
        ]
