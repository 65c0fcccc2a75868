"""What every resource has, and the memory of what clients created under their own keys."""

from collections.abc import Iterable
from typing import ClassVar, Self, TypeVar
from uuid import UUID

from django.db import models

from backend.core import rows
from backend.core.clock import now
from backend.core.ids import uuid7
from backend.core.sql import among


class Resource(models.Model):
    """A row with a document: an id, a version that rises by one with each change of its own facts, two instants."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(default=now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """What operators read."""
        return str(getattr(self, "name", "") or f"{self._meta.verbose_name} {self.id}")

    def insert(self) -> None:
        """Insert the row. `IntegrityError` where one of its keys is taken."""
        rows.insert(self)

    def write(self, *fields: str) -> None:
        """Write these fields of the row."""
        rows.update(self, fields)


Row = TypeVar("Row", bound=Resource, covariant=True)


class ResourceQuerySet(models.QuerySet[Row]):
    """Shared by the QuerySets of all resources."""

    def locked(self) -> Self:
        """Lock the rows in order of id, so that two writers never wait for each other in a circle.

        `FOR NO KEY UPDATE`: rows that refer to these may be inserted meanwhile.
        """
        return self.order_by("id").select_for_update(no_key=True, of=("self",))

    def sealed(self) -> Self:
        """Lock the rows also against whoever keeps them (`kept`): to put them away, or change what others rely on."""
        return self.order_by("id").select_for_update(of=("self",))

    def kept(self, ids: Iterable[UUID]) -> list[Row]:
        """The rows with these ids as they are now; until this transaction ends nobody seals them.

        `FOR KEY SHARE`, which Django has no word for: any number may keep a row, and change it, at the same time.
        """
        if not (known := list(ids)):
            return []
        wanted = among("id", known)
        return rows.select(self.model, f"WHERE {wanted.sql} ORDER BY id FOR KEY SHARE", wanted.parameters)


class Creation(models.Model):
    """A creation under a key that the client chose: doing it again with the same body is answered by the first.

    `answer`: what was said, where the key did something else than to create one object.
    """

    key = models.CharField(max_length=400, primary_key=True)
    user_id = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    object_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField(default=now, db_index=True)

    objects: ClassVar[models.Manager["Creation"]] = models.Manager()
