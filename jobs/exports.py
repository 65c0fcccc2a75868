"""Exports: made, and removed when their time is over."""

from uuid import UUID

from backend.exports.actions.making import make_export, remove_file, sweep_exports
from jobs.app import job, periodically
from jobs.room import room


@job("exports.make")
def make(*, export_id: str) -> None:
    """Write the file of an export; a little later, while there is no room."""
    with room():
        make_export(UUID(export_id))


@job("maintenance.remove_export")
def remove_export(*, key: str) -> None:
    """Remove the file of an export that is gone; tried again while the storage does not answer."""
    remove_file(key)


@periodically("17 * * * *")
@job("maintenance.sweep_exports")
def sweep(*, timestamp: int) -> None:
    """Remove exports whose time is over."""
    del timestamp
    sweep_exports()
