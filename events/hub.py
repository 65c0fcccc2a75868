"""All streams of this process: rooms by workspace; one subscription, one timer, one look at the log for all."""

import asyncio
import logging
import math
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from events import metrics
from events.access import Claims
from events.bell import Bell
from events.lists import Lists
from events.log import Log, LogUnavailable, Scope, State
from events.problems import NotAuthenticated, NotFound, Throttled, Unavailable
from events.reader import Reader
from events.recall import Recalled
from events.room import Room
from events.selection import StreamRequest
from events.store import Store
from events.wire import SESSION_CHANNEL, channel, decode, is_presence, presence_channel, workspace_of

COMPARE_EVERY = 2.0  # seconds
COMPARE_WITHOUT_REDIS_EVERY = 0.2
COMPARE_TURNS = round(COMPARE_EVERY / COMPARE_WITHOUT_REDIS_EVERY)
LOOK_EVERY = 1.0
LAST_WORDS = 2.0  # seconds that a bye may take at shutdown before the connection is cut

_logger = logging.getLogger("tasktide.events")


class Hub:
    """Lets readers in and out, and keeps their rooms true.

    `lifetime`: of a connection in seconds, give or take a fifth, so that not all come back at the same time.
    """

    def __init__(self, log: Log, redis_url: str, streams_per_user: int, lifetime: float = math.inf) -> None:
        self._log = log
        self.lists = Lists(log)
        self._lifetime = lifetime
        self._bell = Bell(redis_url, self._hear, self._joined)
        self.store = Store(redis_url, self._bell.server_of)
        self._streams_per_user = streams_per_user
        self._streams: Counter[str] = Counter()
        self._rooms: dict[str, Room] = {}
        self._recalled = Recalled()
        self._tasks: list[asyncio.Task[None]] = []
        self._is_closing = False

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Work until the end of the block; then end each stream."""
        await self._log.open()
        self._bell.want(SESSION_CHANNEL)
        works = (self._bell.run(), self._compare_always(), self._look_always())
        self._tasks = [asyncio.create_task(work) for work in works]
        try:
            yield
        finally:
            self.shutdown()
            for task in self._tasks:
                task.cancel()
            # Bounded: on Python 3.11 a library's `wait_for` may swallow a cancellation.
            await asyncio.wait(self._tasks, timeout=1)
            for room in self._rooms.values():
                room.close()
            await self.store.close()
            await self._log.close()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept for anybody."""
        return not self._rooms and not self._streams

    async def admission(self, claims: Claims, workspace_id: str) -> tuple[Scope, State]:
        """What the bearer may see of a workspace, and where its log stands. Raises a `Problem` if nothing."""
        try:
            admission = await self._log.admission(workspace_id, claims.user_id, claims.session_id)
        except LogUnavailable:
            raise Unavailable from None
        if not admission.is_session_alive:
            raise NotAuthenticated("This session has ended.")
        if admission.scope is None or admission.state is None:
            raise NotFound
        return admission.scope, admission.state

    async def join(self, claims: Claims, wanted: StreamRequest) -> Reader:
        """A reader that is in its room; `leave` must be called for it. Raises a `Problem`."""
        if self._is_closing:
            raise Unavailable("The service is shutting down.")
        if self._streams[claims.user_id] >= self._streams_per_user:
            raise Throttled
        self._streams[claims.user_id] += 1
        try:
            return await self._let_in(claims, wanted)
        except BaseException:
            self._count_out(claims.user_id)
            raise

    def leave(self, reader: Reader) -> None:
        """The reader's stream is over."""
        reader.room.readers.discard(reader)
        self._count_out(reader.user_id)
        metrics.READERS.dec()

    def shutdown(self) -> None:
        """End each stream with `bye`, let nobody in, and cut those that do not take it."""
        if not self._is_closing:
            self._is_closing = True
            for reader in self._readers():
                reader.end("shutdown")
            asyncio.get_running_loop().call_later(LAST_WORDS, self._cut_all)

    async def ready(self) -> str:
        """`ok`, or why the service takes no streams. It does without Redis."""
        if self._is_closing:
            return "shutting down"
        if any(task.done() for task in self._tasks):
            return "a part of the hub has stopped"
        try:
            await self._log.states([])
        except LogUnavailable as error:
            return str(error)
        return "ok"

    async def _let_in(self, claims: Claims, wanted: StreamRequest) -> Reader:
        refreshes = self._rooms[wanted.workspace_id].refreshes if wanted.workspace_id in self._rooms else 0
        scope, state = await self.admission(claims, wanted.workspace_id)
        meaning = None if wanted.query is None else await self.lists.meaning(claims, wanted)
        room = self._room(wanted.workspace_id, state)
        if meaning is None:
            reader = Reader(room, claims, wanted.selection)
        else:
            reader = self.lists.reader(room, claims, wanted, meaning, state.seq)
        room.readers.add(reader)
        try:
            await room.reach(state)
            # Events that change access are applied to readers that have begun; this one looks again instead.
            while room.refreshes != refreshes:
                refreshes = room.refreshes
                scope, state = await self.admission(claims, wanted.workspace_id)
                await room.reach(state)
        except BaseException:
            room.readers.discard(reader)
            raise
        reader.ends_at = asyncio.get_running_loop().time() + self._lifetime * random.uniform(0.8, 1.2)  # noqa: S311
        reader.begin(scope, wanted.cursor)
        if self._is_closing:
            reader.end("shutdown")
        metrics.READERS.inc()
        return reader

    def _count_out(self, user_id: str) -> None:
        self._streams[user_id] -= 1
        if not self._streams[user_id]:
            del self._streams[user_id]

    def _room(self, workspace_id: str, state: State) -> Room:
        room = self._rooms.get(workspace_id)
        if room is None:
            room = self._rooms[workspace_id] = Room(workspace_id, self._log, state, self._recalled)
            self._bell.want(channel(workspace_id))
            self._bell.want(presence_channel(workspace_id))
            metrics.ROOMS.inc()
        return room

    def _hear(self, name: str, data: bytes) -> None:
        if name == SESSION_CHANNEL:
            self._revoke({data.decode(errors="replace")})
        elif not (room := self._room_of(name)):
            return
        elif is_presence(name):
            room.board.hear(data)
        else:
            try:
                room.hear(decode(data))
            except ValueError as error:
                _logger.warning("a message on %s cannot be read: %s", name, error)
                room.catch_up()

    def _joined(self, name: str) -> None:
        if room := self._room_of(name):
            room.board.look(self.store, self._log) if is_presence(name) else room.look()

    def _room_of(self, name: str) -> Room | None:
        return self._rooms.get(workspace_of(name))

    def _revoke(self, session_ids: set[str]) -> None:
        for reader in self._readers():
            if reader.session_id in session_ids:
                reader.end("revoked")

    async def _compare_always(self) -> None:
        """The log is the truth: whatever Redis lost is found here."""
        for turn in count():
            await asyncio.sleep(COMPARE_WITHOUT_REDIS_EVERY)
            if self._bell.is_connected and turn % COMPARE_TURNS:
                continue
            try:
                await self._compare()
                if turn % COMPARE_TURNS == 0:
                    await self._look_at_sessions()
            except LogUnavailable as error:
                _logger.warning("the log does not answer: %s", error)

    async def _compare(self) -> None:
        rooms = {room: room.last for room in self._rooms.values() if room.readers}
        if not rooms:
            return
        states = await self._log.states([room.workspace_id for room in rooms])
        for room, last_before in rooms.items():
            room.compare(states.get(room.workspace_id), last_before)

    async def _look_at_sessions(self) -> None:
        sessions = {reader.session_id for reader in self._readers()}
        if sessions:
            self._revoke(sessions - await self._log.living_sessions(sessions))

    async def _look_always(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            now = asyncio.get_running_loop().time()
            for reader in self._readers():
                reader.look_at_clock(now)
            self._recalled.forget(now)
            for room in self._rooms.values():
                room.board.expire(now)
            for room in [room for room in self._rooms.values() if room.is_deserted(now)]:
                del self._rooms[room.workspace_id]
                self._bell.unwant(channel(room.workspace_id))
                self._bell.unwant(presence_channel(room.workspace_id))
                room.close()
                metrics.ROOMS.dec()

    def _readers(self) -> list[Reader]:
        return [reader for room in self._rooms.values() for reader in room.readers]

    def _cut_all(self) -> None:
        for reader in self._readers():
            reader.cut()
