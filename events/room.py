"""A workspace with readers: its newest events in order, kept as frames that every reader pulls from.

There is no queue per reader. A reader knows the number that it has reached and takes what follows from the room, or,
if it is further behind than the room remembers, from the log. So a slow reader costs nothing, and what it may see is
decided at the moment of writing, with the access that it has then.
"""

import asyncio
import logging
from collections.abc import Collection, Sequence
from contextlib import suppress

from events import metrics
from events.frames import Frame, frame_of
from events.log import Log, LogUnavailable, Page, State
from events.memory import Early, Memory
from events.presence import Board
from events.reader import Reader
from events.recall import Recalled
from events.wire import Cursor, Message

BATCH = 128  # frames that a reader takes at once
DESERTED_AFTER = 60.0  # seconds
HOLE_PATIENCE = 0.025  # seconds: messages of two commits may overtake each other

_logger = logging.getLogger("tasktide.events")


class Room:
    """One per workspace and process. `last` is the newest number that readers may take."""

    def __init__(self, workspace_id: str, log: Log, state: State, recalled: Recalled) -> None:
        self.workspace_id = workspace_id
        self.readers: set[Reader] = set()
        self.state = state
        self.last = state.seq
        self.refreshes = 0
        self._log = log
        self._memory = Memory(state.seq)
        self._early = Early()
        self._looks: set[asyncio.Task[None]] = set()
        self._gone: frozenset[str] = frozenset()
        self._hole: asyncio.TimerHandle | None = None
        self._hole_ends = 0
        self._catching: asyncio.Task[None] | None = None
        self._catch_again = False
        self._recalling = asyncio.Lock()
        self._recalled = recalled
        self.board = Board(workspace_id, self._tell_presence)
        self._deserted_at = asyncio.get_running_loop().time()

    @property
    def cursor(self) -> Cursor:
        """Where readers stand that have everything."""
        return Cursor(self.state.epoch, self.last)

    def close(self) -> None:
        """Nothing of the room goes on."""
        self.board.close()
        for running in (self._hole, self._catching, *self._looks):
            if running is not None:
                running.cancel()

    def hear(self, message: Message) -> None:
        """A message of the publisher; it may come twice, late, out of order or never."""
        if message.epoch != self.state.epoch:
            self.catch_up()
        elif message.last > self.last:
            waiting = [frame_of(each, message.epoch) for each in message.envelopes if each.seq > self.last]
            if not waiting or not all(self._early.keep(frame) for frame in waiting):
                self.catch_up()
            self._advance()

    def compare(self, state: State | None, last_before: int) -> None:
        """What the log said, asked when `last` was `last_before`; None: the workspace is gone."""
        if state is None:
            self.end("forbidden")
        elif state.epoch != self.state.epoch or state.seq < last_before:
            self._restart(state)
        elif state.seq > self.last:
            self.catch_up()
        else:
            self.state = state

    def look(self) -> None:
        """Soon see where the log stands, by a query for all rooms that ask at the same time."""
        looking = asyncio.create_task(self._look_at_log())
        self._looks.add(looking)
        looking.add_done_callback(self._looks.discard)

    def catch_up(self) -> None:
        """Start to read the log, until there is no more."""
        if self._catching is None:
            self._catching = asyncio.create_task(self._read_log())
        else:
            self._catch_again = True

    async def reach(self, state: State) -> None:
        """Be at least where the log was seen; at the latest when it does not answer."""
        if state.epoch != self.state.epoch or state.seq > self.last:
            self.catch_up()
            await self._caught_up()

    def is_deserted(self, now: float) -> bool:
        """Whether nobody has been here for a while. Asked about once a second."""
        if self.readers:
            self._deserted_at = now
        return now - self._deserted_at >= DESERTED_AFTER

    async def since(self, seq: int) -> Sequence[Frame]:
        """Frames after `seq`, from memory or the log; no frames below `last`: trimmed, or the room has restarted.

        Raises `LogUnavailable`.
        """
        if seq + 1 < self._memory.oldest:
            async with self._recalling:
                if seq + 1 < self._memory.oldest:
                    known = self._recalled.after(self.workspace_id, self.state.epoch, seq)
                    return known or await self._recall(seq)
        return self._memory.between(seq + 1, min(self.last, seq + BATCH))

    def newest(self, after: int) -> Sequence[Frame]:
        """The frames after a number that the room remembers to the end, as far as it does."""
        return (
            self._memory.between(after + 1, min(self.last, after + BATCH)) if after + 1 >= self._memory.oldest else ()
        )

    def waiting_after(self, seq: int) -> tuple[int, int]:
        """How many events and bytes follow `seq`."""
        return self.last - seq, self._memory.bytes_between(seq + 1, self.last)

    def end(self, reason: str) -> None:
        """End each stream."""
        for reader in self.readers:
            reader.end(reason)

    def _advance(self) -> None:
        """Take what has become next in line; whatever may change somebody's access goes by way of the log."""
        if self._catching is not None:
            return
        reached = self.last
        while frame := self._early.pop(self.last + 1):
            if frame.access:
                self.catch_up()
                break
            self._keep(frame)
        if self.last > reached:
            metrics.RECEIVED.labels("redis").inc(self.last - reached)
            now = asyncio.get_running_loop().time()
            for reader in self.readers:
                reader.tell(now)
        if self._early and self._hole is None:
            self._hole = asyncio.get_running_loop().call_later(HOLE_PATIENCE, self._look_for_hole)

    def _look_for_hole(self) -> None:
        self._hole = None
        self._early.forget_until(self.last)
        if self._early and self._catching is None:
            metrics.HOLES.inc()
            self._hole_ends = self._early.first - 1
            self.catch_up()

    async def _look_at_log(self) -> None:
        last_before = self.last
        with suppress(LogUnavailable):  # the comparison that goes on all the time finds it later
            self.compare(await self._log.state(self.workspace_id), last_before)

    async def _read_log(self) -> None:
        try:
            self._catch_again = True
            while self._catch_again:
                self._catch_again = False
                last_before = self.last
                page = await self._log.page(self.workspace_id, last_before)
                if page is None:
                    self.end("forbidden")
                    return
                await self._take(page, last_before)
        except LogUnavailable as error:
            _logger.warning("the log of %s cannot be read: %s", self.workspace_id, error)
        finally:
            self._catching = None
            self._advance()

    async def _caught_up(self) -> None:
        if self._catching is not None:
            await asyncio.wait([self._catching])

    async def _take(self, page: Page, last_before: int) -> None:
        state = page.state
        if state.epoch != self.state.epoch or state.seq < last_before or state.log_start > last_before + 1:
            self._restart(state)
            return
        for envelope in page.envelopes:
            frame = frame_of(envelope, state.epoch)
            if frame.access:
                await self._refresh_access(frame)
            self._keep(frame)
        metrics.RECEIVED.labels("log").inc(len(page.envelopes))
        if last_before < self._hole_ends <= self.last:
            metrics.HEALED.inc()
        self.state = state
        self._catch_again |= self.last < state.seq
        self._wake()

    async def _refresh_access(self, frame: Frame) -> None:
        """Before anybody gets to see what follows `frame`, everybody's access is what it is after it."""
        self.refreshes += 1
        if frame.type == "project.deleted" and frame.private_project_id:
            self._gone |= {frame.private_project_id}
        if frame.type in {"project.created", "project.updated"}:
            for kept in (self.board, self._memory):
                kept.enclose(frame.project_id or "", is_private=frame.private_project_id is not None)
        scopes = await self._log.scopes(self.workspace_id, {reader.user_id for reader in self.readers})
        for reader in self.readers:
            reader.adopt(scopes.get(reader.user_id), frame, self._gone)

    def _restart(self, state: State) -> None:
        """The log is another one now, or no longer reaches back to where the room stood."""
        reason = "epoch" if state.epoch != self.state.epoch else "rewound" if state.seq < self.last else "trimmed"
        self.state, self.last = state, state.seq
        self._memory = Memory(state.seq)
        self._early.clear()
        for reader in self.readers:
            reader.reset(reason)

    async def _recall(self, seq: int) -> Sequence[Frame]:
        """Read what is older than the room remembers; what joins on is remembered for the readers to come."""
        memory, last_before = self._memory, self.last
        page = await self._log.page(self.workspace_id, seq)
        if page is None or page.state.epoch != self.state.epoch or page.state.seq < last_before:
            self.catch_up()
            await self._caught_up()
            return ()
        self.state = page.state
        frames = [frame_of(envelope, page.state.epoch) for envelope in page.envelopes if envelope.seq <= self.last]
        if frames:
            now = asyncio.get_running_loop().time()
            self._recalled.keep(self.workspace_id, page.state.epoch, frames, now)
            if memory.oldest <= frames[-1].seq + 1:
                memory.remember([frame for frame in frames if frame.seq < memory.oldest])
        return frames

    def _keep(self, frame: Frame) -> None:
        self.last = frame.seq
        self._memory.keep(frame)

    def _tell_presence(self, keys: Collection[str]) -> None:
        for reader in self.readers:
            reader.look(keys)

    def _wake(self) -> None:
        for reader in self.readers:
            reader.wake()
