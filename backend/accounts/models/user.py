"""People."""

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Concat, Lower, NullIf, StrIndex, Substr, Trim

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


class WeekStart(models.TextChoices):
    """The days with which weeks begin somewhere."""

    MONDAY = "monday"
    SUNDAY = "sunday"
    SATURDAY = "saturday"


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
    week_start = models.CharField(
        max_length=8, choices=WeekStart.choices, default=WeekStart.MONDAY, db_default=WeekStart.MONDAY
    )
    has_login = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    is_admin = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    email_verified_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)
    # Presence, not a fact: neither versioned nor told by an event, and to five minutes (`presence.note`).
    last_seen_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"

    objects: ClassVar[UserQuerySet] = UserQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique"),
            models.CheckConstraint(condition=Q(week_start__in=WeekStart.values), name="week_start_known"),
            models.CheckConstraint(condition=Q(has_login=False) | Q(email__isnull=False), name="login_needs_email"),
        ]

    @property
    def is_staff(self) -> bool:
        """Whether the admin pages are for this person."""
        return self.is_active and self.is_admin

    def has_perm(self, permission: str, obj: object = None) -> bool:
        """There is one right at the admin pages: to be there. What is not to be done, the pages refuse to everybody."""
        del permission, obj
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        """The same."""
        del app_label
        return self.is_staff
