"""Endpoints of webhooks: for who manages the workspace."""

import json
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one, require_same_id
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import PageQuery, Sortable, page
from backend.eventlog.change import change
from backend.eventlog.cursors import claim_cursor
from backend.webhooks.actions import delivery as delivering
from backend.webhooks.actions import webhook as actions
from backend.webhooks.actions.webhook import managed_webhook
from backend.webhooks.documents import DELIVERY, DELIVERY_IN_FULL, WEBHOOK
from backend.webhooks.models import Delivery, Webhook
from backend.webhooks.schemas import (
    DeliveryInFullOut,
    DeliveryOut,
    DeliveryStatus,
    WebhookChanges,
    WebhookIn,
    WebhookOut,
    WebhookWithSecretOut,
)
from backend.workspaces.access import require
from backend.workspaces.roles import Permission

router = Routes(tags=["webhooks"])

WEBHOOKS = Sortable({"name": "name", "created_at": "created_at", "updated_at": "updated_at"}, "name")
DELIVERIES = Sortable({"created_at": "created_at"}, "-created_at")


class WebhookQuery(PageQuery):
    """Which webhooks."""

    workspace: UUID | None = None


class DeliveryQuery(PageQuery):
    """Which deliveries of a webhook."""

    status: Annotated[DeliveryStatus | None, Field(description="Only those that have come to this.")] = None


@router.get("", response={200: ListOf[WebhookOut]}, summary="The webhooks of the workspaces that you manage")
def list_webhooks(request: HttpRequest, query: Annotated[WebhookQuery, Query()]) -> HttpResponse:
    """Of one workspace, or of all that you manage. Secrets are not shown again."""
    actor = actor_of(request)
    rows = Webhook.objects.managed_by(actor)
    if query.workspace is not None:
        require(actor, query.workspace, Permission.MANAGE_WORKSPACE)
        claim_cursor(query.workspace)
        rows = rows.filter(workspace_id=query.workspace)
    return many(page(rows, query, sortable=WEBHOOKS, document=WEBHOOK))


@router.post("", response={200: WebhookWithSecretOut, 201: WebhookWithSecretOut}, summary="Create a webhook")
def create_webhook(request: HttpRequest, body: WebhookIn) -> HttpResponse:
    """It is told what happens from now on. The answer carries its secret, which is shown this once."""
    actor = actor_of(request)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: Webhook.objects.managed_by(actor),
            create=lambda: actions.create_webhook(actor=actor, **body.sent()),
        )
    return _with_secret(request, created, status)


@router.get("/{id:webhook_id}", response={200: WebhookOut}, summary="One webhook")
def get_webhook(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Without its secret."""
    return one(request, WEBHOOK, managed_webhook(webhook_id, actor_of(request)).id)


@router.patch("/{id:webhook_id}", response={200: WebhookOut}, summary="Change the fields that are sent")
def update_webhook(request: HttpRequest, webhook_id: UUID, body: WebhookChanges) -> HttpResponse:
    """Switched on again it is told what happens from then on."""
    actions.update_webhook(webhook_id, actor=actor_of(request), expected=if_match(request), **body.sent())
    return one(request, WEBHOOK, webhook_id)


@router.put("/{id:webhook_id}", response={200: WebhookOut}, summary="Replace a webhook")
def replace_webhook(request: HttpRequest, webhook_id: UUID, body: WebhookIn) -> HttpResponse:
    """Takes the body of a creation; a name that is left out stays. The secret stays, too."""
    webhook = managed_webhook(webhook_id, actor_of(request))
    require_same_id(body.id, webhook_id)
    require_same_id(body.workspace_id, webhook.workspace_id, "workspace_id")
    fields = {name: getattr(body, name) for name in WebhookChanges.model_fields}
    fields["name"] = body.name or webhook.name
    actions.update_webhook(webhook_id, actor=actor_of(request), expected=if_match(request), **fields)
    return one(request, WEBHOOK, webhook_id)


@router.delete("/{id:webhook_id}", response={204: None}, summary="Delete a webhook")
def delete_webhook(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """With the list of what was delivered."""
    actions.delete_webhook(webhook_id, actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)


@router.post(
    "/{id:webhook_id}/secret",
    response={200: WebhookWithSecretOut},
    summary="Make a new secret; for a day the old one signs too",
)
def renew_webhook_secret(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """The answer carries it, this once."""
    actions.renew_secret(webhook_id, actor=actor_of(request), expected=if_match(request))
    return _with_secret(request, webhook_id, 200)


@router.post("/{id:webhook_id}/test", response={202: DeliveryOut}, summary="Send a test")
def test_webhook(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """A `webhook.ping`, tried once, also where the webhook is switched off. The delivery says what came of it."""
    delivery = delivering.send_test(managed_webhook(webhook_id, actor_of(request)))
    return one(request, DELIVERY, delivery.id, 202)


@router.get(
    "/{id:webhook_id}/deliveries", response={200: ListOf[DeliveryOut]}, summary="What a webhook was told, newest first"
)
def list_deliveries(request: HttpRequest, webhook_id: UUID, query: Annotated[DeliveryQuery, Query()]) -> HttpResponse:
    """Of the last 30 days. What was sent and answered stands in each delivery itself."""
    rows = Delivery.objects.filter(webhook=managed_webhook(webhook_id, actor_of(request)))
    if query.status is not None:
        rows = rows.filter(status=query.status)
    return many(page(rows, query, sortable=DELIVERIES, document=DELIVERY))


@router.get(
    "/{id:webhook_id}/deliveries/{id:delivery_id}",
    response={200: DeliveryInFullOut},
    summary="One delivery, with what was sent and answered",
)
def get_delivery(request: HttpRequest, webhook_id: UUID, delivery_id: UUID) -> HttpResponse:
    """The body as the receiver gets it."""
    webhook = managed_webhook(webhook_id, actor_of(request))
    found = delivering.delivery_of(webhook, delivery_id)
    return one(request, DELIVERY_IN_FULL, found.id)


@router.post(
    "/{id:webhook_id}/deliveries/{id:delivery_id}/redeliver",
    response={202: DeliveryOut},
    summary="Send something again, whatever became of it",
)
def redeliver(request: HttpRequest, webhook_id: UUID, delivery_id: UUID) -> HttpResponse:
    """Under the same `webhook-id`, with as many tries as at first."""
    delivering.redeliver(managed_webhook(webhook_id, actor_of(request)), delivery_id)
    return one(request, DELIVERY, delivery_id, 202)


def _with_secret(request: HttpRequest, webhook_id: UUID, status: int) -> HttpResponse:
    response = one(request, WEBHOOK, webhook_id, status)
    added = json.dumps({"secret": Webhook.objects.values_list("secret", flat=True).get(id=webhook_id)})
    response.content = f"{response.content.decode()[:-1]}, {added[1:]}"
    response["Cache-Control"] = "no-store"
    return response
