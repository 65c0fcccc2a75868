"""Open tabs without browsers: they speak NiceGUI's protocol, take in all that a page is told and acknowledge it."""

import ast
import asyncio
import html
import re
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import uuid4

import aiohttp
import socketio

from bench.dashboard.browser import COOKIE

ACKNOWLEDGE = 3.0  # seconds from one to the next, as NiceGUI's page does it
DEFLATE = 15  # bits: a browser's web socket is compressed
PATIENCE = 20  # seconds for a connection
AT_ONCE = 4

_QUERY = re.compile(r"^\s*query: (\{.*\}),$", re.MULTILINE)
_ROWS = re.compile(r'"url":\s*"(/data/tasks[^"]*)"')


@dataclass
class Tab:
    """One of them. `heard`: messages that it was told."""

    socket: socketio.AsyncClient
    client_id: str
    next_message: int
    heard: int = 0

    async def listen(self, url: str, query: dict[str, object]) -> None:
        """Connect, as the page's script does."""
        self.socket.on("*", self._on_message)
        await self.socket.connect(
            f"{url}?{urlencode(query)}",
            transports=["websocket"],
            socketio_path="/_nicegui_ws/socket.io",
            wait_timeout=PATIENCE,
        )

    async def acknowledge(self) -> None:
        """Let the server forget what has come."""
        await self.socket.emit("ack", {"client_id": self.client_id, "next_message_id": self.next_message})

    async def close(self) -> None:
        """Leave."""
        await self.socket.disconnect()

    def _on_message(self, _name: str, told: object = None) -> None:
        self.heard += 1
        if isinstance(told, dict) and "_id" in told:
            self.next_message = int(told["_id"]) + 1


class Crowd:
    """Opens tabs of one person."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self._url, self._http = url, http

    async def open(self, path: str, *, with_rows: bool = True) -> Tab:
        """Get the page, and what its component loads, and be connected."""
        async with self._http.get(self._url + path) as answer:
            answer.raise_for_status()
            page = await answer.text()
        query = _query(page)
        if with_rows and (found := _ROWS.search(page)):
            async with self._http.get(self._url + html.unescape(found[1])) as answer:
                answer.raise_for_status()
                await answer.read()
        socket = socketio.AsyncClient(
            reconnection=False, http_session=self._http, websocket_extra_options={"compress": DEFLATE}
        )
        tab = Tab(socket, str(query["client_id"]), int(str(query["next_message_id"])))
        await tab.listen(self._url, query)
        return tab

    async def open_many(self, path: str, count: int) -> list[Tab]:
        """A few at a time."""
        return await _few_at_a_time([self.open(path) for _ in range(count)])

    async def visit(self, path: str, count: int) -> None:
        """So many pages, each left as soon as it is connected."""
        await _few_at_a_time([self._call(path) for _ in range(count)])

    async def _call(self, path: str) -> Tab:
        tab = await self.open(path, with_rows=False)
        await tab.close()
        return tab


@asynccontextmanager
async def crowd(url: str, cookie: str) -> AsyncIterator[Crowd]:
    """Tabs of whoever has this cookie."""
    connector, jar = aiohttp.TCPConnector(limit=0), aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(
        connector=connector, cookie_jar=jar, headers={"Cookie": f"{COOKIE}={cookie}"}
    ) as http:
        yield Crowd(url, http)


@asynccontextmanager
async def acknowledging(tabs: Sequence[Tab]) -> AsyncIterator[None]:
    """They tell what they have taken in, as pages do."""

    async def go_on() -> None:
        while True:
            for tab in tabs:
                await asyncio.sleep(ACKNOWLEDGE / len(tabs))
                await tab.acknowledge()

    task = asyncio.create_task(go_on())
    yield
    task.cancel()


def _query(page: str) -> dict[str, object]:
    found = _QUERY.search(page)
    if found is None:
        raise RuntimeError("this is not a page of the dashboard")
    query: dict[str, object] = ast.literal_eval(found[1])  # the template writes Python
    given = {name: str(value).lower() if isinstance(value, bool) else value for name, value in query.items()}
    return given | {"document_id": str(uuid4()), "tab_id": str(uuid4())}


async def _few_at_a_time(opening: Sequence[Coroutine[None, None, Tab]]) -> list[Tab]:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(work: Coroutine[None, None, Tab]) -> Tab:
        async with gate:
            return await work

    return await asyncio.gather(*map(one, opening))
