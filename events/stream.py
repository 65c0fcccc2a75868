"""The response that carries a stream: one write for whatever has gathered since the last."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from events import frames
from events.connection import Connection, Cycle
from events.reader import Reader

STREAM_KEY = "tasktide.stream"  # of the scope: what is still to be written when the application has answered
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class EventStream(Response):
    """Writes what its reader is to hear until that is over or the client has gone, then calls `leave`."""

    media_type = "text/event-stream"

    def __init__(self, reader: Reader, leave: Callable[[Reader], None], headers: Mapping[str, str]) -> None:
        self.status_code = 200
        self.background = None
        self.init_headers({**HEADERS, **headers})
        self._reader = reader
        self._leave = leave

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # as ASGI has it
        """Begin. `run` is left to the outermost application, or each stream would hold all layers of the framework."""
        scope[STREAM_KEY] = self
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})

    async def run(self, cycle: Cycle | None, receive: Receive, send: Send) -> None:
        """Write the stream."""
        watch = asyncio.create_task(self._watch(receive))
        try:
            # Servers tell of a vanished client by an OSError, or not at all.
            with suppress(OSError):
                await self._write(Connection(cycle), send)
        finally:
            watch.cancel()
            self.end()

    def end(self) -> None:
        """Nothing more is written."""
        self._leave(self._reader)

    async def _write(self, connection: Connection, send: Send) -> None:
        self._reader.travels_on(connection)
        chunk = frames.retry()
        while chunk:
            connection.wrote(len(chunk))
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
            chunk = await self._reader.next()
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _watch(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._reader.close()
