"""Mails about an account: verify an address, set a password. Each is sent once, by a job that may run twice."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string

from backend.accounts import email_tokens
from backend.accounts.models import EmailToken, Purpose, User
from backend.core.clock import now
from backend.core.sql import fetch_one
from backend.notifications.mails import domain
from backend.notifications.transport import send
from config.settings import load

_LOCKS = 2**63 - 1  # advisory locks are numbers of 64 bits with a sign


@dataclass(frozen=True, slots=True)
class Wording:
    """What such a mail says. `reason` is the small print under it."""

    subject: str
    heading: str
    lead: str
    button: str
    reason: str
    path: str


RESET = Wording(
    "Set a new password",
    "Set a new password",
    "Somebody, most likely you, has asked for a new password for this account.",
    "Choose a password",
    "If that was not you, leave this mail alone: your password stays as it is.",
    "reset",
)
TAKEN = Wording(
    "This address has an account already",
    "This address has an account already",
    "Somebody, most likely you, wants this address for another account. It belongs to this one, and nothing changes."
    " If you have forgotten this account’s password, set a new one.",
    "Choose a password",
    "If that was not you, leave this mail alone: your password stays as it is.",
    "reset",
)
CLAIM = Wording(
    "Your place is ready",
    "Make this account yours",
    "Your name and your tasks are here already. Choose a password and they are yours.",
    "Choose a password",
    "If you did not sign up, leave this mail alone: nothing changes.",
    "reset",
)
VERIFY = Wording(
    "Verify your address",
    "Verify your address",
    "Open this link to show that the address is yours.",
    "Verify",
    "If you know nothing of this, leave this mail alone: nothing changes.",
    "verify",
)


def send_reset(*, token_id: UUID, email: str, may_claim: bool, asked_at: datetime, is_taken: bool = False) -> None:
    """A link that sets a password, to the person with this address who can log in, or (`may_claim`) who will then.

    `is_taken`: because somebody with another account wanted the address.
    """
    with transaction.atomic():
        # The token refers to its person: whoever changes him now is waited for, and no circle comes about.
        user = User.objects.active().by_email(email).locked().first()
        if user is None or not (user.has_login or may_claim):
            return
        email_tokens.issue(user, Purpose.RESET, str(user.email), token_id=token_id, asked_at=asked_at)
    _send_once(token_id, (TAKEN if is_taken else RESET) if user.has_login else CLAIM)


def send_verification(*, token_id: UUID) -> None:
    """The link by which an address is verified, unless a newer one is on its way."""
    _send_once(token_id, VERIFY)


def _send_once(token_id: UUID, wording: Wording) -> None:
    with transaction.atomic():
        # Whoever runs the same job at this moment waits here. The row itself is free: it may be made void meanwhile.
        fetch_one("SELECT pg_advisory_xact_lock(%s)", [token_id.int & _LOCKS])
        token = EmailToken.objects.usable().filter(id=token_id, sent_at=None).select_related("user").first()
        if token is not None:
            send(account_mail(token, wording))
            EmailToken.objects.filter(id=token_id).update(sent_at=now())


def account_mail(token: EmailToken, wording: Wording) -> EmailMultiAlternatives:
    """The mail that carries `token`."""
    url = f"{load().public_url}/{wording.path}?token={email_tokens.text_of(token)}"
    context = {**asdict(wording), "url": url, "reader": token.user.first_name or token.user.name}
    mail = EmailMultiAlternatives(
        subject=wording.subject,
        body=render_to_string("notifications/account.txt", context),
        to=[token.email],
        headers={"Message-ID": f"<{token.id.hex}@{domain()}>", "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string("notifications/account.html", context), "text/html")
    return mail
