"""What is forgotten: nobody looks for what he was told long ago."""

from datetime import datetime

from backend.eventlog.change import change
from backend.notifications.documents import NOTIFICATION
from backend.notifications.kinds import NOTIFICATION_KINDS
from backend.notifications.models import Delivery, Letter, Notification

BATCH = 500


def forget_news(told_before: datetime) -> int:
    """Delete the notifications of one workspace that are older, `BATCH` at the most; how many that were."""
    oldest = Notification.objects.filter(happened_at__lt=told_before).order_by("happened_at").first()
    if oldest is None:
        return 0
    with change(None) as log:
        rows = Notification.objects.filter(workspace_id=oldest.workspace_id, happened_at__lt=told_before)
        entries = list(rows.locked()[:BATCH])
        log.watch(NOTIFICATION, *entries)
        for entry in entries:
            log.record(NOTIFICATION_KINDS["deleted"], entry, user_id=entry.user_id)
        Notification.objects.filter(id__in=[entry.id for entry in entries]).delete()
    return len(entries)


def forget_deliveries(sent_before: datetime) -> None:
    """Delete the notes about mails that were sent before: their jobs are long gone. And letters that never were."""
    Delivery.objects.filter(sent_at__lt=sent_before).delete()
    Letter.objects.filter(happened_at__lt=sent_before).delete()
