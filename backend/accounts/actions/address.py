"""Addresses changed and verified."""

from django.db import transaction

from backend.accounts import email_tokens, passwords
from backend.accounts.actions.password import tell_of_account
from backend.accounts.actions.people import locked_person, revise, send_verification
from backend.accounts.models import Purpose, User
from backend.core.clock import now
from backend.core.errors import Conflict
from backend.eventlog.change import change


def change_email(*, actor: User, email: str, current_password: str) -> None:
    """Ask for another address. It takes the place of the present one when the link in the mail to it is opened.

    So a slip of the pen locks nobody out, and a stolen access token does not take the account away. Whether the address
    is another person's is told by a mail to it, and to nobody else.
    """
    passwords.require_own(current_password, actor)
    with transaction.atomic():
        user = locked_person(actor.id)
        if User.objects.by_email(email).exclude(id=user.id).exists():
            tell_of_account(email)
        else:
            send_verification(user, email)


def ask_to_verify(*, actor: User) -> None:
    """Send the mail again by which one's address is verified."""
    with transaction.atomic():
        user = locked_person(actor.id)
        if user.email_verified_at is not None or user.email is None:
            raise Conflict("Your address is verified already.")
        send_verification(user, user.email)


def verify_email(*, token: str) -> User:
    """Verify the address that a link was sent to; where it is a new one, it is the person's now."""
    sent = email_tokens.find(token, Purpose.VERIFY)
    with change(sent.user) as log:
        user = locked_person(sent.user_id)
        email_tokens.consume(sent)
        if sent.email != user.email:
            # A link to the old address would still set the password.
            email_tokens.void(user.id, Purpose.RESET)
        revise(log, user, {"email": sent.email, "email_verified_at": now()})
    return user
