"""What time has done to the tasks of workspaces, read once for all readers whose queries have the same hands."""

import asyncio
from collections import OrderedDict
from datetime import datetime
from typing import Final

from events.live import Meaning
from events.live_log import LiveLog, Passage
from events.wire import Cursor
from query.clock import Hand

KEPT: Final = 64

_Key = tuple[str, str, frozenset[Hand], datetime]


class Passages:
    """One per process."""

    def __init__(self, log: LiveLog) -> None:
        self._log = log
        self._kept: OrderedDict[_Key, Passage] = OrderedDict()
        self._running: dict[_Key, asyncio.Task[Passage | None]] = {}

    async def of(
        self, workspace_id: str, meaning: Meaning, since: datetime, *, past: datetime, at: Cursor
    ) -> Passage | None:
        """From `since`, or a little before, to some instant after `past`, at the place `at` in the log or a later one.

        None: there is no such workspace any more. Raises `LogUnavailable`.
        """
        since = since.replace(microsecond=0)  # so that more readers ask the same
        key = (workspace_id, meaning.zone.key, meaning.hands, since)
        found = self._kept.get(key)
        if found is None and key in self._running:
            found = await asyncio.shield(self._running[key])
        if found is not None and found.until >= past and found.state.epoch == at.epoch and found.state.seq >= at.seq:
            return found
        return await asyncio.shield(self._run(key, meaning))

    async def event_at(self, workspace_id: str, seq: int) -> datetime | None:
        """When an event was written; None where it is not kept. Raises `LogUnavailable`."""
        return await self._log.event_at(workspace_id, seq)

    def _run(self, key: _Key, meaning: Meaning) -> "asyncio.Task[Passage | None]":
        """For others as well, so it goes on when whoever began it has gone."""
        task = asyncio.create_task(self._read(key, meaning))
        self._running[key] = task
        task.add_done_callback(lambda done: self._ended(key, done))
        return task

    async def _read(self, key: _Key, meaning: Meaning) -> Passage | None:
        workspace_id, _, hands, since = key
        return await self._log.passage(workspace_id, hands, meaning.reader(since))

    def _ended(self, key: _Key, task: "asyncio.Task[Passage | None]") -> None:
        if self._running.get(key) is task:
            del self._running[key]
        if task.cancelled() or task.exception() or (passage := task.result()) is None:
            return
        self._kept[key] = passage
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
