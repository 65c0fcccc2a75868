"""The log as operators look at it."""

from typing import ClassVar

from django.db import models

from backend.accounts.models import User
from backend.projects.models import Project
from backend.tasks.models import Task
from backend.workspaces.models import Workspace


def _reference(model: type[models.Model]) -> "models.ForeignKey[models.Model | None, models.Model | None]":
    """A plain id of the log, which may be that of something that has gone."""
    return models.ForeignKey(model, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")


class Entry(models.Model):
    """An event: the log's own table once more, for Django's admin, which takes no composite key.

    `seq` alone names nothing; the admin's addresses hold the workspace too.
    """

    seq = models.BigIntegerField(primary_key=True)
    workspace = _reference(Workspace)
    type = models.CharField(max_length=40)
    at = models.DateTimeField()
    project = _reference(Project)
    task = _reference(Task)
    actor = _reference(User)
    actor_name = models.TextField()
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField()
    object_key = models.CharField(max_length=40, null=True)
    changes = models.JSONField()
    data = models.JSONField()
    request_id = models.CharField(max_length=64)
    admins_only = models.BooleanField()
    user = _reference(User)

    objects: ClassVar[models.Manager["Entry"]] = models.Manager()

    class Meta:
        managed = False
        db_table = "eventlog_event"
        verbose_name = "event"

    def __str__(self) -> str:
        return f"{self.seq} {self.type}"
