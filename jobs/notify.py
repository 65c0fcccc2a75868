"""Who is to be told of what happened."""

from uuid import UUID

from backend.notifications.actions import tell
from jobs.app import job


@job("notify.events")
def events(*, workspace_id: str, first: int, last: int) -> None:
    """Tell the people whom the events `first` … `last` of a workspace concern."""
    tell(UUID(workspace_id), first, last)
