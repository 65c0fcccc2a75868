"""The readers: raw connections that count events by their bytes. They share the machine with who is measured."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from time import monotonic
from typing import TYPE_CHECKING, cast

from bench.stream.world import DIGITS, MARK, Topic

if TYPE_CHECKING:
    from bench.stream.sides import Side

_TAIL = 32  # bytes that are looked at once more, with what follows them: no mark and no greeting is longer
_PER_SECOND = 10_000  # latencies are counted in steps of a tenth of a millisecond
_OPENINGS = (b"HTTP/1.1 200", b"HTTP/1.1 101")
JOINING = 60.0  # seconds that a crowd may need to be there
LOOK_EVERY = 0.05


class Latencies:
    """From an event's commit until a reader had it."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()

    def add(self, seconds: float) -> None:
        """One delivery."""
        self._counts[int(seconds * _PER_SECOND)] += 1

    def percentile(self, percent: float, expected: int) -> float:
        """In seconds; what was expected and never came counts as endless."""
        wanted, seen = percent / 100 * max(expected, self._counts.total()), 0
        for step in sorted(self._counts):
            seen += self._counts[step]
            if seen >= wanted:
                return (step + 1) / _PER_SECOND
        return float("inf")


class Listener(asyncio.Protocol):
    """One reader. `last` is the number of the event that it had last."""

    def __init__(self, crowd: "Crowd", topic: Topic, request: bytes, last: int) -> None:
        self.topic = topic
        self.last = last
        self.is_ready = False
        self._crowd = crowd
        self._request = request
        self._tail = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by descent
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Count."""
        now = monotonic()
        if not self._tail and not data.startswith(_OPENINGS):
            self._crowd.refusals.append(data.decode(errors="replace"))
        data = self._tail + data
        if not self.is_ready and self._crowd.greeting in data:
            self.is_ready = True
            self._crowd.greet()
        end = 0
        if count := data.count(MARK):
            end = data.rfind(MARK) + len(MARK)
            self._take(count, int(data[end - len(MARK) - DIGITS : end - len(MARK)]), now, data)
        self._tail = data[max(end, len(data) - _TAIL) :] or b"\n"

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # it is lost either way
        """Note it."""
        self._crowd.lost += 1

    def leave(self) -> None:
        """Go away."""
        if self._transport is not None:
            self._transport.abort()

    def _take(self, count: int, last: int, now: float, data: bytes) -> None:
        crowd = self._crowd
        if last != self.last + count or (crowd.is_exact and not _is_row(data, self.last + 1, last)):
            crowd.irregular += 1
        self.last = last
        crowd.took(self.topic, last, count, now)


class Crowd:
    """Readers of one side. `irregular`: how often one had not exactly the next events; `is_exact`: looked at singly."""

    def __init__(self, side: "Side", *, is_exact: bool = False) -> None:
        self.greeting = side.greeting
        self.is_exact = is_exact
        self.listeners: list[Listener] = []
        self.refusals: list[str] = []
        self.delivered = self.irregular = self.lost = self.ready = 0
        self._arrivals: list[tuple[Topic, int, int, float]] = []
        self._side = side
        self._goal = 0
        self._reached = asyncio.Event()
        self._all_ready = asyncio.Event()

    async def join(self, readers: Iterable[tuple[Topic, str]], together: int = 100) -> None:
        """Let them in, `together` at a time: topics with the tokens of their readers. Raises `TimeoutError`."""
        gate = asyncio.Semaphore(together)
        before = len(self.listeners)
        for topic, token in readers:
            request = self._side.request(topic, token, None)
            self.listeners.append(Listener(self, topic, request, topic.number))
        async with asyncio.timeout(JOINING):
            await asyncio.gather(*(self._connect(each, gate) for each in self.listeners[before:]))
            await self._greeted()

    async def come_back(self, topic: Topic, tokens: Iterable[str], number: int) -> None:
        """All at once, with the cursor of this event."""
        requests = [self._side.request(topic, token, topic.cursor(number)) for token in tokens]
        self.listeners = [Listener(self, topic, request, number) for request in requests]
        gate = asyncio.Semaphore(len(requests))
        await asyncio.gather(*(self._connect(each, gate) for each in self.listeners))

    async def reach(self, delivered: int, patience: float) -> bool:
        """Wait until so many deliveries have been counted since `forget`."""
        self._goal = delivered
        self._reached.clear()
        if self.delivered < delivered:
            try:
                await asyncio.wait_for(self._reached.wait(), patience)
            except TimeoutError:
                return False
        return True

    async def all_have(self, number: int, patience: float) -> bool:
        """Wait until each of them has had the event of this number."""
        ends_at = monotonic() + patience
        while not (self.listeners and all(listener.last >= number for listener in self.listeners)):
            if monotonic() > ends_at:
                return False
            await asyncio.sleep(LOOK_EVERY)
        return True

    async def settle(self, patience: float = 60) -> None:
        """Wait until nothing more comes."""
        before, ends_at = -1, monotonic() + patience
        while before != self.delivered and monotonic() < ends_at:
            before = self.delivered
            await asyncio.sleep(1)

    def forget(self) -> None:
        """Count anew."""
        self.delivered = self.irregular = 0
        self._arrivals.clear()

    def latencies(self) -> Latencies:
        """Of all deliveries since `forget`."""
        found = Latencies()
        for topic, last, count, now in self._arrivals:
            for number in range(last - count + 1, last + 1):
                found.add(now - topic.sent[number])
        return found

    def greet(self) -> None:
        """One more is there."""
        self.ready += 1
        if self.ready >= len(self.listeners):
            self._all_ready.set()

    def took(self, topic: Topic, last: int, count: int, now: float) -> None:
        """A reader has the `count` events up to `last`."""
        self.delivered += count
        self._arrivals.append((topic, last, count, now))
        if self.delivered >= self._goal:
            self._reached.set()

    def leave(self) -> None:
        """All of them."""
        for listener in self.listeners:
            listener.leave()

    async def _connect(self, listener: Listener, gate: asyncio.Semaphore) -> None:
        loop = asyncio.get_running_loop()
        async with gate:
            await loop.create_connection(lambda: listener, "127.0.0.1", self._side.port)

    async def _greeted(self) -> None:
        while self.ready < len(self.listeners):
            self._all_ready.clear()
            try:
                await asyncio.wait_for(self._all_ready.wait(), 1)
            except TimeoutError:
                if self.refusals:
                    raise RuntimeError(f"{self._side.name} refused a reader: {self.refusals[0]}") from None


def _is_row(data: bytes, first: int, last: int) -> bool:
    """Whether the numbers in `data` are these, one after the other."""
    numbers = [int(part[-DIGITS:]) for part in data.split(MARK)[:-1]]
    return numbers == list(range(first, last + 1))
