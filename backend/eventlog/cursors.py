"""The cursor of an answer: read before the data, so that answer plus stream has no hole."""

from uuid import UUID

from backend.core.context import current
from backend.eventlog.models import Counter


def claim_cursor(workspace_id: UUID) -> None:
    """Let the answer to the present request carry the workspace's present cursor. Call it before reading the data."""
    row = Counter.objects.filter(workspace_id=workspace_id).values_list("epoch", "seq").first()
    if row is not None:
        current().cursors[workspace_id] = f"{row[0]}-{row[1]}"
