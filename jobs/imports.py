"""Imports: done, and taken up again."""

from uuid import UUID

from backend.imports import actions
from jobs.app import job, periodically


@job("maintenance.run_import")
def run_import(*, import_id: str) -> None:
    """Bring what a file says into its workspace."""
    actions.run_import(UUID(import_id))


@periodically("* * * * *")
@job("maintenance.resume_imports", is_retried=False)
def resume_imports(*, timestamp: int) -> None:
    """Take up again what a worker has left, or what had to wait."""
    del timestamp
    actions.resume_imports()
