"""Who may open a stream, and who may see which event."""

import base64
import hashlib
import json
import re
from collections import OrderedDict
from dataclasses import dataclass
from time import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from events.frames import Frame
from events.log import Scope
from events.problems import NotAuthenticated

CACHED_TOKENS = 4096
ADMINS = frozenset({"owner", "admin"})

_PEM = re.compile(r"-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Claims:
    """What an access token says. `expires_at` in seconds since 1970. A personal access token is its own session."""

    user_id: str
    session_id: str
    expires_at: float


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket says: whose it is, and `query`, the stream that it opens, as `GET /events` takes it."""

    id: str
    user_id: str
    session_id: str
    expires_at: float
    query: str


class Verifier:
    """Verifies access tokens and tickets with the public keys; it cannot mint any."""

    def __init__(self, pem: str) -> None:
        keys = [load_pem_public_key(block.encode()) for block in _PEM.findall(pem)]
        self._keys = {thumbprint(key): key for key in keys if isinstance(key, Ed25519PublicKey)}
        self._verified: OrderedDict[str, Claims] = OrderedDict()

    def claims(self, token: str) -> Claims:
        """Raises `NotAuthenticated`. A token is verified once, its expiry each time."""
        claims = self._verified.get(token) or self._verify(token)
        if claims.expires_at <= time():
            raise NotAuthenticated("The access token has expired.")
        return claims

    def ticket(self, text: str) -> Ticket | None:
        """What a ticket says, even when its time is over; None for what the API has not signed as one."""
        try:
            content = self._signed(text, "jti", "query", verify_exp=False)
        except (jwt.InvalidTokenError, KeyError):
            return None
        if content["token_type"] != "ticket":  # noqa: S105
            return None
        texts = {name: str(content[name]) for name in ("jti", "sub", "sid", "query")}
        return Ticket(texts["jti"], texts["sub"], texts["sid"], float(content["exp"]), texts["query"])

    def _verify(self, token: str) -> Claims:
        try:
            content = self._signed(token)
        except jwt.ExpiredSignatureError:
            raise NotAuthenticated("The access token has expired.") from None
        except (jwt.InvalidTokenError, KeyError):
            raise NotAuthenticated from None
        if content["token_type"] != "access":  # noqa: S105  # a kind, no secret
            raise NotAuthenticated("This is no access token.")
        claims = Claims(str(content["sub"]), str(content["sid"]), float(content["exp"]))
        self._verified[token] = claims
        if len(self._verified) > CACHED_TOKENS:
            self._verified.popitem(last=False)
        return claims

    def _signed(self, token: str, *more: str, verify_exp: bool = True) -> dict[str, Any]:
        """The claims of a token that one of the keys has signed, those named in `more` among them."""
        key = self._keys[jwt.get_unverified_header(token).get("kid", "")]
        required = ["sub", "sid", "exp", "token_type", *more]
        options: jwt.types.Options = {"require": required, "verify_iat": False, "verify_exp": verify_exp}
        return jwt.decode(token, key, algorithms=["EdDSA"], options=options)


def may_see(frame: Frame, user_id: str, scope: Scope) -> bool:
    """An event's audience: a private project's members, admins, one user, or everybody in the workspace."""
    return (
        (frame.private_project_id is None or frame.private_project_id in scope.private_project_ids)
        and (not frame.admins_only or scope.role in ADMINS)
        and (frame.user_id is None or frame.user_id == user_id)
    )


def changes_sight(frame: Frame, before: Scope, after: Scope, gone: frozenset[str]) -> bool:
    """Whether a reader whose scope the event changed now sees more or less than the events told him.

    A project's own creation and deletion tell everything themselves; `gone` are the projects deleted before.
    """
    project_id = frame.project_id or ""
    changed = (before.private_project_ids ^ after.private_project_ids) - gone
    if frame.type in {"project.created", "project.updated"}:
        changed -= {project_id}
    if frame.type == "project.updated":
        insiders = after if frame.private_project_id else before
        return bool(changed) or project_id not in insiders.private_project_ids
    return bool(changed) or (before.role in ADMINS) != (after.role in ADMINS)


def cannot_be_replayed(frame: Frame, user_id: str, scope: Scope) -> bool:
    """Whether a client that comes back over this event may hold too much or too little.

    What it could see before is not known any more, so this errs towards reading again.
    """
    match frame.type:
        case "workspace.deleted" | "project.created":
            return False
        case "project.updated":
            return frame.private_project_id is None or frame.private_project_id not in scope.private_project_ids
        case "project.deleted":
            return frame.private_project_id is not None and frame.private_project_id not in scope.private_project_ids
        case _:
            return user_id in frame.access


def thumbprint(key: Ed25519PublicKey) -> str:
    """A key's id: RFC 7638 over the members that RFC 8037 requires."""
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    members = {"crv": "Ed25519", "kty": "OKP", "x": base64.urlsafe_b64encode(raw).rstrip(b"=").decode()}
    digest = hashlib.sha256(json.dumps(members, separators=(",", ":"), sort_keys=True).encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
