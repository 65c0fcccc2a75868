"""People, and the sessions in which they are signed in."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Concat, Lower, NullIf, StrIndex, Substr, Trim

from backend.core.clock import now
from backend.core.ids import uuid7
from backend.core.models import Resource, ResourceQuerySet


class UserQuerySet(ResourceQuerySet["User"]):
    """Questions about people."""

    def active(self) -> Self:
        """People who were not deactivated."""
        return self.filter(is_active=True)

    def by_email(self, email: str) -> Self:
        """Addresses are compared without case, folded by the database on both sides as its unique index does."""
        return self.alias(folded_email=Lower("email")).filter(folded_email=Lower(Value(email.strip())))

    def able_to_log_in(self) -> Self:
        """Active people with an address and a password."""
        return self.active().filter(has_login=True)


class User(Resource, AbstractBaseUser):
    """A person. Without log-in: known by name only (imported, or made by an admin), until somebody claims it."""

    email = models.EmailField(null=True, max_length=254)
    first_name = models.CharField(max_length=120, default="", blank=True)
    last_name = models.CharField(max_length=120, default="", blank=True)
    name = models.GeneratedField(
        expression=Coalesce(
            NullIf(Trim(Concat(F("first_name"), Value(" "), F("last_name"))), Value("")),
            Substr(F("email"), Value(1), StrIndex(F("email"), Value("@")) - 1),
            Value(""),
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    avatar = models.URLField(null=True, max_length=500)
    timezone = models.CharField(max_length=64, default="UTC")
    has_login = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    is_admin = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)

    USERNAME_FIELD = "email"

    objects: ClassVar[UserQuerySet] = UserQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique"),
            models.CheckConstraint(condition=Q(has_login=False) | Q(email__isnull=False), name="login_needs_email"),
        ]


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
    created_at = models.DateTimeField(default=now)
    refreshed_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar[SessionQuerySet] = SessionQuerySet.as_manager()  # type: ignore[assignment]
