"""Mails to people."""

from datetime import datetime
from uuid import UUID

from backend.notifications.account_mails import send_reset, send_verification
from backend.notifications.actions import send_assigned, send_mentioned, send_reminder
from backend.notifications.invitation import send_invitation
from jobs.app import job


@job("email.assigned")
def assigned(*, user_id: str, workspace_id: str, seq: int) -> None:
    """Tell a person of the task that event `seq` assigned to him."""
    send_assigned(user_id=UUID(user_id), workspace_id=UUID(workspace_id), seq=seq)


@job("email.mentioned")
def mentioned(*, user_id: str, workspace_id: str, seq: int) -> None:
    """Tell a person of the comment that names him since event `seq`."""
    send_mentioned(user_id=UUID(user_id), workspace_id=UUID(workspace_id), seq=seq)


@job("email.reminder")
def reminder(*, user_id: str, workspace_id: str, seq: int) -> None:
    """Remind a person of a task, as event `seq` says."""
    send_reminder(user_id=UUID(user_id), workspace_id=UUID(workspace_id), seq=seq)


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
