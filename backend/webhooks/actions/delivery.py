"""Deliveries that people ask for or that nobody wants any more."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from backend.core.clock import now
from backend.core.defer import defer
from backend.core.errors import NotFound
from backend.webhooks.models import Delivery, State, Webhook
from backend.webhooks.types import PING


def send_test(webhook: Webhook) -> Delivery:
    """Send a message that tells nothing, also where the webhook is switched off. It is tried once."""
    with transaction.atomic():
        delivery = Delivery.objects.create(webhook=webhook, workspace_id=webhook.workspace_id, type=PING)
        defer("webhooks.send")
    return delivery


def delivery_of(webhook: Webhook, delivery_id: UUID) -> Delivery:
    """A delivery to this webhook; `NotFound` otherwise."""
    delivery = Delivery.objects.filter(id=delivery_id, webhook=webhook).first()
    if delivery is None:
        raise NotFound
    return delivery


def redeliver(webhook: Webhook, delivery_id: UUID) -> None:
    """Send again under the same id, whatever became of it, with as many tries as at first."""
    with transaction.atomic():
        found = Delivery.objects.filter(id=delivery_id, webhook=webhook).update(
            status=State.PENDING, attempts=0, next_try_at=now(), error=""
        )
        if not found:
            raise NotFound
        defer("webhooks.send")


def give_up(webhook_id: UUID, why: str) -> None:
    """What waits to be sent to a webhook has failed."""
    waiting = Delivery.objects.filter(webhook_id=webhook_id, status=State.PENDING)
    waiting.update(status=State.FAILED, next_try_at=None, error=why)


def forget_deliveries(made_before: datetime) -> None:
    """Delete what was made before, whatever became of it."""
    Delivery.objects.filter(created_at__lt=made_before).delete()
