"""How far the reader of a stream has come, for those who wait for that."""

import asyncio

from tasktide_stream.cursor import Cursor
from tasktide_stream.errors import Ended, OtherLog


class Progress:
    """The place up to which everything has been dealt with."""

    def __init__(self) -> None:
        self._place: Cursor | None = None
        self._former_epochs: set[str] = set()
        self._moved = asyncio.Event()
        self._end: str | None = None

    def move(self, text: str) -> None:
        """Everything up to this cursor has been dealt with."""
        place = Cursor.parse(text)
        if self._place is not None and self._place.epoch != place.epoch:
            self._former_epochs.add(self._place.epoch)
            self._former_epochs.discard(place.epoch)
        self._place = place
        self._wake()

    def end(self, reason: str) -> None:
        """It goes no further; the first reason counts."""
        self._end = self._end or reason
        self._wake()

    async def reach(self, text: str) -> None:
        """Wait until it has. Raises `Ended`; `OtherLog` if the log is no longer the one that the cursor is of."""
        wanted = Cursor.parse(text)
        while not self._has_reached(wanted):
            if wanted.epoch in self._former_epochs:
                raise OtherLog(f"{wanted} is of a log that has been replaced")
            if self._end is not None:
                raise Ended(self._end)
            await self._moved.wait()

    def _has_reached(self, wanted: Cursor) -> bool:
        place = self._place
        return place is not None and place.epoch == wanted.epoch and place.number >= wanted.number

    def _wake(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()
