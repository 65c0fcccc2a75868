"""Imports: done, and taken up again."""

from contextlib import suppress
from uuid import UUID

from backend.imports import actions
from jobs.app import job, periodically
from jobs.room import NoRoom, room


@job("imports.run")
def run(*, import_id: str) -> None:
    """Bring what a file says into its workspace. Without room it is left to `resume_imports`."""
    with suppress(NoRoom), room():
        actions.run_import(UUID(import_id))


@periodically("* * * * *")
@job("maintenance.resume_imports", is_retried=False)
def resume_imports(*, timestamp: int) -> None:
    """Take up again what a worker has left, or what had to wait."""
    del timestamp
    actions.resume_imports()
