"""People, the sessions in which they are signed in, their personal access tokens, and the tokens that go by mail."""

from backend.accounts.models.email_token import EmailToken, EmailTokenQuerySet, Purpose
from backend.accounts.models.personal_token import PersonalToken, PersonalTokenQuerySet, Scope
from backend.accounts.models.session import Session, SessionQuerySet
from backend.accounts.models.user import User, UserQuerySet, WeekStart

__all__ = [
    "EmailToken",
    "EmailTokenQuerySet",
    "PersonalToken",
    "PersonalTokenQuerySet",
    "Purpose",
    "Scope",
    "Session",
    "SessionQuerySet",
    "User",
    "UserQuerySet",
    "WeekStart",
]
