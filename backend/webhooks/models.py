"""Addresses that are told what happens in a workspace, and each event that one of them is told."""

import base64
import secrets
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.ids import uuid7
from backend.core.models import Resource, ResourceQuerySet
from backend.workspaces.models import Member, Workspace
from backend.workspaces.roles import PERMISSIONS, Permission, Role

_MANAGING = [role for role in Role if Permission.MANAGE_WORKSPACE in PERMISSIONS[role]]


def new_secret() -> str:
    """A secret as Standard Webhooks writes it."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"


class WebhookQuerySet(ResourceQuerySet["Webhook"]):
    """Questions about webhooks."""

    def of_workspaces_of(self, user: User) -> Self:
        """Those of his workspaces, whatever he may do there."""
        return self.filter(workspace__in=Workspace.objects.visible_to(user).values("id"))

    def managed_by(self, user: User) -> Self:
        """Those of the workspaces that he manages."""
        managed = Member.objects.filter(user=user, role__in=_MANAGING, workspace__deleted_at=None)
        return self.filter(workspace__in=managed.values("workspace_id"))

    def listening(self) -> Self:
        """Switched on, in a living workspace."""
        return self.filter(is_active=True, workspace__deleted_at=None)


class Webhook(Resource):
    """An address that is told the events of some types, and of tasks those for which `q` holds.

    `read_seq`: up to where the log has been read for it. `failing_since`: when the first try failed of those since the
    last success. `old_secret` signs too, for a day after `secret_made_at`, beside the new one.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="webhooks")
    name = models.CharField(max_length=120)
    url = models.CharField(max_length=2000)
    types = ArrayField(models.CharField(max_length=40))
    q = models.TextField(default="", blank=True)
    is_active = models.BooleanField(default=True)
    secret = models.CharField(max_length=80, default=new_secret)
    old_secret = models.CharField(max_length=80, default="")
    secret_made_at = models.DateTimeField(default=now)
    failing_since = models.DateTimeField(null=True)
    disabled_reason = models.CharField(max_length=200, null=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    read_seq = models.BigIntegerField()

    objects: ClassVar[WebhookQuerySet] = WebhookQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["workspace"], name="webhook_active", condition=Q(is_active=True))]


class State(models.TextChoices):
    """What has become of a delivery."""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class Delivery(models.Model):
    """One event told to one webhook, or a test without an event. The log holds what is sent: this row only which.

    While it is pending it is due at `next_try_at`; who tries it moves that on first, so that it is due again should he
    never come back. The other columns tell of the last try.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    workspace_id = models.UUIDField()
    seq = models.BigIntegerField(null=True)
    type = models.CharField(max_length=40)
    status = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, default=now)
    tried_at = models.DateTimeField(null=True)
    response_code = models.PositiveSmallIntegerField(null=True)
    response_body = models.TextField(default="")
    error = models.CharField(max_length=300, default="")
    duration_ms = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(default=now)

    objects: ClassVar[models.Manager["Delivery"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["webhook", "seq"], name="delivery_once"),
            models.CheckConstraint(condition=Q(status__in=State.values), name="delivery_status_known"),
            models.CheckConstraint(
                condition=Q(status="pending", next_try_at__isnull=False)
                | (~Q(status="pending") & Q(next_try_at__isnull=True)),
                name="delivery_due_while_pending",
            ),
        ]
        indexes = [
            models.Index(fields=["webhook", "created_at", "id"], name="delivery_by_age"),
            models.Index(fields=["webhook", "next_try_at"], name="delivery_due", condition=Q(status="pending")),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.status}"
