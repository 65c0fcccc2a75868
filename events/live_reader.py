"""A stream with a query: it keeps one list of tasks true, and carries nothing else.

Its reader's list is true as of a place in the log, and as of an instant. Events move the one, passages of time the
other. A passage belongs to a place, up to which events are told before it. Until it has been told, messages carry the
place at which it was due: whoever is cut off in the middle is told all of it again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from events import metrics
from events.access import Claims, cannot_be_replayed, may_see
from events.frames import Frame
from events.list_clock import ListClock
from events.live import Change, Meaning, change_of, held, redefines, relabelled, verdict
from events.log import LogUnavailable, Scope
from events.passages import Passages
from events.problems import NotFound
from events.reader import CHUNK_BYTES, PATIENCE, Reader
from events.selection import Selection
from events.wire import Cursor
from query.errors import QueryError

if TYPE_CHECKING:
    from events.room import Room

LOOK_EVERY: Final = 1.0  # seconds


class LiveReader(Reader):
    """`meaning` was found out when the log stood at `start` or later; `resolve` finds out what it is by now."""

    _tells_at_once = False  # it may have to ask first

    def __init__(
        self,
        room: "Room",
        claims: Claims,
        selection: Selection,
        *,
        start: int,
        meaning: Meaning,
        resolve: Callable[[], Awaitable[Meaning]],
        passages: Passages,
    ) -> None:
        super().__init__(room, claims, selection)
        self._start, self._meaning, self._resolve = start, meaning, resolve
        self._clock = ListClock(passages, meaning)
        self._resume: Cursor | None = None
        self._resets = 0
        self._first = 0
        self._departed: dict[str, Frame] = {}

    def begin(self, scope: Scope, cursor: str | None) -> None:
        """Start after `cursor`; without one where the query was given its meaning, so that no later event is missed."""
        place = Cursor(self.room.state.epoch, min(self._start, self.room.last))
        super().begin(scope, cursor or str(place))
        self._wind(is_list_fresh=cursor is None)

    def reset(self, reason: str) -> None:
        """Tell the client to read again, once the query has been given its meaning anew."""
        self._resets += 1
        self._resume = None
        super().reset(reason)

    def look_at_clock(self, now: float) -> None:
        """Called about once a second with the loop's time."""
        super().look_at_clock(now)
        self._set_alarm()

    @property
    def _cursor(self) -> Cursor:
        return self._clock.anchor or super()._cursor

    def _notice(self) -> bytes:
        if self._reset is None or self._is_over:
            return super()._notice()
        if self._resume is None or self._resume.epoch != self.room.state.epoch:
            self._resume = None
            return b""
        said = super()._notice()
        self._resume = None
        self._wind(is_list_fresh=True)
        return said

    def _ready(self) -> bytes:
        is_waiting = self._reset is not None or self._clock.anchor is not None
        return b"" if is_waiting else super()._ready()

    async def _events(self) -> bytes:
        try:
            if self._reset is not None:
                await self._renew()
                return b""
            if self._clock.is_due and not await self._turn():
                return b""
        except LogUnavailable:
            await asyncio.sleep(PATIENCE)
            self.wake()
            return b""
        passage = self._clock.passage
        if passage is None or self._position < passage.state.seq:
            return await super()._events()
        return b"" if self._is_interrupted else self._passed()

    def _chosen(self, following: Sequence[Frame]) -> bytes:
        self._confirmed, self._handed = self._handed, self._position
        self._clock.tick()
        chosen: list[bytes] = []
        size = 0
        for frame in following:
            if size >= CHUNK_BYTES or (self._clock.passage and frame.seq > self._clock.passage.state.seq):
                break
            if reason := self._misses(frame):
                self.reset(reason)
                return b""
            self._position = frame.seq
            if frame.type.startswith("task.") and (message := self._message(frame)):
                chosen.append(message)
                size += len(message)
                self._told = frame.seq
        self._set_alarm()
        metrics.DELIVERED.inc(len(chosen))
        if chosen and self._is_live:
            metrics.time_write(chosen[0])
        return b"".join(chosen)

    def _stand_at(self, seq: int) -> None:
        self._clock.anchor = None
        super()._stand_at(seq if self._resume is None else min(seq, self._resume.seq))

    @property
    def _is_over(self) -> bool:
        return self._ending is not None and self._position >= self._ending[1]

    def _misses(self, frame: Frame) -> str:
        """Why the list has to be read again because of this event, if it has to be."""
        is_replayed = frame.seq <= self._replayed_to
        if is_replayed and frame.access and cannot_be_replayed(frame, self.user_id, self._scope):
            return "access"
        is_seen = may_see(frame, self.user_id, self._scope)
        return "query" if is_seen and redefines(self._meaning, self.user_id, frame.type, frame.data) else ""

    def _message(self, frame: Frame) -> bytes:
        """What is told of an event about a task, if anything."""
        is_seen = may_see(frame, self.user_id, self._scope)
        if not is_seen and not self._departed:
            return b""
        change = change_of(frame.data)
        if frame.type == "task.left":
            if is_seen:
                self._departed[change.task_id] = frame
            return b""
        departed = self._departed.pop(change.task_id, None)
        if not is_seen:
            return self._lost(departed, change)
        found = verdict(self._meaning, self._clock.since, self._clock.now, frame.data)
        self._clock.heed(found.due)
        if change.is_secret:
            # Whoever saw where it came from was told that it left, unless he begins in between.
            found = replace(found, before=None if departed or frame.seq == self._first else False)
        name = found.told()
        if name == frame.type and self._clock.anchor is None:
            return frame.data
        return relabelled(frame.data, name, self._cursor) if name else b""

    def _lost(self, departed: Frame | None, change: Change) -> bytes:
        """Of a task that went where he does not see it, he is told the id alone."""
        if departed is None:
            return b""
        then, now = (self._meaning.reader(at) for at in (self._clock.since, self._clock.now))
        was_held = None if change.is_secret else held(self._meaning, change.before, then, now)
        return b"" if was_held is False else relabelled(departed.data, "task.left", self._cursor)

    async def _renew(self) -> None:
        """Find out what the query means by now, as of where the list will be read again."""
        resume, resets = self.room.cursor, self._resets
        try:
            self._meaning = await self._resolve()
        except QueryError:
            self.end("query")
        except NotFound:
            self.end("forbidden")
        if resets == self._resets:
            self._resume = resume
        self.wake()

    async def _turn(self) -> bool:
        """Begin with the passage that is due."""
        if not await self._clock.turn(self.room.workspace_id, super()._cursor):
            self.reset("query")
            return False
        if self._clock.passage is not None:
            await self.room.reach(self._clock.passage.state)
        return True

    def _passed(self) -> bytes:
        """What time has changed, at the place where the reader stands."""
        chunk = self._clock.told(lambda private: private is None or private in self._scope.private_project_ids)
        self._set_alarm()
        self.wake()
        return chunk

    def _wind(self, *, is_list_fresh: bool) -> None:
        self._first = self._position + 1
        self._departed.clear()
        self._clock.wind(self._meaning, super()._cursor, is_list_fresh=is_list_fresh)

    def _set_alarm(self) -> None:
        """Be woken when the next passage is due, if that is soon."""
        if (wait := self._clock.wait) is not None and wait < LOOK_EVERY:
            asyncio.get_running_loop().call_later(max(wait, 0.0), self.wake)
