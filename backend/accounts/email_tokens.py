"""Tokens that go by mail: issued, written into a mail once, redeemed once.

Whoever locks both, locks the person before his tokens.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer

from backend.accounts.models import EmailToken, Purpose, User
from backend.core.clock import now
from backend.core.errors import Invalid, invalid
from backend.core.ids import uuid7
from backend.core.sql import execute

LIFETIME = timedelta(hours=1)

# Ids rise with time: of two that are issued in the wrong order the newer one stays.
_ISSUE = """
    INSERT INTO accounts_emailtoken (id, user_id, purpose, email, expires_at)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (user_id, purpose) DO UPDATE
    SET id = EXCLUDED.id, email = EXCLUDED.email, expires_at = EXCLUDED.expires_at, sent_at = NULL, used_at = NULL
    WHERE accounts_emailtoken.id < EXCLUDED.id"""


def issue(
    user: User, purpose: Purpose, email: str, *, token_id: UUID | None = None, asked_at: datetime | None = None
) -> UUID:
    """A token for `user`, locked, that proves `email` to be his; its id. Older ones of this purpose are void.

    Its hour begins when it was asked for. Under an id that was issued before nothing happens.
    """
    chosen = token_id or uuid7()
    execute(_ISSUE, [chosen, user.id, purpose.value, email, (asked_at or now()) + LIFETIME])
    return chosen


def text_of(token: EmailToken) -> str:
    """What the mail says of it."""
    return _signer(Purpose(token.purpose)).sign(token.id.hex)


def find(text: str, purpose: Purpose) -> EmailToken:
    """The usable token of a mail; `Invalid` for any other text. `consume` it once its person is locked."""
    try:
        token_id = UUID(_signer(purpose).unsign(text))
    except BadSignature:
        raise _unusable() from None
    token = EmailToken.objects.usable().filter(id=token_id, purpose=purpose).select_related("user").first()
    if token is None:
        raise _unusable()
    return token


def consume(token: EmailToken) -> None:
    """Use it up; `Invalid` where somebody was quicker."""
    if not EmailToken.objects.usable().filter(id=token.id).update(used_at=now()):
        raise _unusable()


def void(user_id: UUID, *purposes: Purpose) -> None:
    """No token of these purposes (if none is named, of any) that is on its way to a person works any more."""
    EmailToken.objects.filter(user_id=user_id, used_at=None, purpose__in=purposes or Purpose).update(used_at=now())


def _unusable() -> Invalid:
    return invalid("token", "does not work: it was used, replaced by a newer one, or is older than an hour")


def _signer(purpose: Purpose) -> Signer:
    return Signer(salt=f"email-token:{purpose.value}", sep=".")
