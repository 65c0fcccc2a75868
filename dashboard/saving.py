"""A text on its way to the server while somebody types it: sent after a pause, one at a time, until it is there."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from dashboard.errors import DashboardError, Refused, SignedOut

PAUSE = 0.4  # seconds after the last key
AGAIN = 1.0  # seconds between two tries while nobody answers


class Writer(Protocol):
    """Who hears how it went."""

    def on_saved(self) -> None:
        """The server has all that was typed."""

    def on_waiting(self) -> None:
        """Nobody answers; it is tried again."""

    def on_refused(self, error: DashboardError) -> None:
        """The server said no."""


class Saving:
    """`truth` is what the server has, `typed` what it does not have yet. `save` gives what holds then."""

    def __init__(self, truth: str, save: Callable[[str], Awaitable[str]], writer: Writer) -> None:
        self.truth = truth
        self.typed: str | None = None
        self._save = save
        self._writer = writer
        self._timer: asyncio.TimerHandle | None = None
        self._sending = asyncio.Lock()
        self._running: set[asyncio.Task[None]] = set()

    def type(self, value: str) -> None:
        """A key was pressed."""
        self.typed = value
        self._wait(PAUSE)

    def hurry(self) -> None:
        """The field was left."""
        if self.typed is not None:
            self._wait(0)

    def _wait(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._begin)

    def _begin(self) -> None:
        task = asyncio.get_running_loop().create_task(self._send())
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _send(self) -> None:
        async with self._sending:
            while self.typed is not None:
                sent = self.typed
                try:
                    self.truth = await self._save(sent.strip()) if sent.strip() != self.truth else self.truth
                except DashboardError as error:
                    if _passes(error):
                        self._writer.on_waiting()
                        await asyncio.sleep(AGAIN)
                        continue
                    self._settle(sent)
                    self._writer.on_refused(error)
                    return
                if self._settle(sent):
                    self._writer.on_saved()
                return

    def _settle(self, sent: str) -> bool:
        """Whether nothing was typed meanwhile; else that comes next, after its own pause."""
        if self.typed == sent:
            self.typed = None
        return self.typed is None


def _passes(error: DashboardError) -> bool:
    """Whether the same may be taken a little later."""
    if isinstance(error, Refused):
        return error.status >= 500 or error.status == 429
    return not isinstance(error, SignedOut)
