"""The log: what happened in a workspace, numbered 1, 2, 3 … in the order of the commits."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models.fields.json import KT

from backend.core.clock import now


def new_epoch() -> str:
    """A short random word, the first part of each cursor until the log is restored from a backup."""
    return secrets.token_hex(3)


class Counter(models.Model):
    """The last number of a workspace's log. A row of its own, because its lock is the queue of the writers."""

    workspace_id = models.UUIDField(primary_key=True)
    epoch = models.CharField(max_length=16, default=new_epoch)
    seq = models.BigIntegerField(default=0)
    log_start = models.BigIntegerField(default=1)

    objects: ClassVar[models.Manager["Counter"]] = models.Manager()


class Event(models.Model):
    """One change of one object, written in the change's own transaction and never altered afterwards.

    `data` is the object's document after the change (before it, if it was deleted); `changes` the old and new value of
    each field that differs. Plain ids, no foreign keys: the log outlives what it tells of.
    """

    pk = models.CompositePrimaryKey("workspace_id", "seq")
    workspace_id = models.UUIDField()
    seq = models.BigIntegerField()
    type = models.CharField(max_length=40)
    at = models.DateTimeField(default=now)
    project_id = models.UUIDField(null=True)
    task_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.TextField(default="")
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField()
    object_key = models.CharField(max_length=40, null=True)
    changes = models.JSONField(default=dict)
    data = models.JSONField()
    request_id = models.CharField(max_length=64)
    admins_only = models.BooleanField(default=False)
    user_id = models.UUIDField(null=True)

    objects: ClassVar[models.Manager["Event"]] = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["workspace_id", "object_id", "seq"], name="event_by_object"),
            models.Index(
                fields=["workspace_id", "task_id", "seq"],
                name="event_by_task",
                condition=models.Q(task_id__isnull=False),
            ),
            # What is asked of the log, without the documents: a filter that few events pass reads this alone.
            models.Index(
                fields=["workspace_id", "seq"],
                name="event_to_filter",
                include=["type", "at", "actor_id", "project_id", "request_id", "admins_only", "user_id"],
            ),
            # How long tasks take, and how long they stand: of the few events that tell it.
            models.Index(
                fields=["workspace_id", "task_id", "at"],
                name="event_of_status",
                condition=models.Q(object_type="task", changes__has_key="status"),
            ),
            models.Index(
                "workspace_id",
                KT("data__source_id"),
                "seq",
                name="event_by_link_source",
                condition=models.Q(object_type="link"),
            ),
            models.Index(
                "workspace_id",
                KT("data__target_id"),
                "seq",
                name="event_by_link_target",
                condition=models.Q(object_type="link"),
            ),
        ]
