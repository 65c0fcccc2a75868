"""Who is signed in: tokens in memory under a random id, and encrypted on disk so that a restart signs nobody out.

The browser's signed cookie holds the id, the id leads to the tokens. A file's name is the id's hash and its content is
encrypted with a key made of the installation's secret, so the folder alone opens nothing.
"""

import base64
import contextlib
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from cryptography.fernet import Fernet, InvalidToken
from fastapi import Request

from dashboard.client import Api
from dashboard.documents import User
from dashboard.tokens import Pair, Tokens, claims

LIFE = 30 * 24 * 3600  # seconds; a refresh token lives no longer
SIGN_IN = "sign_in"  # under which a browser's signed cookie holds the id of its sign-in
TICKET_LIFE = 60.0  # seconds


@dataclass
class Session:
    """One sign-in of one browser."""

    id: str
    api: Api
    user: User | None = None
    on_end: list[Callable[[], None]] = field(default_factory=list)
    all: Callable[[], Iterable["Session"]] = tuple  # every sign-in of this process

    async def me(self, *, fresh: bool = False) -> User:
        """The person, read once and kept up to date by the stream."""
        if self.user is None or fresh:
            self.user = await self.api.me()
        return self.user

    @property
    def is_living(self) -> bool:
        """Whether there are tokens left."""
        return self.api.tokens.pair is not None

    @property
    def device(self) -> str:
        """What the API calls this sign-in."""
        return self._claim("sid")

    def end_others(self, device: str = "") -> None:
        """The API has ended one's other sign-ins, or this one of them: their tabs leave at once."""
        mine = self._claim("sub")
        for other in list(self.all()):
            if other is not self and other._claim("sub") == mine and device in {"", other.device}:  # noqa: SLF001
                other.api.tokens.end()

    def _claim(self, name: str) -> str:
        pair = self.api.tokens.pair
        return str(claims(pair.access).get(name, "")) if pair else ""


class Sessions:
    """All sign-ins of this process."""

    def __init__(self, http: httpx.AsyncClient, folder: Path, secret: str) -> None:
        self.http = http
        self._folder = folder
        self._box = Fernet(
            base64.urlsafe_b64encode(hashlib.sha256(b"tasktide dashboard sessions\0" + secret.encode()).digest())
        )
        self._living: dict[str, Session] = {}
        self._tickets: dict[str, tuple[str, str, float]] = {}

    def begin(self, pair: Pair) -> Session:
        """Remember a new sign-in."""
        session = self._session(secrets.token_urlsafe(32), pair)
        self._keep(session.id, pair)
        return session

    def admit(self, session: Session, browser: str) -> str:
        """A ticket with which this browser alone, once and soon, fetches the cookie of a sign-in."""
        now = time.monotonic()
        self._tickets = {key: one for key, one in self._tickets.items() if one[2] > now}
        ticket = secrets.token_urlsafe(32)
        self._tickets[ticket] = (session.id, browser, now + TICKET_LIFE)
        return ticket

    def redeem(self, ticket: str, browser: str) -> Session | None:
        """The sign-in that a ticket is for."""
        session_id, meant, ends = self._tickets.pop(ticket, ("", "", 0.0))
        return self.find(session_id) if meant == browser and ends > time.monotonic() else None

    def of(self, request: Request) -> Session | None:
        """Who asks."""
        return self.find(request.session.get(SIGN_IN))

    def find(self, session_id: str | None) -> Session | None:
        """The sign-in of this id, from memory or from before the last restart."""
        if not session_id:
            return None
        known = self._living.get(session_id)
        if known is None and (pair := self._kept(session_id)) is not None:
            known = self._session(session_id, pair)
        return known if known is not None and known.is_living else None

    def sweep(self) -> None:
        """Remove what is too old to be of use."""
        for path in self._folder.glob("*.session"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < time.time() - LIFE:
                    path.unlink()

    def _session(self, session_id: str, pair: Pair) -> Session:
        tokens = Tokens(
            self.http,
            pair,
            changed=lambda new: self._keep(session_id, new),
            ended=lambda: self._drop(session_id),
        )
        session = Session(session_id, Api(self.http, tokens), all=self._living.values)
        self._living[session_id] = session
        return session

    def _drop(self, session_id: str) -> None:
        session = self._living.pop(session_id, None)
        self._path(session_id).unlink(missing_ok=True)
        for callback in list(session.on_end) if session else []:
            callback()

    def _keep(self, session_id: str, pair: Pair) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(session_id)
        draft = path.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_bytes(self._box.encrypt(json.dumps([pair.access, pair.refresh]).encode()))
        draft.replace(path)

    def _kept(self, session_id: str) -> Pair | None:
        try:
            access, refresh = json.loads(self._box.decrypt(self._path(session_id).read_bytes(), ttl=LIFE))
        except (OSError, InvalidToken, ValueError):
            return None
        return Pair(access, refresh)

    def _path(self, session_id: str) -> Path:
        return self._folder / f"{hashlib.sha256(session_id.encode()).hexdigest()}.session"
