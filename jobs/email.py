"""Mails to people."""

from datetime import date, datetime
from uuid import UUID

from backend.notifications.account_mails import send_reset, send_verification
from backend.notifications.actions import send_news, tell_one
from backend.notifications.actions.digest import send_digest
from backend.notifications.invitation import send_invitation
from backend.webhooks.mails import send_switched_off
from jobs.app import job


@job("email.news")
def news(*, user_id: str, workspace_id: str) -> None:
    """Tell a person all that waits to be told to him of a workspace."""
    send_news(user_id=UUID(user_id), workspace_id=UUID(workspace_id))


@job("email.assigned")
def assigned(*, user_id: str, workspace_id: str, seq: int) -> None:
    """Tell a person of the task that event `seq` assigned to him: asked for by the version before `email.news`."""
    tell_one(UUID(workspace_id), seq, UUID(user_id))


@job("email.mentioned")
def mentioned(*, user_id: str, workspace_id: str, seq: int) -> None:
    """Tell a person of the comment that names him since event `seq`: as before."""
    tell_one(UUID(workspace_id), seq, UUID(user_id))


@job("email.reminder")
def reminder(*, user_id: str, workspace_id: str, seq: int) -> None:
    """Remind a person of a task, as event `seq` says: as before."""
    tell_one(UUID(workspace_id), seq, UUID(user_id))


@job("email.digest")
def digest(*, user_id: str, day: str) -> None:
    """Tell a person in the morning of a `day` (2026-12-01) what is due and unread."""
    send_digest(user_id=UUID(user_id), day=date.fromisoformat(day))


@job("email.invitation")
def invitation(*, invitation_id: str, generation: int) -> None:
    """Invite an address. A later mail of the same invitation has a higher `generation`."""
    send_invitation(invitation_id=UUID(invitation_id), generation=generation)


@job("email.password_reset")
def password_reset(*, token_id: str, email: str, may_claim: bool, asked_at: str, is_taken: bool = False) -> None:
    """Send whoever has this address, if anybody, a link that sets a new password."""
    at = datetime.fromisoformat(asked_at)
    send_reset(token_id=UUID(token_id), email=email, may_claim=may_claim, asked_at=at, is_taken=is_taken)


@job("email.verification")
def verification(*, token_id: str) -> None:
    """Send the link by which a person verifies an address."""
    send_verification(token_id=UUID(token_id))


@job("email.webhook_off")
def webhook_off(*, user_id: str, webhook_id: str, version: int) -> None:
    """Tell a person that a webhook which he manages was switched off, which gave it this version."""
    send_switched_off(user_id=UUID(user_id), webhook_id=UUID(webhook_id), version=version)
