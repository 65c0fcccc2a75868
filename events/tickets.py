"""Streams of a browser's own `EventSource`, which sends no headers: opened by a ticket, come back to with a cookie.

The API signs a ticket, so it says by itself and for ever whose it is and which stream it opens. For half a minute it
also lets somebody in: one, whom it leaves a cookie. With that the browser comes back to the same address, long after
the ticket is spent, until the session ends. The cookie is good for just this person, session and selection.

Which tickets are spent, the processes tell each other over Redis. While it is away each knows of its own.
"""

import hashlib
import hmac
import math
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from time import time
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from config.settings import Settings
from events import frames, metrics
from events.access import Claims, Ticket, Verifier
from events.hub import Hub
from events.log import Log, LogUnavailable
from events.origin import is_foreign, is_secure
from events.problems import Forbidden, Throttled, Unavailable, request_id
from events.selection import StreamRequest, stream_request
from events.store import Store
from events.stream import HEADERS, EventStream

COOKIE = re.compile(r"tasktide_stream_[0-9a-f]{16}")
MOST_COOKIES = 32  # that a browser is left with; nginx takes 8 KiB of them
REMEMBERED = 60  # seconds, longer than a ticket lasts and clocks differ
SOON, LATER, HARDLY = 2_000, 10_000, 300_000  # milliseconds until a browser comes back


class TurnedAway(Exception):
    """No stream now. A browser gives up for ever unless it is told so in a stream; `wait` in milliseconds."""

    def __init__(self, reason: str, wait: int) -> None:
        self.reason, self.wait = reason, wait
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Pass:
    """The cookie that takes a spent ticket's place."""

    name: str
    secret: str

    def is_in(self, cookies: dict[str, str]) -> bool:
        """Whether the browser has it."""
        given = cookies.get(self.name, "").partition(".")[2]
        return hmac.compare_digest(given.encode(errors="replace"), self.secret.encode())

    def leave_on(self, response: Response, cookies: dict[str, str], *, secure: bool) -> None:
        """Give it to the browser, and take back those that it has not used for the longest time."""
        value = f"{int(time())}.{self.secret}"
        response.set_cookie(self.name, value, path="/events", secure=secure, httponly=True, samesite="strict")
        others = [name for name in cookies if COOKIE.fullmatch(name) and name != self.name]
        for name in sorted(others, key=lambda name: _left_at(cookies[name]))[: -MOST_COOKIES + 1]:
            response.delete_cookie(name, path="/events", secure=secure, httponly=True, samesite="strict")


class Tickets:
    """Lets in who has a ticket, or came in with it before."""

    def __init__(self, settings: Settings, verifier: Verifier, log: Log, hub: Hub) -> None:
        self._origins = settings.cors_origins
        self._public_url = settings.public_url
        self._verifier = verifier
        self._log = log
        self._hub = hub
        self._spent = Spent(hub.store)
        self._key = b""

    async def answer(self, request: Request, ticket: str) -> Response:
        """The stream that the ticket opens, or a bye. Raises a `Problem` where coming back is of no use."""
        if is_foreign(request, (self._public_url, *self._origins)):
            raise Forbidden("A ticket works on pages of this installation, and of origins that it knows.")
        headers = {"X-Request-ID": request_id(request)}
        if request.method == "HEAD":
            return Response(headers={**HEADERS, **headers}, media_type=EventStream.media_type)
        try:
            return await self._opened(request, self._verifier.ticket(ticket), headers)
        except TurnedAway as error:
            return _farewell(error, headers)

    async def _opened(self, request: Request, ticket: Ticket | None, headers: dict[str, str]) -> Response:
        if ticket is None:
            raise TurnedAway("ticket_spent", HARDLY)
        wanted, given = _wanted(request, ticket), await self._pass(ticket)
        # Spent by whoever has the cookie, too: nobody else is to use it after him.
        is_first = await self._spent.add(ticket)
        if not is_first and not given.is_in(request.cookies):
            raise TurnedAway("ticket_spent", HARDLY)
        # The session's end ends the stream, so the ten minutes of an access token do not matter.
        response = await self._stream(Claims(ticket.user_id, ticket.session_id, math.inf), wanted, headers)
        given.leave_on(response, request.cookies, secure=is_secure(request, self._public_url))
        return response

    async def _pass(self, ticket: Ticket) -> Pass:
        try:
            self._key = self._key or await self._log.key()
        except LogUnavailable:
            raise TurnedAway("unavailable", SOON) from None
        bound = f"{ticket.user_id} {ticket.session_id} {ticket.query}".encode()
        name = hashlib.sha256(bound).hexdigest()[:16]
        secret = hmac.digest(self._key, bound, "sha256")
        return Pass(f"tasktide_stream_{name}", urlsafe_b64encode(secret).rstrip(b"=").decode())

    async def _stream(self, claims: Claims, wanted: StreamRequest, headers: dict[str, str]) -> Response:
        """Or a bye, with which the cookie goes out as well: the ticket is spent, and the browser is to come back."""
        try:
            return EventStream(await self._hub.join(claims, wanted), self._hub.leave, headers)
        except Unavailable:
            return _farewell(TurnedAway("unavailable", SOON), headers)
        except Throttled:
            return _farewell(TurnedAway("throttled", LATER), headers)


class Spent:
    """The tickets that have been used."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._here: dict[str, float] = {}

    async def add(self, ticket: Ticket) -> bool:
        """Whether the ticket could still be used, which it cannot any more."""
        now = time()
        if ticket.expires_at <= now or ticket.id in self._here:
            return False
        self._here[ticket.id] = now
        while self._here[oldest := next(iter(self._here))] < now - REMEMBERED:
            del self._here[oldest]
        return await self._store.take(f"tasktide:tickets:{ticket.id}", REMEMBERED) is not False


def _wanted(request: Request, ticket: Ticket) -> StreamRequest:
    """What the ticket says, as if the address had said it; where to go on from, the browser says."""
    after = request.query_params.get("after")
    query = f"{ticket.query}&{urlencode({'after': after})}" if after is not None else ticket.query
    return stream_request(Request({**request.scope, "query_string": query.encode()}))


def _farewell(turned_away: TurnedAway, headers: dict[str, str]) -> Response:
    metrics.ENDED.labels(turned_away.reason).inc()
    content = frames.farewell(turned_away.reason, turned_away.wait)
    return Response(content, headers={**HEADERS, **headers}, media_type=EventStream.media_type)


def _left_at(value: str) -> int:
    """When a cookie was given, in seconds."""
    seconds = value.partition(".")[0]
    return int(seconds) if seconds.isascii() and seconds.isdecimal() and len(seconds) < 16 else 0
