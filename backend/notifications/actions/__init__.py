"""Telling people what happened, in the app and by mail; what they do with what they were told."""

from backend.notifications.actions.mail import send_assigned, send_mentioned, send_reminder
from backend.notifications.actions.tell import tell

__all__ = ["send_assigned", "send_mentioned", "send_reminder", "tell"]
