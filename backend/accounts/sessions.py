"""Signing in and out. A session is a chain of refresh tokens; each works once, and a spent one ends the session.

A spent token means that two have it, and which of them is the thief cannot be told. So two simultaneous refreshes with
one token also end the session: a client with several windows refreshes in one of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import connection, transaction

from backend.accounts import passwords, tokens
from backend.accounts.models import Session, SessionQuerySet, User, UserQuerySet
from backend.accounts.tokens import Claims, Pair, RefreshToken
from backend.core import limits
from backend.core.clock import now
from backend.core.errors import NotAuthenticated, NotFound
from backend.eventlog.publish import publish_revoked

LIFETIME: timedelta = RefreshToken.lifetime

# The row is locked and looked at again after waiting for another refresh, so of many at once one finds its generation.
_CONSUME = """
    UPDATE accounts_session s SET generation = s.generation + 1, refreshed_at = %(now)s, expires_at = %(expires_at)s
    FROM accounts_user u
    WHERE s.id = %(id)s AND s.generation = %(generation)s AND s.revoked_at IS NULL AND s.expires_at > %(now)s
      AND u.id = s.user_id AND u.is_active AND u.has_login
    RETURNING s.generation"""


def log_in(*, email: str, password: str, user_agent: str = "", address: str = "") -> Pair:
    """A new session. `NotAuthenticated`, after the same time, for a wrong password and for an unknown e-mail address.

    `Throttled` after too many failures of this e-mail address, or from the network address `address`.
    """
    with proved(User.objects.able_to_log_in(), email=email, password=password, address=address) as user:
        return begin(user, user_agent, address)


@contextmanager
def proved(among: UserQuerySet, *, email: str, password: str, address: str) -> Iterator[User]:
    """The one of these people whose e-mail address and password were given, locked while his session is made."""
    attempt = limits.attempt("log-in", address=address, account=email)
    user = among.by_email(email).first()
    if not passwords.is_right(password, user) or user is None:
        raise _wrong()
    with transaction.atomic():
        # A password that was changed while the given one was being checked has ended the sessions of the old one.
        if not among.filter(id=user.id, password=user.password).locked().exists():
            raise _wrong()
        yield user
    attempt.succeeded()


def begin(user: User, user_agent: str, address: str = "") -> Pair:
    """A session of a person who has shown who he is, at this network address."""
    User.objects.filter(id=user.id).update(last_seen_at=now())
    session = Session.objects.create(
        user=user, user_agent=user_agent[:200], ip=address[:64], expires_at=now() + LIFETIME
    )
    return tokens.issue(user.id, session.id, session.generation)


def refresh(token: str) -> Pair:
    """The next pair. `NotAuthenticated` for a token that does not work; if it did once, its session ends."""
    claims = tokens.read_refresh(token)
    generation = _consume(claims)
    if generation is None:
        _end_if_spent(claims)
        raise NotAuthenticated("This refresh token does not work any more; log in again.")
    return tokens.issue(claims.user_id, claims.session_id, generation)


def verify(token: str) -> Claims:
    """What a token of either kind says; `NotAuthenticated` unless it works at this moment."""
    claims = tokens.read(token)
    living = Session.objects.living().filter(id=claims.session_id, user_id=claims.user_id)
    if claims.token_type == RefreshToken.token_type:
        living = living.filter(generation=claims.generation)
    if not living.exists():
        raise NotAuthenticated("This token does not work any more.")
    return claims


def revoke(token: str) -> None:
    """End the session of a refresh token, spent or not; nothing if it has ended before."""
    end(tokens.read_refresh(token).session_id)


def end_own(actor: User, session_id: UUID) -> None:
    """End one of one's own sessions."""
    if not Session.objects.living().filter(id=session_id, user=actor).exists():
        raise NotFound
    end(session_id)


def end(session_id: UUID) -> None:
    """End a session and its open streams."""
    _end(Session.objects.filter(id=session_id))


def end_all(user_id: UUID, *, keep: UUID | None = None) -> None:
    """End all sessions of a person but `keep`."""
    own = Session.objects.filter(user_id=user_id)
    _end(own.exclude(id=keep) if keep else own)


def _wrong() -> NotAuthenticated:
    return NotAuthenticated("The address or the password is wrong.")


def _consume(claims: Claims) -> int | None:
    """The session's next generation, if the token is its present one."""
    instant = now()
    values: dict[str, datetime | UUID | int] = {
        "now": instant,
        "expires_at": instant + LIFETIME,
        "id": claims.session_id,
        "generation": claims.generation,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CONSUME, values)
        row = cursor.fetchone()
    return row[0] if row else None


def _end_if_spent(claims: Claims) -> None:
    _end(Session.objects.filter(id=claims.session_id, generation__gt=claims.generation))


def _end(sessions: SessionQuerySet) -> None:
    with transaction.atomic():
        rows = sessions.filter(revoked_at=None).order_by("id").select_for_update(no_key=True)
        ended = list(rows.values_list("id", flat=True))
        Session.objects.filter(id__in=ended).update(revoked_at=now())
        for session_id in ended:
            transaction.on_commit(partial(publish_revoked, session_id))
