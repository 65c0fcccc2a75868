"""The events of webhooks, for admins alone."""

from backend.eventlog.kinds import kinds
from backend.webhooks.documents import WEBHOOK
from backend.webhooks.schemas import WebhookOut

WEBHOOK_KINDS = kinds(WEBHOOK, WebhookOut, "created", "updated", "deleted")
