"""What one asks of the API about webhooks and what they were told."""

from dataclasses import dataclass
from typing import Literal, TypedDict, cast

from dashboard.client import Api
from dashboard.documents import Document, Person

PAGE = 50
DeliveryStatus = Literal["pending", "succeeded", "failed"]


class Webhook(Document):
    """An address that is told what happens."""

    workspace_id: str
    name: str
    url: str
    types: list[str]
    q: str
    is_active: bool
    failing_since: str | None
    disabled_reason: str | None
    secret_made_at: str
    created_by: Person | None


class WebhookWithSecret(Webhook):
    """The same, once, with what receivers check signatures with."""

    secret: str


class Delivery(TypedDict):
    """One event told to a webhook."""

    id: str
    seq: int | None
    type: str
    status: DeliveryStatus
    response_code: int | None
    duration_ms: int | None
    error: str
    created_at: str
    tried_at: str | None
    next_try_at: str | None
    attempts: int


class FullDelivery(Delivery):
    """The same, with what was sent and answered."""

    body: dict[str, object] | None
    response_body: str


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Some, newest first, and the cursor of the next ones ("" at the end)."""

    items: list[Delivery]
    next: str


async def webhooks(api: Api, workspace: str) -> list[Webhook]:
    """Those of a workspace."""
    return await api.listing(Webhook, "/api/webhooks", {"workspace": workspace})


async def webhook(api: Api, webhook_id: str) -> Webhook:
    """One of them."""
    return await api.document(Webhook, "GET", f"/api/webhooks/{webhook_id}")


async def create(api: Api, workspace: str, fields: dict[str, object]) -> WebhookWithSecret:
    """A new one, with its secret."""
    return await api.document(WebhookWithSecret, "POST", "/api/webhooks", {"workspace_id": workspace, **fields})


async def update(api: Api, webhook_id: str, fields: dict[str, object]) -> Webhook:
    """Change some fields."""
    return await api.document(Webhook, "PATCH", f"/api/webhooks/{webhook_id}", fields)


async def delete(api: Api, webhook_id: str) -> None:
    """Delete it, with the list of what it was told."""
    await api.call("DELETE", f"/api/webhooks/{webhook_id}")


async def new_secret(api: Api, webhook_id: str) -> WebhookWithSecret:
    """Another secret; the one before signs too for a day."""
    return await api.document(WebhookWithSecret, "POST", f"/api/webhooks/{webhook_id}/secret")


async def send_test(api: Api, webhook_id: str) -> None:
    """Send something that tells nothing."""
    await api.call("POST", f"/api/webhooks/{webhook_id}/test")


async def deliveries(api: Api, webhook_id: str, status: str = "", cursor: str = "") -> Deliveries:
    """A page of what it was told."""
    given = {"status": status, "cursor": cursor}
    query: dict[str, str | int] = {"limit": PAGE, **{name: value for name, value in given.items() if value}}
    body = (await api.call("GET", f"/api/webhooks/{webhook_id}/deliveries", query=query)).json()
    return Deliveries(cast("list[Delivery]", body["items"]), body["next"] or "")


async def delivery(api: Api, webhook_id: str, delivery_id: str) -> FullDelivery:
    """One delivery in full."""
    answer = await api.call("GET", f"/api/webhooks/{webhook_id}/deliveries/{delivery_id}")
    return cast("FullDelivery", answer.json())


async def redeliver(api: Api, webhook_id: str, delivery_id: str) -> None:
    """Send it again."""
    await api.call("POST", f"/api/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver")
