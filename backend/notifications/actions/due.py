"""Telling people of dates: that a task of theirs is due within a day, and that it is overdue."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from backend.core.clock import now
from backend.core.sql import fetch
from backend.eventlog.change import change
from backend.notifications.actions.mail import post
from backend.notifications.actions.tell import MOST, take_turn
from backend.notifications.kinds import NOTIFICATION_KINDS
from backend.notifications.models import Channel, Letter, News, Notification
from backend.notifications.preferences import unwanted
from backend.tasks.models import Task
from backend.tasks.sight import SEEN

BEFORE = timedelta(days=1)
# What has been overdue for longer is no news: it was imported, or somebody has just been given it.
AFTER = timedelta(days=1)

# Workspace by workspace, which the index by due date begins with. A reminder of one's own takes the place of ours.
_DUE = f"""
    FROM (SELECT %s::timestamptz AS now, %s::timestamptz AS first, %s::timestamptz AS last) c
    CROSS JOIN workspaces_workspace w
    JOIN tasks_task t ON t.workspace_id = w.id AND t.due_at > c.first AND t.due_at <= c.last
    JOIN projects_project p ON p.id = t.project_id
    JOIN projects_status s ON s.id = t.status_id
    JOIN tasks_assignment a ON a.task_id = t.id
    JOIN accounts_user u ON u.id = a.user_id
    CROSS JOIN LATERAL (SELECT CASE WHEN t.due_at <= c.now THEN 'overdue' ELSE 'due_soon' END AS kind) k
    WHERE t.deleted_at IS NULL AND t.archived_at IS NULL AND p.archived_at IS NULL
    AND s.category NOT IN ('done', 'cancelled') AND u.is_active AND u.has_login AND {SEEN.replace("%s", "u.id")}
    AND NOT EXISTS (SELECT FROM tasks_watcher m WHERE m.task_id = t.id AND m.user_id = u.id AND m.is_muted)
    AND NOT EXISTS (SELECT FROM notifications_notification n
        WHERE n.user_id = u.id AND n.task_id = t.id AND n.kind = k.kind AND n.due_at = t.due_at)
    AND NOT EXISTS (SELECT FROM notifications_letter l
        WHERE l.user_id = u.id AND l.task_id = t.id AND l.kind = k.kind AND l.due_at = t.due_at)
    AND (SELECT count(*) FROM notifications_preference o WHERE o.user_id = u.id AND o.kind = k.kind) < 2
    AND NOT (k.kind = 'due_soon'
        AND EXISTS (SELECT FROM tasks_reminder r WHERE r.task_id = t.id AND r.user_id = u.id))"""


@dataclass(frozen=True, slots=True)
class _Date:
    """What one person is to be told."""

    task_id: UUID
    user_id: UUID
    kind: str
    due_at: datetime

    @property
    def news(self) -> tuple[UUID, str]:
        """To whom which kind of news."""
        return self.user_id, self.kind


def due_workspaces() -> list[UUID]:
    """Where somebody is to be told of a date."""
    return [workspace_id for (workspace_id,) in fetch(f"SELECT DISTINCT w.id {_DUE} ORDER BY w.id", _span())]


def tell_of_dates(workspace_id: UUID) -> None:
    """Tell each person of each date once; of a date that was moved once more. Those beyond `MOST` next time."""
    with change(None) as log:
        take_turn(workspace_id)
        text = f"SELECT t.id, u.id, k.kind, t.due_at {_DUE} AND w.id = %s ORDER BY t.due_at, t.id, u.id LIMIT {MOST}"
        dates = [_Date(*row) for row in fetch(text, [*_span(), workspace_id])]
        there = {task.id for task in Task.objects.all().kept({date.task_id for date in dates})}
        off = unwanted({date.user_id for date in dates}, Channel.APP)
        told = [(date, _entry(workspace_id, date)) for date in dates if date.task_id in there]
        entries = [entry for date, entry in told if date.news not in off]
        Notification.objects.bulk_create(entries)
        post([_letter(entry) for _, entry in told])
        for entry in entries:
            log.record(NOTIFICATION_KINDS["created"], entry, user_id=entry.user_id)


def _letter(entry: Notification) -> Letter:
    return Letter(
        workspace_id=entry.workspace_id,
        user_id=entry.user_id,
        kind=entry.kind,
        task_id=entry.task_id,
        due_at=entry.due_at,
        happened_at=entry.happened_at,
    )


def _span() -> list[datetime]:
    at = now()
    return [at, at - AFTER, at + BEFORE]


def _entry(workspace_id: UUID, date: _Date) -> Notification:
    at = date.due_at if date.kind == News.OVERDUE else now()
    return Notification(
        workspace_id=workspace_id,
        user_id=date.user_id,
        kind=date.kind,
        task_id=date.task_id,
        due_at=date.due_at,
        happened_at=at,
    )
