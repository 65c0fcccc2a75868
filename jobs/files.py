"""Files: removed from the storage, swept, and shown small."""

from threading import Lock
from uuid import UUID

from backend.tasks.actions import file as actions
from jobs.app import job, periodically

# A picture that is open may take 160 MB of memory.
_one_at_a_time = Lock()


@job("maintenance.make_thumbnail")
def make_thumbnail(*, file_id: str) -> None:
    """Make the small picture of an image."""
    with _one_at_a_time:
        actions.make_thumbnail(UUID(file_id))


@job("maintenance.remove_files")
def remove_files() -> None:
    """Remove from the storage what is wanted no more; tried again while it does not answer."""
    actions.take_out_removed()


@periodically("41 3 * * *")
@job("maintenance.sweep_files")
def sweep_files(*, timestamp: int) -> None:
    """Remove what uploads left behind that never came to their end."""
    del timestamp
    actions.sweep_files()
