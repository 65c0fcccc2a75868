"""The sessions in which people are signed in."""

from typing import ClassVar, Self

from django.db import models

from backend.accounts.models.user import User
from backend.core.clock import now
from backend.core.ids import uuid7


class SessionQuerySet(models.QuerySet["Session"]):
    """Questions about sessions."""

    def living(self) -> Self:
        """Neither revoked nor expired, of an active person."""
        return self.filter(revoked_at=None, expires_at__gt=now(), user__is_active=True)


class Session(models.Model):
    """A device on which a person is signed in: a chain of refresh tokens of which only the newest works.

    `generation` is the number of the token that works; an older one is a token used twice, which ends the session.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    generation = models.PositiveIntegerField(default=1)
    user_agent = models.CharField(max_length=200, default="")
    # Where they signed in, as `limits.client_address` tells it: of IPv6 the network.
    ip = models.CharField(max_length=64, default="", db_default="")
    created_at = models.DateTimeField(default=now)
    refreshed_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar[SessionQuerySet] = SessionQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.user_agent or f"session {self.id}"
