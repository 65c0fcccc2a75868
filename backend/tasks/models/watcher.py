"""Who wants to hear of a task."""

from typing import ClassVar

from django.db import models

from backend.accounts.models import User
from backend.core.models import Resource, ResourceQuerySet
from backend.tasks.models.task import Task


class WatcherQuerySet(ResourceQuerySet["Watcher"]):
    """Questions about watchers."""


class Watcher(Resource):
    """A person who watches a task, or wants to hear nothing of it."""

    workspace_id = models.UUIDField()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="watchers")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    is_muted = models.BooleanField(default=False)

    objects: ClassVar[WatcherQuerySet] = WatcherQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "user"], name="watcher_once")]
