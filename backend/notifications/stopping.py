"""Links in mails by which their reader wants no more of such, without logging in.

Who has the mail has the link: it can switch off the kinds of news that the mail tells, and nothing else.
"""

from collections.abc import Iterable
from urllib.parse import quote
from uuid import UUID

from django.core.signing import BadSignature, Signer

from backend.accounts.models import User
from backend.core.errors import NotFound
from backend.notifications.models import Channel, Digest, News
from backend.notifications.preferences import set_switches
from config.settings import load

DIGEST = "digest"  # what is ended by the link in the mail of the morning


def one_click_url(user_id: UUID, kinds: Iterable[str]) -> str:
    """Where a mail program sends its POST (RFC 8058)."""
    return f"{load().public_url}/api/unsubscribe/{_token(user_id, kinds)}"


def stop_url(user_id: UUID, kinds: Iterable[str]) -> str:
    """The page for people, with a button."""
    return f"{load().public_url}/unsubscribe?token={quote(_token(user_id, kinds))}"


def page_of(token: str) -> str:
    """The same for a token, whatever it is worth."""
    return f"{load().public_url}/unsubscribe?token={quote(token, safe='')}"


def stop(token: str) -> None:
    """Write no more mails of these kinds. `NotFound` for a link that is none of ours."""
    try:
        user_id, _, kinds = _signer().unsign(token).partition(".")
    except BadSignature:
        raise NotFound("This link is not one of ours.") from None
    if kinds == DIGEST:
        Digest.objects.filter(user_id=user_id).delete()
    elif User.objects.filter(id=user_id).exists():
        set_switches(UUID(user_id), {News(kind): {Channel.EMAIL.value: False} for kind in kinds.split("+")})


def _token(user_id: UUID, kinds: Iterable[str]) -> str:
    return _signer().sign(f"{user_id}.{'+'.join(sorted(set(kinds)))}")


def _signer() -> Signer:
    return Signer(salt="unsubscribe", sep=":")
