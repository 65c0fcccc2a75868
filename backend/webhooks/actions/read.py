"""From the log to deliveries.

Each webhook remembers up to where the log was read for it: whoever is killed in the middle, no event is left out, and
none is told twice.
"""

import json
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from backend.core.defer import defer
from backend.core.documents import DocumentData, read
from backend.core.sql import fetch
from backend.eventlog.models import Counter
from backend.tasks.documents import TASK
from backend.webhooks.matching import Happened, Matcher
from backend.webhooks.models import Delivery, Webhook

BATCH = 200  # events of one transaction

# Those that every member may see: of no private project, not for admins or one person alone.
_OPEN = """
    SELECT e.seq, e.type, e.task_id, {content} FROM eventlog_event e
    LEFT JOIN projects_project p ON p.id = e.project_id
    WHERE e.workspace_id = %s AND e.seq > %s AND e.seq <= %s AND NOT e.admins_only AND e.user_id IS NULL
    AND p.visibility IS DISTINCT FROM 'private' ORDER BY e.seq"""


def read_log(workspace_id: UUID) -> None:
    """Make the deliveries of all that has happened in a workspace, and let them be sent."""
    while _read_on(workspace_id):
        pass


def workspaces_behind() -> list[UUID]:
    """Where something has happened that was not read for a webhook."""
    rows = fetch(
        """SELECT DISTINCT h.workspace_id FROM webhooks_webhook h
        JOIN eventlog_counter c ON c.workspace_id = h.workspace_id
        JOIN workspaces_workspace w ON w.id = h.workspace_id AND w.deleted_at IS NULL
        WHERE h.is_active AND h.read_seq < c.seq ORDER BY h.workspace_id"""
    )
    return [workspace_id for (workspace_id,) in rows]


@transaction.atomic
def _read_on(workspace_id: UUID) -> bool:
    """The next `BATCH` events; whether there may be more. Who reads the same log at this moment comes after us."""
    webhooks = list(Webhook.objects.listening().filter(workspace_id=workspace_id).locked())
    if not webhooks:
        return False
    end = Counter.objects.values_list("seq", flat=True).get(workspace_id=workspace_id)
    first = min(webhook.read_seq for webhook in webhooks)
    last = min(end, first + BATCH)
    behind = [webhook for webhook in webhooks if webhook.read_seq < last]
    if made := _made(behind, _happened(behind, workspace_id, first, last)):
        Delivery.objects.bulk_create(made, ignore_conflicts=True)
        defer("webhooks.send")
    Webhook.objects.filter(id__in=[webhook.id for webhook in behind]).update(read_seq=last)
    return last < end


def _happened(webhooks: Sequence[Webhook], workspace_id: UUID, first: int, last: int) -> list[Happened]:
    asks = any(webhook.q for webhook in webhooks)
    content = "e.data::text, e.changes::text" if asks else "'{}', '{}'"
    rows = fetch(_OPEN.format(content=content), [workspace_id, first, last], prepare=False)
    return [
        Happened(seq, kind, task_id, json.loads(data), json.loads(changes))
        for seq, kind, task_id, data, changes in rows
    ]


def _made(webhooks: Sequence[Webhook], events: Sequence[Happened]) -> list[Delivery]:
    present = _present(webhooks, events)
    return [
        Delivery(webhook=webhook, workspace_id=webhook.workspace_id, seq=event.seq, type=event.type)
        for webhook, matcher in [(webhook, Matcher(webhook)) for webhook in webhooks]
        for event in events
        if event.seq > webhook.read_seq and matcher.wants(event, present)
    ]


def _present(webhooks: Sequence[Webhook], events: Sequence[Happened]) -> dict[UUID, DocumentData]:
    """The tasks on which something has happened, where a query asks for tasks."""
    if not any(webhook.q for webhook in webhooks):
        return {}
    return read(TASK, {one.task_id for one in events if one.task_id and not one.type.startswith("task.")})
