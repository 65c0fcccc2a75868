"""Signing up."""

from django.db import transaction

from backend.accounts import sessions
from backend.accounts.actions.password import ask_for_reset
from backend.accounts.actions.people import create_user, send_verification
from backend.accounts.models import User
from backend.accounts.tokens import Pair
from backend.core.errors import Forbidden
from config.settings import load


def sign_up(
    *,
    email: str,
    password: str,
    first_name: str = "",
    last_name: str = "",
    user_agent: str = "",
    address: str = "",
) -> tuple[User, Pair] | None:
    """A new person, signed in, who is asked by mail to verify the address.

    None where the address is that of a person without log-in: a mail goes there, whose link lets its reader choose a
    password and be that person. Nobody else can: the one chosen here is forgotten, for it may be anybody's.

    `Forbidden` while sign-up is closed; `Conflict` for a known address.
    """
    if load().signup == "closed":
        raise Forbidden("Sign-up is closed here; ask an administrator for an account.")
    with transaction.atomic():
        if User.objects.active().by_email(email).filter(has_login=False).exists():
            ask_for_reset(email)
            return None
        user = create_user(email=email, password=password, first_name=first_name, last_name=last_name)
        send_verification(user, email)
        return user, sessions.begin(user, user_agent, address)
