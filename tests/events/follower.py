"""A client of the stream that keeps every byte."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import httpx

from tests.event_schema import assert_described

PATIENCE = 10.0


@dataclass(frozen=True)
class Said:
    """One message of a stream."""

    event: str
    id: str
    data: dict[str, object]

    @property
    def seq(self) -> int:
        """The number of its id."""
        return int(self.id.rpartition("-")[2])


@dataclass
class Follower:
    """An open stream. Use it as an async context manager."""

    url: str
    token: str
    workspace_id: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes = b""
    is_over: bool = False
    _messages: list[Said] = field(default_factory=list)
    _read_until: int = 0

    async def __aenter__(self) -> Self:
        self._client = httpx.AsyncClient(timeout=None)
        self.response = await self._client.send(self._request(), stream=True)
        self._news = asyncio.Event()
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        await self.response.aclose()
        await self._client.aclose()
        for said in self.said:
            assert_described(said.event, said.data, is_live="&q=" in self.query)

    def _request(self) -> httpx.Request:
        address = f"{self.url}/events?workspace={self.workspace_id}{self.query}"
        headers = {"Authorization": f"Bearer {self.token}", **self.headers}
        return self._client.build_request("GET", address, headers=headers)

    async def _read(self) -> None:
        try:
            async for chunk in self.response.aiter_raw():
                self.raw += chunk
                self._news.set()
        except httpx.TransportError:
            pass
        self.is_over = True
        self._news.set()

    @property
    def said(self) -> list[Said]:
        """Each complete message with data."""
        *complete, rest = self.raw[self._read_until :].split(b"\n\n")
        self._messages += [said for block in complete if (said := _said(block)) is not None]
        self._read_until = len(self.raw) - len(rest)
        return self._messages

    @property
    def numbers(self) -> list[int]:
        """The events that came, by number."""
        return [said.seq for said in self.said if said.id and said.event not in {"ready", "reset", "bye"}]

    def heard(self, event: str) -> list[Said]:
        """The messages of one type."""
        return [said for said in self.said if said.event == event]

    async def until(self, fulfilled: Callable[["Follower"], bool], patience: float = PATIENCE) -> None:
        """Wait for it; AssertionError with what was said if it does not come."""
        try:
            async with asyncio.timeout(patience):
                while not fulfilled(self):
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"not fulfilled; heard {self.raw[-2000:]!r}, over: {self.is_over}") from None

    async def live(self) -> "Follower":
        """Wait for `ready`."""
        await self.until(lambda stream: bool(stream.heard("ready")))
        return self


def _said(block: bytes) -> Said | None:
    fields = dict(line.split(": ", 1) for line in block.decode().split("\n") if not line.startswith(":"))
    return Said(fields["event"], fields.get("id", ""), json.loads(fields["data"])) if "data" in fields else None


async def eventually(fulfilled: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Wait for it, looking again and again, off the loop."""
    async with asyncio.timeout(patience):
        while not await asyncio.to_thread(fulfilled):  # noqa: ASYNC110  # what another process does has no event here
            await asyncio.sleep(0.05)
