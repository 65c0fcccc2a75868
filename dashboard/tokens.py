"""Access and refresh token of one sign-in, refreshed once however many ask at the same time."""

import asyncio
import base64
import binascii
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from dashboard.errors import SignedOut, Unreachable, problem

EARLY = 30.0  # seconds before the end of its life at which an access token is replaced


@dataclass(frozen=True, slots=True)
class Pair:
    """What the API hands out at sign-in and at each refresh."""

    access: str
    refresh: str


def claims(token: str) -> dict[str, object]:
    """What a JWT says, unverified (the API verifies); nothing if it cannot be read."""
    try:
        payload = token.split(".")[1]
        found = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (IndexError, ValueError, binascii.Error):
        return {}
    return found if isinstance(found, dict) else {}


def expiry(token: str) -> float:
    """The `exp` of a JWT as Unix time; 0 if it cannot be read."""
    at = claims(token).get("exp")
    return float(at) if isinstance(at, int | float) else 0.0


@dataclass
class Tokens:
    """The living pair of one sign-in. `changed` is told of each new pair, `ended` of the end."""

    http: httpx.AsyncClient
    pair: Pair | None
    changed: Callable[[Pair], None] = lambda _: None
    ended: Callable[[], None] = lambda: None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def access(self, *, rejected: str = "") -> str:
        """A token that the API should take; `rejected`: one that it just refused. Raises `SignedOut`, `Unreachable`."""
        if self._usable(rejected) is None:
            async with self._lock:
                if self._usable(rejected) is None:
                    await self._refresh()
        usable = self._usable(rejected)
        if usable is None:
            raise SignedOut
        return usable

    def end(self) -> None:
        """Forget both tokens."""
        if self.pair is not None:
            self.pair = None
            self.ended()

    def _usable(self, rejected: str) -> str | None:
        if self.pair is None:
            raise SignedOut
        token = self.pair.access
        return token if token != rejected and expiry(token) - time.time() > EARLY else None

    async def _refresh(self) -> None:
        if self.pair is None:
            raise SignedOut
        try:
            answer = await self.http.post("/api/token/refresh", json={"refresh": self.pair.refresh})
        except httpx.HTTPError as error:
            raise Unreachable from error
        if answer.status_code in {401, 403, 422}:
            self.end()
            raise SignedOut
        if answer.status_code != 200:
            raise problem(answer.status_code, None)
        body = answer.json()
        self.pair = Pair(body["access"], body["refresh"])
        self.changed(self.pair)
