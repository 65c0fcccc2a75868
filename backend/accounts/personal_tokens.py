"""Personal access tokens: made, found again by what a client sends, withdrawn.

A token acts as its person and can do what that person can, except what would let it outlive or replace its owner's
own hold on the account: `auth.signed_in` guards those calls.
"""

import secrets
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction

from backend.accounts.models import PersonalToken, PersonalTokenQuerySet, Scope, User
from backend.core.clock import now
from backend.core.errors import Conflict, NotAuthenticated, NotFound, invalid
from backend.eventlog.publish import publish_revoked
from events.wire import TOKEN_PREFIX, token_digest

SECRET_BYTES = 24
START = len(TOKEN_PREFIX) + 4  # characters of a token that may be shown again
MOST = 100  # tokens of one person
GRAIN = timedelta(hours=1)  # of `last_used_at`


def create(
    *, actor: User, name: str, scope: str = Scope.READ, expires_at: datetime | None = None
) -> tuple[PersonalToken, str]:
    """A new token and its text, which nobody can learn again."""
    if expires_at is not None and expires_at <= now():
        raise invalid("expires_at", "must lie in the future")
    text = TOKEN_PREFIX + secrets.token_hex(SECRET_BYTES)
    with transaction.atomic():
        # Who is being switched off at this moment gets none that would work when switched on again.
        if not User.objects.active().filter(id=actor.id).locked().exists():
            raise NotAuthenticated
        if PersonalToken.objects.filter(user=actor).count() >= MOST:
            raise Conflict(f"You have {MOST} tokens; withdraw one first.")
        token = PersonalToken.objects.create(
            user=actor, name=name, scope=scope, start=text[:START], digest=token_digest(text), expires_at=expires_at
        )
    return token, text


def note_use(token_id: UUID, last_used_at: datetime | None) -> None:
    """The token was used just now. Written at most once in `GRAIN`."""
    instant = now()
    if last_used_at is None or last_used_at <= instant - GRAIN:
        PersonalToken.objects.filter(id=token_id).update(last_used_at=instant)


def withdraw(actor: User, token_id: UUID) -> None:
    """End one of one's own tokens, and its open streams."""
    if not _withdraw(PersonalToken.objects.filter(id=token_id, user=actor)):
        raise NotFound


def withdraw_all(user_id: UUID) -> None:
    """End all tokens of a person, and their open streams."""
    _withdraw(PersonalToken.objects.filter(user_id=user_id))


def _withdraw(tokens: PersonalTokenQuerySet) -> list[UUID]:
    with transaction.atomic():
        ended = list(tokens.order_by("id").select_for_update().values_list("id", flat=True))
        PersonalToken.objects.filter(id__in=ended).delete()
        for token_id in ended:
            transaction.on_commit(partial(publish_revoked, token_id))
    return ended
