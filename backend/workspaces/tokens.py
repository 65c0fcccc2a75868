"""The secrets of invitations: made of the installation's key, so that nothing but their hashes is kept.

An invitation has two. The link that the inviter gets may be passed on in any way, and lets its holder join. The one in
the mail does too, and proves that its holder reads the mail of the invited address.
"""

import base64
import hashlib
from uuid import UUID

from django.utils.crypto import salted_hmac

from config.settings import load


def link_token(invitation_id: UUID, generation: int) -> str:
    """What the inviter is shown."""
    return _token("link", invitation_id, generation)


def mail_token(invitation_id: UUID, generation: int) -> str:
    """What the mail alone holds."""
    return _token("mail", invitation_id, generation)


def hash_of(token: str) -> str:
    """The form in which a token is stored and looked up."""
    return hashlib.sha256(token.encode()).hexdigest()


def url_of(token: str) -> str:
    """The page on which it is accepted."""
    return f"{load().public_url}/invitations/{token}"


def _token(use: str, invitation_id: UUID, generation: int) -> str:
    made = salted_hmac(f"tasktide.invitation.{use}", f"{invitation_id} {generation}", algorithm="sha256")
    return base64.urlsafe_b64encode(made.digest()).decode().rstrip("=")
