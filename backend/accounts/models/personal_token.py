"""Personal access tokens: for programs that act as a person."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from backend.accounts.models.user import User
from backend.core.clock import now
from backend.core.ids import uuid7


class Scope(models.TextChoices):
    """What a token is good for."""

    READ = "read"
    WRITE = "write"


class PersonalTokenQuerySet(models.QuerySet["PersonalToken"]):
    """Questions about personal access tokens."""

    def working(self) -> Self:
        """Those that open something now."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now()), user__is_active=True)


class PersonalToken(models.Model):
    """A token without its secret: of that only the SHA-256 is kept, which is enough for 192 random bits.

    The row is the token: withdrawing one deletes it. `start` is what its owner recognises it by.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="personal_tokens")
    name = models.CharField(max_length=120)
    scope = models.CharField(max_length=5, choices=Scope.choices)
    start = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=now)
    expires_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)
    last_used_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)

    objects: ClassVar[PersonalTokenQuerySet] = PersonalTokenQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(scope__in=Scope.values), name="token_scope_known")]

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"
