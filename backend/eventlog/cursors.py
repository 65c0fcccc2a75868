"""The cursor of an answer: read before the data, so that answer plus stream has no hole."""

from uuid import UUID

from backend.core.context import current
from backend.eventlog.models import Counter


def claim_cursor(workspace_id: UUID) -> str:
    """Let the answer to the present request carry the workspace's present cursor. Call it before reading the data.

    The epoch of the cursor.
    """
    epoch, seq = Counter.objects.values_list("epoch", "seq").get(workspace_id=workspace_id)
    current().cursors[workspace_id] = f"{epoch}-{seq}"
    return epoch
