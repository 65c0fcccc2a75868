"""How the API shows webhooks, never with their secrets, and what was delivered to them."""

from backend.core.documents import Document, dates, person, utc

WEBHOOK = Document(
    "webhook",
    f"""SELECT h.id, h.workspace_id, json_build_object(
    'id', h.id, 'workspace_id', h.workspace_id, 'name', h.name, 'url', h.url, 'types', to_json(h.types), 'q', h.q,
    'is_active', h.is_active, 'failing_since', {utc("h.failing_since")}, 'disabled_reason', h.disabled_reason,
    'secret_made_at', {utc("h.secret_made_at")}, 'created_by', {person("c")}, {dates("h")}) AS document
    FROM webhooks_webhook h LEFT JOIN accounts_user c ON c.id = h.created_by_id""",
)

# What a webhook is told, and an admin shown: what every member of the workspace may see. Looked at when it is sent and
# shown, for a project may have become private since.
_OPEN_EVENT = """stream_event e ON e.workspace_id = d.workspace_id AND e.seq = d.seq AND e.private_project_id IS NULL
    AND NOT e.admins_only AND e.user_id IS NULL"""
_PING = f"""json_build_object('seq', NULL, 'type', d.type, 'at', {utc("d.created_at")}, 'workspace_id', d.workspace_id,
    'project_id', NULL, 'actor', NULL, 'object', json_build_object('type', 'webhook', 'id', d.webhook_id, 'key', NULL),
    'changes', json_build_object(), 'data', json_build_object('id', d.webhook_id), 'request_id', '')::text"""
SENT = f"CASE WHEN d.seq IS NULL THEN {_PING} ELSE e.body END"
"""SQL of the body that a delivery `d` sends, to the byte; null where nobody may be told it any more."""
SENDABLE = f"webhooks_delivery d LEFT JOIN {_OPEN_EVENT}"

# They end with a number that rises with each try, as other documents do with their version.
_FACTS = f"""'id', d.id, 'webhook_id', d.webhook_id, 'workspace_id', d.workspace_id, 'seq', d.seq, 'type', d.type,
    'status', d.status, 'response_code', d.response_code, 'duration_ms', d.duration_ms, 'error', d.error,
    'created_at', {utc("d.created_at")}, 'tried_at', {utc("d.tried_at")}, 'next_try_at', {utc("d.next_try_at")}"""

DELIVERY = Document(
    "delivery",
    f"""SELECT d.id, d.workspace_id, json_build_object({_FACTS}, 'attempts', d.attempts) AS document
    FROM webhooks_delivery d""",
)

DELIVERY_IN_FULL = Document(
    "delivery_in_full",
    f"""SELECT d.id, d.workspace_id, json_build_object({_FACTS}, 'body', ({SENT})::json,
    'response_body', d.response_body, 'attempts', d.attempts) AS document FROM {SENDABLE}""",
)
