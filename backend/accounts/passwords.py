"""Passwords: one form of each, how good it must be, whether it is right."""

import unicodedata

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from backend.accounts.models import User
from backend.core import limits
from backend.core.errors import Fault, Invalid, invalid

LIMIT = 1000  # characters


def normalised(password: str) -> str:
    """The one form of a password, whichever keyboard it was typed on: NFKC (NIST SP 800-63B §3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def require_good(password: str, user: User) -> None:
    """`Invalid`, with a fault in `password` for each thing that makes it too easy to guess."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        faults = [(fault.messages[0], fault.code) for fault in error.error_list]
        raise Invalid([Fault(("body", "password"), msg, code or "value_error") for msg, code in faults]) from None


def is_right(password: str, user: User | None) -> bool:
    """Whether it is the password of `user`. It takes as long where there is nobody."""
    return user.check_password(password) if user else check_password(password, UNUSABLE_PASSWORD_PREFIX)


def require_own(password: str, user: User) -> None:
    """`Invalid` unless it is the present password of `user`, whose access token may be in other hands."""
    attempt = limits.attempt("log-in", account=str(user.id))
    if not is_right(password, user):
        raise invalid("current_password", "is not your password")
    attempt.succeeded()
