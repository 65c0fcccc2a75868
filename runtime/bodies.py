"""Slow clients and few threads: a thread of the API gets a request when its body is there, and is rid of a client that
takes nothing.

Behind the gateway nginx does this. `up` has no gateway and eight threads, and one slow upload each would stop them all.
"""

import asyncio
import json
from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from uuid import uuid4

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATIENCE = 15.0  # seconds in which something must come, as of the gateway
READING = 60.0  # seconds in which a client must take something
_IN_MEMORY = 1024 * 1024
_CHUNK = 64 * 1024


class WholeBodies:
    """Lets an application have requests whose bodies have come. `limit`: bytes that a body on this path may have.

    What is longer is passed on cut, one byte too long, so that the application refuses it in its own words.
    """

    def __init__(
        self,
        application: ASGIApp,
        limit: Callable[[str], int],
        *,
        patience: float = PATIENCE,
        reading: float = READING,
    ) -> None:
        self._application, self._limit, self._patience, self._reading = application, limit, patience, reading

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return await self._application(scope, receive, send)
        send = _Impatient(send, self._reading)
        try:
            first = await self._next(receive)
            if first["type"] != "http.request" or not first.get("more_body"):
                return await self._application(scope, _then(first, receive), send)
            with SpooledTemporaryFile(_IN_MEMORY) as body:
                if await self._collect(body, first, receive, self._limit(scope["path"]) + 1):
                    await self._application(scope, _reader(body), send)
        except _SilentError:
            await _refuse(send)
        return None

    async def _next(self, receive: Receive) -> Message:
        try:
            async with asyncio.timeout(self._patience):
                return await receive()
        except TimeoutError:
            raise _SilentError from None

    async def _collect(self, body: "SpooledTemporaryFile[bytes]", first: Message, receive: Receive, most: int) -> bool:
        """Whether the body, or as much of it as may come, is there; else the client has gone."""
        message = first
        while True:
            body.write(message["body"][: most - body.tell()])
            if not message.get("more_body") or body.tell() >= most:
                body.seek(0)
                return True
            message = await self._next(receive)
            if message["type"] != "http.request":
                return False


class _SilentError(Exception):
    """Nothing more of a body has come."""


class _Impatient:
    """A `send` that drops what a client does not take in time; the server closes the connection then."""

    def __init__(self, send: Send, seconds: float) -> None:
        self._send, self._seconds, self._is_lost = send, seconds, False

    async def __call__(self, message: Message) -> None:
        if self._is_lost:
            return
        try:
            async with asyncio.timeout(self._seconds):
                await self._send(message)
        except TimeoutError:
            self._is_lost = True


def _then(first: Message, receive: Receive) -> Receive:
    """As `receive`, but `first` once more."""
    waiting = [first]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


def _reader(body: "SpooledTemporaryFile[bytes]") -> Receive:
    async def read() -> Message:
        piece = body.read(_CHUNK)
        return {"type": "http.request", "body": piece, "more_body": len(piece) == _CHUNK}

    return read


async def _refuse(send: Send) -> None:
    problem = {
        "type": "urn:tasktide:problem:timeout",
        "title": "Request timeout",
        "status": 408,
        "detail": "Nothing more of the body has come for a while; send it again.",
        "request_id": uuid4().hex,
    }
    headers = [(b"content-type", b"application/problem+json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 408, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(problem).encode()})
