"""Scripts and style sheets, NiceGUI's and ours: each is compressed once, as well as can be, and kept.

The addresses of these files change with what is in them, so whatever was kept is true as long as the process lives.
"""

import asyncio
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from nicegui import __version__
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

try:
    import brotli
except ImportError:  # where there is no wheel for the machine
    brotli = None

Way = Literal["br", "gzip"]

FOLDERS = ("/assets/", *(f"/_nicegui/{__version__}/{name}/" for name in ("static", "components", "libraries", "esm")))
KINDS = ("text/", "application/javascript", "application/json", "image/svg+xml")
SMALLEST = 500  # bytes
QUICK: Mapping[Way, int] = {"br": 5, "gzip": 6}  # milliseconds for a file
BEST: Mapping[Way, int] = {"br": 11, "gzip": 9}  # up to a second
GZIP = 31  # zlib's number for the format
POLICY = "default-src 'none'; frame-ancestors 'none'"  # these are no documents: the pages' own policy says nothing here


@dataclass(frozen=True)
class Answer:
    """A whole answer."""

    start: Message
    body: bytes

    async def send(self, send: Send) -> None:
        """Give it."""
        await send(self.start)
        await send({"type": "http.response.body", "body": self.body})

    @property
    def is_worth_it(self) -> bool:
        """Whether it becomes smaller."""
        kind = Headers(raw=self.start["headers"]).get("content-type", "")
        return self.start["status"] == 200 and kind.startswith(KINDS) and len(self.body) >= SMALLEST

    def packed(self, way: Way, quality: int) -> "Answer":
        """The same, compressed."""
        body = _pack(self.body, way, quality)
        kept = Headers(raw=self.start["headers"])
        headers = MutableHeaders({name: kept[name] for name in ("content-type", "cache-control") if name in kept})
        headers.update(_headers(way) | {"content-length": str(len(body)), "content-security-policy": POLICY})
        return Answer({**self.start, "headers": headers.raw}, body)


class Packed:
    """ASGI middleware that keeps them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[tuple[str, Way], Answer] = {}
        self._improving: set[asyncio.Task[None]] = set()
        self._one_at_a_time = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept; pass on whatever is not a file, and who asks for a part of one."""
        way = _way(scope)
        if way is None:
            await self._app(scope, receive, send)
            return
        key = (scope["path"], way)
        if key not in self._kept:
            plain = await self._read(scope, receive)
            if not plain.is_worth_it:
                await plain.send(send)
                return
            self._kept[key] = await asyncio.to_thread(plain.packed, way, QUICK[way])
            task = asyncio.create_task(self._improve(key, plain))
            self._improving.add(task)
            task.add_done_callback(self._improving.discard)
        await self._kept[key].send(send)

    async def _improve(self, key: tuple[str, Way], plain: Answer) -> None:
        """What takes long is done when the first visitor has been served."""
        async with self._one_at_a_time:
            self._kept[key] = await asyncio.to_thread(plain.packed, key[1], BEST[key[1]])

    async def _read(self, scope: Scope, receive: Receive) -> Answer:
        headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)

        await self._app({**scope, "headers": headers}, receive, collect)
        start, *parts = messages
        return Answer(start, b"".join(part.get("body", b"") for part in parts))


async def packed_json(request: Request, text: str) -> Response:
    """An answer that is made anew each time, compressed on the way."""
    way, headers = _taken(request.headers), {"Cache-Control": "no-store"}
    if way is None or len(text) < SMALLEST:
        return Response(text, media_type="application/json", headers=headers)
    body = await asyncio.to_thread(_pack, text.encode(), way, QUICK[way])
    return Response(body, media_type="application/json", headers=headers | _headers(way))


def _headers(way: Way) -> dict[str, str]:
    return {"content-encoding": way, "vary": "Accept-Encoding"}


def _way(scope: Scope) -> Way | None:
    """How the answer may be compressed; None where it is passed on as it is."""
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(FOLDERS):
        return None
    headers = Headers(scope=scope)
    if "range" in headers or "if-none-match" in headers or "if-modified-since" in headers:
        return None
    return _taken(headers)


def _taken(headers: Headers) -> Way | None:
    """The best that the browser takes."""
    parts = headers.get("accept-encoding", "").replace(" ", "").split(",")
    taken = {part.partition(";")[0] for part in parts if not part.endswith(";q=0")}
    if brotli is not None and "br" in taken:
        return "br"
    return "gzip" if "gzip" in taken else None


def _pack(body: bytes, way: Way, quality: int) -> bytes:
    if way == "br":
        packed: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality)
        return packed
    return zlib.compress(body, quality, GZIP)
