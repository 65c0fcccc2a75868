"""One open stream: what it has got, what it may see, and what it is told next."""

import asyncio
import math
from collections.abc import Collection, Sequence
from time import time
from typing import TYPE_CHECKING

from events import frames, metrics
from events.access import Claims, cannot_be_replayed, changes_sight, may_see
from events.connection import Connection
from events.frames import Frame
from events.log import LogUnavailable, Scope
from events.presence import Onlooker
from events.selection import Selection
from events.wire import Cursor, parse_cursor

if TYPE_CHECKING:
    from events.room import Room

HEARTBEAT = 15.0  # seconds of silence
PATIENCE = 0.5  # seconds between two attempts while the log does not answer
CHUNK_BYTES = 64 * 1024  # about what is written at once
CUT_EVENTS = 256
CUT_BYTES = 1024 * 1024


class Reader:
    """Belongs to a room. `_position` is what it was handed, `_confirmed` what its socket is known to have taken."""

    # There are thousands.
    __slots__ = (
        "_began_at",
        "_confirmed",
        "_connection",
        "_ending",
        "_epoch",
        "_expires_at",
        "_handed",
        "_has_begun",
        "_is_closed",
        "_is_live",
        "_is_woken",
        "_onlooker",
        "_position",
        "_replayed_to",
        "_reset",
        "_scope",
        "_selection",
        "_told",
        "_waiter",
        "_written_at",
        "ends_at",
        "room",
        "session_id",
        "user_id",
    )

    _tells_at_once = True

    def __init__(self, room: "Room", claims: Claims, selection: Selection) -> None:
        self.room = room
        self.user_id = claims.user_id
        self.session_id = claims.session_id
        self.ends_at = math.inf  # by the loop's clock
        self._expires_at = claims.expires_at
        self._selection = selection
        self._scope = Scope("viewer", frozenset())
        self._reset: str | None = None
        self._ending: tuple[str, int] | None = None
        self._connection: Connection | None = None
        self._has_begun = self._is_live = self._is_closed = self._is_woken = False
        self._waiter: asyncio.Future[None] | None = None  # while there is nothing to tell
        self._onlooker = Onlooker(room.board, selection)
        self._written_at = asyncio.get_running_loop().time()
        self._epoch = room.state.epoch
        self._began_at: int | None = None
        self._position = self._replayed_to = self._told = self._handed = self._confirmed = room.last

    def begin(self, scope: Scope, cursor: str | None) -> None:
        """Start after `cursor`, or with a reset if it cannot be honoured; without one, now."""
        self._scope, self._has_begun = scope, True
        self._stand_at(self.room.last)
        self._replayed_to = self.room.last
        if cursor is None:
            return
        wanted = parse_cursor(cursor)
        if wanted is None:
            self._reset = "garbage"
        elif wanted.epoch != self.room.state.epoch:
            self._reset = "epoch"
        elif wanted.seq > self.room.last:
            self._reset = "future"
        elif wanted.seq < self.room.state.log_start - 1:
            self._reset = "trimmed"
        else:
            self._stand_at(wanted.seq)
            self._began_at = wanted.seq

    def adopt(self, scope: Scope | None, frame: Frame, gone: frozenset[str]) -> None:
        """Take over the access that the reader has after `frame`. None: he is no member any more."""
        if not self._has_begun:
            return  # whoever lets him in sees that access has changed, and looks again
        if scope is None:
            # Everybody may still hear that the workspace is gone.
            self.end("forbidden", after=frame.seq if frame.type == "workspace.deleted" else 0)
            return
        before = self._scope
        self._scope = Scope(scope.role, scope.private_project_ids | (before.private_project_ids & gone))
        if changes_sight(frame, before, self._scope, gone):
            self.reset("access")

    def look(self, keys: Collection[str]) -> None:
        """These people came, moved or left. A reader that begins looks at everybody."""
        if self._is_live and self._onlooker.is_curious:
            self._onlooker.look(keys)
            self.wake()

    def reset(self, reason: str) -> None:
        """Tell the client to read again, and go on from where the room then stands."""
        self._reset = reason
        self.wake()

    def end(self, reason: str, *, after: int = 0) -> None:
        """Say bye, once everything up to the number `after` is written; the first reason counts."""
        self._ending = self._ending or (reason, after)
        self.wake()

    def travels_on(self, connection: Connection) -> None:
        """What `next` returns is written to this connection."""
        self._connection = connection

    def cut(self) -> None:
        """Drop the connection: nothing more can be told over it, not even bye."""
        if self._connection is not None:
            self._connection.abort()
        self.close()

    def close(self) -> None:
        """The connection is gone."""
        self._is_closed = True
        self.wake()

    def wake(self) -> None:
        """There may be something to tell."""
        self._is_woken = True
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def tell(self, now: float) -> None:
        """There are new events: those that can be written at once are, without waking the response up."""
        line = self._free_line()
        if line is not None and (chunk := self._chosen(self.room.newest(self._position))):
            line.write(chunk)
            self._written_at = now
        if self._position < self.room.last or self._is_interrupted:
            self.wake()

    def look_at_clock(self, now: float) -> None:
        """Called about once a second with the loop's time."""
        if time() >= self._expires_at:
            self.end("token_expired")
        elif now >= self.ends_at:
            self.end("lifetime")
        if self._is_frozen(now):
            metrics.ENDED.labels("too_slow").inc()
            self.cut()
        elif now - self._written_at >= HEARTBEAT:
            self.wake()

    async def next(self) -> bytes:
        """What to write now; waits until there is something. Empty: the stream is over."""
        while not self._is_closed:
            self._is_woken = False
            # Ready again: he may see none of the last events.
            if chunk := self._notice() or self._ready() or await self._events() or self._ready() or self._sign():
                self._written_at = asyncio.get_running_loop().time()
            if self._onlooker.has_news and self._is_live and not self._is_closed:
                chunk += self._onlooker.news(self._scope)
            if chunk:
                return chunk
            if self._position >= self.room.last:
                await self._rest()
        return b""

    async def _rest(self) -> None:
        """Until `wake` is called, if that was not done yet."""
        if not self._is_woken:
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None

    def _free_line(self) -> Connection | None:
        """The connection, where events may be written to it past the response: that is waiting, with nothing to say."""
        is_idle = self._tells_at_once and self._waiter is not None and self._is_live and not self._is_woken
        if not is_idle or self._is_interrupted or self._connection is None or not self._connection.is_clear:
            return None
        return self._connection

    def _is_frozen(self, now: float) -> bool:
        """The socket has taken nothing for a while, and too much waits for it. One that reads is never frozen."""
        if self._connection is None or not self._connection.is_stuck(now):
            return False
        if self._ending is not None:
            return True  # it does not even take its bye
        events, size = self.room.waiting_after(self._confirmed)
        return events >= CUT_EVENTS or size + self._connection.waiting >= CUT_BYTES

    @property
    def _cursor(self) -> Cursor:
        return Cursor(self._epoch, self._position)

    @property
    def _is_interrupted(self) -> bool:
        """Whether something is to be said before any further event."""
        return self._reset is not None or (self._ending is not None and self._position >= self._ending[1])

    def _notice(self) -> bytes:
        """Bye, or a reset."""
        if not self._is_interrupted:
            return b""
        if self._ending is not None and self._position >= self._ending[1]:
            self._is_closed = True
            metrics.ENDED.labels(self._ending[0]).inc()
            wait = frames.RETRY_AT_ONCE if self._ending[0] == "lifetime" else frames.RETRY
            return frames.retry(spread=0.75, wait=wait) + frames.bye(self._cursor, self._ending[0])
        reason, self._reset, self._began_at = str(self._reset), None, None
        metrics.RESETS.labels(reason).inc()
        self._stand_at(self.room.last)
        self._replayed_to = self._position
        self._onlooker.look_again()
        return frames.reset(self.room.workspace_id, self._cursor, reason)

    def _ready(self) -> bytes:
        """Once: everything that there was when the stream began has been told."""
        if self._is_live or self._position < self._replayed_to:
            return b""
        self._is_live = True
        self._onlooker.look_again()
        self._told = self._position
        if self._began_at is not None:
            metrics.REPLAYED.observe(self._replayed_to - self._began_at)
        return frames.ready(self.room.workspace_id, self._cursor)

    async def _events(self) -> bytes:
        """The next events that he may and wants to see; empty also where there are none among the next."""
        if self._position >= self.room.last:
            return b""
        try:
            following = await self.room.since(self._position)
        except LogUnavailable:
            await asyncio.sleep(PATIENCE)
            return b""
        if not following and self._position + 1 < self.room.state.log_start:
            self.reset("trimmed")
        return b"" if self._is_interrupted else self._chosen(following)

    def _chosen(self, following: Sequence[Frame]) -> bytes:
        self._confirmed, self._handed = self._handed, self._position
        chosen: list[bytes] = []
        size = 0
        for frame in following:
            if size >= CHUNK_BYTES:
                break
            is_replayed = frame.seq <= self._replayed_to
            if is_replayed and frame.access and cannot_be_replayed(frame, self.user_id, self._scope):
                self.reset("access")
                return b""
            self._position = frame.seq
            if self._selection.wants(frame) and may_see(frame, self.user_id, self._scope):
                chosen.append(frame.data)
                size += len(frame.data)
                self._told = frame.seq
        metrics.DELIVERED.inc(len(chosen))
        if chosen and self._is_live:
            metrics.time_write(chosen[0])
        return b"".join(chosen)

    def _sign(self) -> bytes:
        """After a long silence, that the stream is still live."""
        is_silent = asyncio.get_running_loop().time() - self._written_at >= HEARTBEAT
        if not is_silent:
            return b""
        if self._told == self._position and not self._selection.is_filtered:
            return frames.HEARTBEAT
        self._told = self._position
        return frames.bare_id(self._cursor)

    def _stand_at(self, seq: int) -> None:
        self._epoch = self.room.state.epoch
        self._position = self._told = self._handed = self._confirmed = seq
