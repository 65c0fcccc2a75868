"""Telling people what happened, in the app and by mail; what they do with what they were told."""

from backend.notifications.actions.mail import hand_over, send_news
from backend.notifications.actions.tell import tell, tell_one

__all__ = ["hand_over", "send_news", "tell", "tell_one"]
