"""The instant of which the list of one live query is true, and how it becomes true of a later one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from events import clock
from events.live import ALWAYS, Meaning, Verdict, entry, held
from events.live_log import Passage, Passed
from events.passages import Passages
from events.reader import CHUNK_BYTES
from events.wire import Cursor
from query.predicate import matches

GRAIN: Final = timedelta(milliseconds=100)  # readers of one query judge events as of the same tenth of a second
REST: Final = timedelta(milliseconds=250)  # at least, between two passages
SKEW: Final = timedelta(minutes=1)  # by which the clocks of servers may differ


class ListClock:
    """The client's list is of some instant from `since` to `now`: of just one, once a first passage has been told.

    `anchor`: the place that messages carry while a passage is to be told. `passage`: the one that is being told.
    """

    def __init__(self, passages: Passages, meaning: Meaning) -> None:
        self.since = self.now = ALWAYS
        self.anchor: Cursor | None = None
        self.passage: Passage | None = None
        self._passages, self._meaning = passages, meaning
        self._is_since_known = True
        self._due: datetime | None = None
        self._rests_until = ALWAYS
        self._untold: list[Passed] = []

    def wind(self, meaning: Meaning, place: Cursor, *, is_list_fresh: bool) -> None:
        """Begin anew at a place: with a list that is being read now, or one as old as the event at this place."""
        self._meaning, self._is_since_known = meaning, is_list_fresh
        self.passage, self.anchor, self._due = None, None, None
        self.since = self.now = ALWAYS
        if meaning.hands:
            self.since = self.now = self._due = clock.now()
            self.anchor = place

    @property
    def is_due(self) -> bool:
        """Whether a passage is to be read."""
        return (wait := self.wait) is not None and wait <= 0

    @property
    def wait(self) -> float | None:
        """Seconds until the next passage, if any is to be expected."""
        if self._due is None or self.passage is not None:
            return None
        return (max(self._due, self._rests_until) - clock.now()).total_seconds()

    def tick(self) -> None:
        """Go on to the present, as long as that changes nothing."""
        if self.anchor is None and self._meaning.hands:
            at = clock.now()
            at -= timedelta(microseconds=at.microsecond % GRAIN.microseconds)
            if self.now < at and (self._due is None or at < self._due):
                self.since = self.now = at

    def heed(self, due: datetime | None) -> None:
        """Time changes something about a task at `due`."""
        if due is not None and (self._due is None or due < self._due):
            self._due = due

    async def turn(self, workspace_id: str, place: Cursor) -> bool:
        """Read the passage that is due. False: the list must be read again. Raises `LogUnavailable`."""
        self.anchor = self.anchor or place
        if not self._is_since_known:
            at = await self._passages.event_at(workspace_id, place.seq)
            if at is None and place.seq:
                return False
            self.since = self.now if at is None else min(at - SKEW, self.now)
            self._is_since_known = True
        due = self._due or self.now
        self.passage = await self._passages.of(workspace_id, self._meaning, self.since, past=due, at=place)
        if self.passage is None or self.passage.tasks is None:
            return False
        self._untold = list(self.passage.tasks)
        return True

    def told(self, sees: Callable[[str | None], bool]) -> bytes:
        """What the passage does to the list, about `CHUNK_BYTES` of it. `sees`: whether he sees a private project."""
        chosen: list[bytes] = []
        size = 0
        while self._untold and size < CHUNK_BYTES:
            one = self._untold.pop()
            if sees(one.private_project_id) and (message := self._message(one)):
                chosen.append(message)
                size += len(message)
        if not self._untold:
            self._end()
        return b"".join(chosen)

    def _message(self, one: Passed) -> bytes:
        if self.passage is None or self.anchor is None:
            return b""
        reader = self._meaning.reader
        before = held(self._meaning, one.task, reader(self.since), reader(self.now))
        name = Verdict(before, matches(self._meaning.tree, one.task, reader(self.passage.until))).told()
        if name in {"", "task.updated"}:
            return b""
        return entry(name, self.anchor, self.passage.state.seq, self.passage.until, one.task, one.text)

    def _end(self) -> None:
        if self.passage is not None:
            self.since = self.now = self.passage.until
            self._due = self.passage.due
            self._rests_until = self.passage.until + REST
        self.passage = self.anchor = None
