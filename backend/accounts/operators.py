"""Operators: administrators of the installation, at `/admin/`.

A sign-in there is a session as any other, without refresh tokens: it ends with a new password, with deactivation, with
the right, from the list of one's devices.
"""

from datetime import timedelta
from uuid import UUID

from backend.accounts import sessions
from backend.accounts.models import Session, User, UserQuerySet
from backend.core.clock import now

LIFETIME = timedelta(hours=12)


def log_in(*, email: str, password: str, user_agent: str = "", address: str = "") -> Session:
    """A session of an operator. Whoever is none gets the answer of a wrong password, in the same time.

    `Throttled` after too many failures, which count together with those at the API.
    """
    with sessions.proved(_operators(), email=email, password=password, address=address) as user:
        return Session.objects.create(
            user=user,
            user_agent=f"Admin pages, {user_agent}"[:200],
            ip=address[:64],
            expires_at=now() + LIFETIME,
        )


def find(session_id: UUID) -> User | None:
    """The operator to whom a living session belongs."""
    return _operators().filter(sessions__in=Session.objects.living().filter(id=session_id)).first()


def _operators() -> UserQuerySet:
    return User.objects.able_to_log_in().filter(is_admin=True)
