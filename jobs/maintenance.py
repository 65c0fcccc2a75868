"""Housekeeping."""

from datetime import timedelta
from uuid import UUID

from backend.accounts.cleaning import sweep
from backend.core.clock import now
from backend.notifications.actions.cleaning import forget_deliveries, forget_news
from backend.tasks.actions.label import go_on_merging
from backend.tasks.actions.link import unlink_project
from backend.tasks.actions.trash import empty_trash
from backend.webhooks.actions.delivery import forget_deliveries as forget_webhook_deliveries
from backend.webhooks.timetable import KEPT
from config.settings import load
from jobs.app import job, periodically

NEWS_KEPT = timedelta(days=90)


@periodically("23 * * * *")
@job("maintenance.accounts")
def accounts(*, timestamp: int) -> None:
    """Forget ended sessions, tokens that went by mail, and old keys of creations."""
    del timestamp
    sweep()


@job("maintenance.merge_label")
def merge_label(*, label_id: str, into: str, user_id: str) -> None:
    """Go on with what somebody began: let tasks carry the label `into` instead."""
    go_on_merging(UUID(label_id), UUID(into), UUID(user_id))


@periodically("11 * * * *")
@job("maintenance.empty_trash")
def empty_the_trash(*, timestamp: int) -> None:
    """Purge the tasks that have lain in the trash long enough."""
    del timestamp
    deleted_before = now() - timedelta(days=load().trash_days)
    while empty_trash(deleted_before):
        pass


@periodically("37 * * * *")
@job("maintenance.notifications")
def notifications(*, timestamp: int) -> None:
    """Forget what people were told long ago."""
    del timestamp
    told_before = now() - NEWS_KEPT
    while forget_news(told_before):
        pass
    forget_deliveries(told_before)


@periodically("53 3 * * *")
@job("maintenance.webhooks")
def webhooks(*, timestamp: int) -> None:
    """Forget what was delivered to webhooks long ago."""
    del timestamp
    forget_webhook_deliveries(now() - KEPT)


@job("maintenance.unlink_project")
def unlink_deleted_project(*, project_id: str) -> None:
    """Let nothing wait for the tasks of a project that was deleted."""
    unlink_project(UUID(project_id))
