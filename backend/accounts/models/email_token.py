"""Tokens that go to people by mail, to prove that an address is theirs."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models

from backend.accounts.models.user import User
from backend.core.clock import now
from backend.core.ids import uuid7


class Purpose(models.TextChoices):
    """What a token is for."""

    RESET = "reset"
    VERIFY = "verify"


class EmailTokenQuerySet(models.QuerySet["EmailToken"]):
    """Questions about the tokens that go by mail."""

    def usable(self) -> Self:
        """Neither used nor expired, of an active person."""
        return self.filter(used_at=None, expires_at__gt=now(), user__is_active=True)


class EmailToken(models.Model):
    """A token on its way: of each purpose a person has one, and a newer one takes the place of the older.

    No secret is kept. The text that the mail carries is the row's id, signed with the installation's key; so a job that
    sends it needs the id alone, and whoever reads the database, or an old job, cannot make it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="email_tokens")
    purpose = models.CharField(max_length=6, choices=Purpose.choices)
    email = models.EmailField(max_length=254)
    expires_at = models.DateTimeField()
    sent_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)
    used_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)

    objects: ClassVar[EmailTokenQuerySet] = EmailTokenQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "purpose"], name="email_token_once")]
