"""A line to a server that breaks off."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

ENDLESS = 1 << 60


@dataclass
class Line:
    """Passes bytes on. Each connection is cut after so many bytes of the answer, in the middle of whatever they say."""

    target: str
    cuts: Iterator[int]
    url: str = ""
    connections: int = 0
    ends: list[asyncio.StreamWriter] = field(default_factory=list)

    def cut(self) -> None:
        """Every connection is gone."""
        while self.ends:
            self.ends.pop().transport.abort()

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One client."""
        self.connections += 1
        parts = urlsplit(self.target)
        answer, request = await asyncio.open_connection(parts.hostname, parts.port)
        self.ends += [writer, request]
        asking = asyncio.create_task(_pass(reader, request, ENDLESS))
        with suppress(asyncio.CancelledError):
            await _pass(answer, writer, next(self.cuts, ENDLESS))
        asking.cancel()
        for end in (writer, request):
            end.transport.abort()


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limit: int) -> None:
    with suppress(OSError):
        while limit and (data := await reader.read(min(limit, 65536))):
            writer.write(data)
            await writer.drain()
            limit -= len(data)


@asynccontextmanager
async def breaking(target: str, *cuts: int) -> AsyncIterator[Line]:
    """A line to `target`. The connections after the last cut are left alone."""
    line = Line(target, iter(cuts))
    listener = await asyncio.start_server(line.connect, "127.0.0.1", 0)
    line.url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
    try:
        yield line
    finally:
        line.cut()
        listener.close()
        await listener.wait_closed()
