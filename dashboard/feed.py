"""One event stream: read, resume where it broke off, tell the hub what came.

Follows the WHATWG server-sent events rules through httpx-sse; `reset` and `bye` are the contract's own.
"""

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import cast

import httpx
from httpx_sse import ServerSentEvent, SSEError, aconnect_sse

from dashboard.documents import Event
from dashboard.errors import DashboardError, SignedOut
from dashboard.presence import PresenceMessage

SILENCE = 40.0  # seconds without even a heartbeat (they come every 15) after which a connection counts as dead
FIRST_DELAY = 0.2
LONGEST_DELAY = 5.0


class State(StrEnum):
    """What the dot in the sidebar says."""

    LIVE = "live"
    CONNECTING = "connecting"
    OFFLINE = "offline"


class Ended(Exception):
    """The stream is over for good; the argument says why (`forbidden`, `revoked`)."""


@dataclass
class Feed:
    """The stream of one workspace. `access(rejected)` gives a token; `take` gets each event, `hear` who is
    where, `reset` a lost cursor."""

    http: httpx.AsyncClient
    workspace: str
    access: Callable[[str], Awaitable[str]]
    take: Callable[[Event], None]
    reset: Callable[[], Awaitable[None]]
    cursor: str = ""
    state: State = State.CONNECTING
    lag: float = 0.0  # seconds from the commit of the last live event to its arrival here
    on_state: Callable[[State], None] = lambda _: None
    hear: Callable[[PresenceMessage], None] = lambda _: None
    _rejected: str = field(default="", repr=False)
    _used: str = field(default="", repr=False)
    _failures: int = 0

    async def run(self) -> str:
        """Read until the stream ends for good; the reason."""
        while True:
            try:
                await self._read()
            except (httpx.HTTPError, SSEError, DashboardError) as error:
                if isinstance(error, SignedOut):
                    return "revoked"
                self._failures += 1
            except Ended as end:
                self._become(State.OFFLINE)
                return str(end)
            self._become(State.OFFLINE if self._failures > 2 else State.CONNECTING)
            await asyncio.sleep(delay(self._failures))

    async def _read(self) -> None:
        self._used = token = await self.access(self._rejected)
        headers = {"Authorization": f"Bearer {token}", **({"Last-Event-ID": self.cursor} if self.cursor else {})}
        query = {"workspace": self.workspace}
        timeout = httpx.Timeout(10, read=SILENCE)
        async with aconnect_sse(self.http, "GET", "/events", params=query, headers=headers, timeout=timeout) as source:
            status = source.response.status_code
            if status == 401:
                self._rejected = token
            if status in {403, 404}:
                raise Ended("forbidden")
            source.response.raise_for_status()
            async for message in source.aiter_sse():
                await self._on_message(message)

    async def _on_message(self, message: ServerSentEvent) -> None:
        self._failures = 0
        if message.id and message.event != "reset":
            self.cursor = message.id
        if not message.data:
            return
        body = json.loads(message.data)
        match message.event:
            case "ready":
                self._become(State.LIVE)
            case "reset":
                await self.reset()
                self.cursor = message.id or str(body.get("cursor", ""))
                self._become(State.LIVE)
            case "bye":
                self._on_bye(str(body.get("reason", "")))
            case "presence.updated":
                self.hear(cast("PresenceMessage", body))
            case _ if "seq" in body:
                self._measure(body["at"])
                self.take(cast("Event", body))

    def _on_bye(self, reason: str) -> None:
        if reason == "forbidden":
            raise Ended(reason)
        if reason == "revoked":
            self._rejected = self._used  # another sign-in of this person may go on; without one `access` ends it
        if reason == "token_expired":
            self._rejected = ""

    def _measure(self, at: str) -> None:
        if self.state is State.LIVE:
            self.lag = max(0.0, time.time() - datetime.fromisoformat(at).timestamp())

    def _become(self, state: State) -> None:
        if state is not self.state:
            self.state = state
            self.on_state(state)


def delay(failures: int) -> float:
    """Seconds to wait before the next try: growing, jittered, well under a second at first."""
    longest = min(LONGEST_DELAY, FIRST_DELAY * 2.0 ** min(failures, 10))
    return longest * random.uniform(0.5, 1.0)  # noqa: S311  # spreads load, keeps no secret
