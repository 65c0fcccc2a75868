"""Who is calling: an access token of a living session, or a personal access token."""

from uuid import UUID

from django.db import connection
from django.http import HttpRequest
from ninja.security import HttpBearer

from backend.accounts import personal_tokens, presence, tokens
from backend.accounts.models import Scope, User
from backend.accounts.tokens import Claims
from backend.core import limits
from backend.core.clock import now
from backend.core.errors import Forbidden, NotAuthenticated
from backend.core.sql import fetch_one
from events.wire import TOKEN_PREFIX, token_digest

READING = frozenset({"GET", "HEAD", "OPTIONS"})

# What hardly any request looks at, and whoever does is given by Django with a query of its own.
_LATER = frozenset({"password", "last_login", "created_at", "updated_at", "email_verified_at"})
# Django's documented way to them.
_FIELDS = [field for field in User._meta.concrete_fields if field.name not in _LATER]  # noqa: SLF001
_NAMES = [field.attname for field in _FIELDS]
_PERSON = ", ".join(f'u."{field.column}"' for field in _FIELDS)
# Every request asks one of these.
_SIGNED_IN = f"""
    SELECT {_PERSON}
    FROM accounts_session s JOIN accounts_user u ON u.id = s.user_id
    WHERE s.id = %s AND s.user_id = %s AND s.revoked_at IS NULL AND s.expires_at > %s AND u.is_active"""
_BY_TOKEN = f"""
    SELECT {_PERSON}, t.id, t.scope, t.last_used_at
    FROM accounts_personaltoken t JOIN accounts_user u ON u.id = t.user_id
    WHERE t.digest = %s AND (t.expires_at IS NULL OR t.expires_at > %s) AND u.is_active"""


class BearerAuth(HttpBearer):
    """`Authorization: Bearer` and an access token or a personal access token. `request.auth` is the person."""

    openapi_bearerFormat = "JWT or tt_…"  # noqa: N815  # OpenAPI's own spelling
    openapi_description = "An access token of a session, or a personal access token."

    def __call__(self, request: HttpRequest) -> User:
        user: User | None = super().__call__(request)
        if user is None:
            raise NotAuthenticated
        limits.count_request(user.id)
        presence.note(user)
        return user

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """One query: deactivation, revocation and a changed password take effect with the next request."""
        if token.startswith(TOKEN_PREFIX):
            return self._by_token(request, token)
        return _signed_in(tokens.read_access(token))

    def _by_token(self, request: HttpRequest, token: str) -> User | None:
        row = fetch_one(_BY_TOKEN, [token_digest(token), now()])
        if row is None:
            return None
        *person, token_id, scope, last_used_at = row
        if scope == Scope.READ and not self._only_reads(request):
            raise Forbidden("This token may only read; make one with the scope “write”.")
        personal_tokens.note_use(token_id, last_used_at)
        return User.from_db(connection.alias, _NAMES, person)

    def _only_reads(self, request: HttpRequest) -> bool:
        return request.method in READING


class ReadingAuth(BearerAuth):
    """For what only reads, whatever its method."""

    def _only_reads(self, request: HttpRequest) -> bool:
        del request
        return True


class SignedInAuth(BearerAuth):
    """For what no program may do in a person's name: it takes an access token of a session."""

    openapi_bearerFormat = "JWT"  # noqa: N815
    openapi_description = "An access token of a session: no program may do this in a person's name."

    def _by_token(self, request: HttpRequest, token: str) -> User | None:
        if super()._by_token(request, token) is None:
            return None
        raise Forbidden("No personal access token may do this; log in.")


bearer = BearerAuth()
reading = ReadingAuth()
signed_in = SignedInAuth()


def actor_of(request: HttpRequest) -> User:
    """The person who calls."""
    user: object = getattr(request, "auth", None)
    if not isinstance(user, User):
        raise NotAuthenticated
    return user


def session_of(request: HttpRequest) -> UUID:
    """The session in which the caller acts. A personal access token is its own."""
    token = request.headers.get("Authorization", "").partition(" ")[2]
    if not token.startswith(TOKEN_PREFIX):
        return tokens.read_access(token).session_id
    row = fetch_one("SELECT id FROM accounts_personaltoken WHERE digest = %s", [token_digest(token)])
    if row is None:
        raise NotAuthenticated
    found: UUID = row[0]
    return found


def _signed_in(claims: Claims) -> User | None:
    """The person, while active and the session lives."""
    row = fetch_one(_SIGNED_IN, [claims.session_id, claims.user_id, now()])
    return User.from_db(connection.alias, _NAMES, row) if row else None
