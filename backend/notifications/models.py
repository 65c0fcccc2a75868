"""What was sent to whom."""

from typing import ClassVar

from django.db import models

from backend.core.clock import now


class Delivery(models.Model):
    """One event told to one person over one channel. The row is what makes a job that runs twice tell once."""

    workspace_id = models.UUIDField()
    seq = models.BigIntegerField()
    user_id = models.UUIDField()
    channel = models.CharField(max_length=20)
    sent_at = models.DateTimeField(default=now)

    objects: ClassVar[models.Manager["Delivery"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id", "workspace_id", "seq", "channel"], name="delivered_once"),
        ]
