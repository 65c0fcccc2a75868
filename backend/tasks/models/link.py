"""How tasks depend on each other."""

from collections.abc import Collection
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from backend.accounts.models import User
from backend.core.models import Resource, ResourceQuerySet
from backend.tasks.models.task import Task


class LinkKind(models.TextChoices):
    """What the source is to the target."""

    BLOCKS = "blocks"
    RELATES = "relates"
    DUPLICATES = "duplicates"


class LinkQuerySet(ResourceQuerySet["Link"]):
    """Questions about links."""

    def of(self, task_ids: Collection[UUID]) -> Self:
        """The links that touch one of the tasks, on either side."""
        return self.filter(Q(source_id__in=task_ids) | Q(target_id__in=task_ids))


class Link(Resource):
    """`source` blocks, relates to or duplicates `target`."""

    workspace_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=LinkKind.choices)
    source = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="links_in")
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[LinkQuerySet] = LinkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="link_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="link_between_two"),
        ]
