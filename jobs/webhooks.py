"""Webhooks: the log is read for them, and what is due is sent."""

from uuid import UUID

from backend.webhooks.actions.read import read_log, workspaces_behind
from backend.webhooks.actions.send import send_due
from jobs.app import job, periodically
from jobs.each import each


@job("webhooks.read")
def read(*, workspace_id: str) -> None:
    """Something has happened in a workspace that has webhooks."""
    read_log(UUID(workspace_id))


@job("webhooks.send")
def send() -> None:
    """Something is due."""
    send_due()


@periodically("* * * * *")
@job("webhooks.sweep", is_retried=False)
def sweep(*, timestamp: int) -> None:
    """Take up what was left lying: by a worker that died, or until its time to be tried again has come."""
    del timestamp
    try:
        each(workspaces_behind(), read_log)
    finally:
        send_due()
