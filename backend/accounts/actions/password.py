"""Passwords changed, forgotten and set anew."""

from datetime import datetime
from uuid import UUID

from backend.accounts import email_tokens, passwords, personal_tokens, sessions
from backend.accounts.actions.people import locked_person, revise
from backend.accounts.models import Purpose, User
from backend.core.clock import now
from backend.core.defer import defer
from backend.core.errors import Conflict
from backend.core.ids import uuid7
from backend.eventlog.change import Log, change
from config.settings import load


def change_password(*, actor: User, session_id: UUID, current_password: str, password: str) -> None:
    """Replace one's own password; one's other sessions end."""
    passwords.require_own(current_password, actor)
    set_password(actor.id, actor=actor, password=password, keep=session_id)


def set_password(user_id: UUID, *, actor: User | None, password: str, keep: UUID | None = None) -> User:
    """Give a person a password, and so log-in. All sessions end but `keep`; links sent to reset it are void."""
    with change(actor) as log:
        user = locked_person(user_id)
        _set(log, user, password, keep)
    return user


def ask_for_reset(email: str) -> None:
    """A mail to `email` with a link that sets a new password, if anybody there may log in.

    Whether anybody does, the job finds out: here it would show in the time that the answer takes. While sign-up is open
    a person without log-in gets it too, and has log-in then: the link proves what signing up alone would not.
    """
    _mail(email)


def tell_of_account(email: str) -> None:
    """The same mail, to an address that somebody has asked for who has another account: it says so."""
    _mail(email, is_taken=True)


def reset_password(*, token: str, password: str) -> User:
    """Set a new password by a link from a mail, which proves the address. All sessions end.

    Where the address was never proved before, somebody else may have signed up with it and made tokens: they end too.
    """
    sent = email_tokens.find(token, Purpose.RESET)
    with change(sent.user) as log:
        user = locked_person(sent.user_id)
        email_tokens.consume(sent)
        if user.email_verified_at is None:
            personal_tokens.withdraw_all(user.id)
        _set(log, user, password, verified_at=user.email_verified_at or now())
    return user


def _mail(email: str, *, is_taken: bool = False) -> None:
    may_claim, asked_at = load().signup == "open", now().isoformat()
    defer(
        "email.password_reset",
        token_id=str(uuid7()),
        email=email,
        may_claim=may_claim,
        asked_at=asked_at,
        is_taken=is_taken,
    )


def _set(log: Log, user: User, password: str, keep: UUID | None = None, verified_at: datetime | None = None) -> None:
    passwords.require_good(password, user)
    if user.email is None:
        raise Conflict("Without an e-mail address nobody can log in.")
    user.set_password(password)
    user.save(update_fields=["password"])
    revise(log, user, {"has_login": True, "email_verified_at": verified_at or user.email_verified_at})
    sessions.end_all(user.id, keep=keep)
    email_tokens.void(user.id, Purpose.RESET)
