"""Mails to people."""

from uuid import UUID

from backend.notifications.actions import send_assigned
from jobs.app import job


@job("email.assigned")
def assigned(*, user_id: str, workspace_id: str, seq: int) -> None:
    """Tell a person of the task that event `seq` assigned to him."""
    send_assigned(user_id=UUID(user_id), workspace_id=UUID(workspace_id), seq=seq)
