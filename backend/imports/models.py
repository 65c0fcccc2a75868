"""What was imported from where, so that the same file can be imported again."""

from typing import ClassVar

from django.db import models

from backend.core.clock import now


class ImportedRow(models.Model):
    """A row of a foreign system and what became of it here. `checksums`: field → what it was when last imported.

    Comparing with these, and not with the present state, is what keeps people's own changes: only what changed in the
    source is taken over.
    """

    workspace_id = models.UUIDField()
    source = models.CharField(max_length=40)
    source_id = models.TextField()
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField()
    checksums = models.JSONField(default=dict)
    imported_at = models.DateTimeField(default=now)

    objects: ClassVar[models.Manager["ImportedRow"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "source", "object_type", "source_id"], name="imported_once"
            ),
        ]
