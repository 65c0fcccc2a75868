"""Access and refresh tokens: django-ninja-jwt's token classes over a backend that signs with EdDSA.

Claims: `sub` (person), `sid` (session), `iat`, `exp`, `jti`, `token_type`; in a refresh token also `gen`, its number in
the session. See docs/decisions/0002-tokens.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID

import jwt
from jwt.types import Options
from ninja_jwt.exceptions import TokenBackendError, TokenError
from ninja_jwt.tokens import Token

from backend.accounts import keys
from backend.core.clock import now
from backend.core.errors import NotAuthenticated

ALGORITHM = "EdDSA"
REMEMBERED = 4096  # verified access tokens, about half a KiB each


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified token says. `generation` is 0 in an access token."""

    token_type: str
    user_id: UUID
    session_id: UUID
    generation: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Pair:
    """What signing in or refreshing yields."""

    access: str
    refresh: str


class _Backend:
    """What `Token` needs of its backend. The one of the package refuses EdDSA and knows neither `kid` nor rotation."""

    def encode(self, payload: Mapping[str, object]) -> str:
        signer = keys.signer()
        return jwt.encode(dict(payload), signer.key, ALGORITHM, headers={"kid": signer.id})

    def decode(self, token: str, verify: bool = True) -> dict[str, object]:
        try:
            key = keys.verifying().get(jwt.get_unverified_header(token).get("kid", ""))
            if key is None:
                raise TokenBackendError("no such key")
            # The package checks exp; a clock that is a second behind the issuer's must not refuse iat.
            options: Options = {"verify_signature": verify, "verify_exp": False, "verify_iat": False}
            return jwt.decode(token, key, [ALGORITHM], options)
        except (jwt.InvalidTokenError, UnicodeError) as error:
            raise TokenBackendError(str(error)) from error

    def get_leeway(self) -> timedelta:
        return timedelta()


_backend = _Backend()


class AccessToken(Token):
    """Opens the API and the stream."""

    token_type = "access"  # noqa: S105
    lifetime = timedelta(minutes=10)

    def get_token_backend(self) -> _Backend:
        return _backend


class RefreshToken(AccessToken):
    """Works once, for a new pair."""

    token_type = "refresh"  # noqa: S105
    lifetime = timedelta(days=30)


class StreamTicket(AccessToken):
    """Opens one stream, once: its `query` says which, as `GET /events` takes it."""

    token_type = "ticket"  # noqa: S105
    lifetime = timedelta(seconds=30)


def issue(user_id: UUID, session_id: UUID, generation: int) -> Pair:
    """The pair of a session's present generation."""
    access, refresh = AccessToken(), RefreshToken()
    for token in (access, refresh):
        token["sub"], token["sid"] = str(user_id), str(session_id)
    refresh["gen"] = generation
    return Pair(str(access), str(refresh))


def issue_ticket(user_id: UUID, session_id: UUID, query: str) -> str:
    """A ticket of a session, or of a personal access token."""
    ticket = StreamTicket()
    ticket["sub"], ticket["sid"], ticket["query"] = str(user_id), str(session_id), query
    return str(ticket)


def read_access(text: str) -> Claims:
    """The claims of an access token that has not expired; else `NotAuthenticated`. Says nothing of its session."""
    claims = _verified_access(text)
    if claims.expires_at <= now():
        raise NotAuthenticated
    return claims


def read_refresh(text: str) -> Claims:
    """The claims of a refresh token that has not expired, spent or not; else `NotAuthenticated`."""
    return _verified(RefreshToken, text)


def read(text: str) -> Claims:
    """The claims of a token of either kind."""
    try:
        return read_access(text)
    except NotAuthenticated:
        return read_refresh(text)


@lru_cache(maxsize=REMEMBERED)
def _verified_access(text: str) -> Claims:
    """Checking a signature costs more than the rest of the authentication: once a token, and errors are not kept."""
    return _verified(AccessToken, text)


def _verified(kind: type[AccessToken], text: str) -> Claims:
    try:
        payload = kind(text).payload
        return Claims(
            token_type=kind.token_type,
            user_id=UUID(payload["sub"]),
            session_id=UUID(payload["sid"]),
            generation=int(payload.get("gen", 0)),
            expires_at=datetime.fromtimestamp(payload["exp"], UTC),
        )
    except (TokenError, KeyError, ValueError, TypeError, AttributeError, OverflowError):
        raise NotAuthenticated from None
