"""The events of notifications, each told to its reader alone."""

from backend.eventlog.kinds import kinds
from backend.notifications.documents import NOTIFICATION
from backend.notifications.schemas import NotificationOut

NOTIFICATION_KINDS = kinds(NOTIFICATION, NotificationOut, "created", "updated", "deleted")
