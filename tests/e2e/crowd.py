"""People who read and people who write, whatever breaks: each comes back by itself, as a client should."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from tests.e2e.system import Account

PATIENCE = 20.0


@dataclass
class Watcher:
    """A client of the stream that keeps every byte, and comes back with its last id.

    `is_outside`: there are things that he may not see.
    """

    url: str
    account: Account
    workspace_id: str
    cursor: str
    is_outside: bool = False
    raw: bytearray = field(default_factory=bytearray)
    numbers: list[int] = field(default_factory=list)
    resets: list[str] = field(default_factory=list)
    byes: list[str] = field(default_factory=list)
    connections: int = 0

    async def watch(self) -> None:
        """Until cancelled."""
        async with httpx.AsyncClient(timeout=httpx.Timeout(5, read=30)) as client:
            while True:
                with suppress(httpx.TransportError):
                    await self._connect(client)
                await asyncio.sleep(0.1)

    async def _connect(self, client: httpx.AsyncClient) -> None:
        headers = {"Authorization": f"Bearer {self.account.token}", "Last-Event-ID": self.cursor}
        url = f"{self.url}/events?workspace={self.workspace_id}"
        async with client.stream("GET", url, headers=headers) as answer:
            # 503: the log does not answer; come back later.
            assert answer.status_code in {200, 503}, answer.status_code
            if answer.status_code == 200:
                self.connections += 1
                begin = len(self.raw)
                async for chunk in answer.aiter_raw():
                    self.raw += chunk
                    begin = self._take(begin)
                del self.raw[begin:]  # of a message that was cut off nothing counts

    def _take(self, begin: int) -> int:
        """Take in the whole messages from `begin` on; where the next one starts."""
        while (end := self.raw.find(b"\n\n", begin)) >= 0:
            block = self.raw[begin:end].decode()
            fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
            self.cursor = fields.get("id", self.cursor)
            match fields.get("event"):
                case None | "ready":
                    pass
                case "reset":
                    self.resets.append(fields["data"])
                case "bye":
                    self.byes.append(fields["data"])
                case _:
                    self.numbers.append(int(self.cursor.rpartition("-")[2]))
            begin = end + 2
        return begin

    async def reach(self, number: int, patience: float = PATIENCE) -> None:
        """Wait until the event `number` has come, or one after it."""
        deadline = time.monotonic() + patience
        while not self.numbers or self.numbers[-1] < number:
            assert time.monotonic() < deadline, f"{number} has not come, but {self.numbers[-3:]}"
            await asyncio.sleep(0.02)


@asynccontextmanager
async def watching(*watchers: Watcher) -> AsyncIterator[None]:
    """They watch for as long as the block lasts."""
    tasks = [asyncio.create_task(watcher.watch()) for watcher in watchers]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for ended in await asyncio.gather(*tasks, return_exceptions=True):
            assert isinstance(ended, asyncio.CancelledError), ended


class Writers:
    """Threads that make tasks, edit one and the same, and comment, again and again until each has gone through."""

    def __init__(self, *turns: Callable[[httpx.Client], None]) -> None:
        self._is_over = threading.Event()
        self._turns = turns
        self.failures: list[BaseException] = []
        self.written = 0

    @asynccontextmanager
    async def busy(self) -> AsyncIterator[None]:
        """They write for as long as the block lasts, and finish what they have begun."""
        threads = [threading.Thread(target=self._write, args=[turn]) for turn in self._turns]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._is_over.set()
            for thread in threads:
                await asyncio.to_thread(thread.join)
        assert self.failures == []

    def _write(self, turn: Callable[[httpx.Client], None]) -> None:
        with httpx.Client(timeout=20) as client:
            try:
                while not self._is_over.is_set():
                    turn(client)
                    self.written += 1
                    time.sleep(0.03)
            except BaseException as error:  # noqa: BLE001  # told by whoever waits for the threads
                self.failures.append(error)


def stubborn(send: Callable[[], httpx.Response]) -> None:
    """Send it until it is answered for good; what breaks off may have been done, so it must bear repetition."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            answer = send()
        except httpx.TransportError:
            answer = None
        if answer is not None and answer.is_success:
            return
        assert answer is None or answer.status_code == 503, (answer.status_code, answer.text)
        assert time.monotonic() < deadline
        time.sleep(0.1)


def turn_of(url: str, account: Account, project_id: str, task_id: str, word: str) -> Callable[[httpx.Client], None]:
    """What one of the writers does in a turn: a new task, a comment to it, and an edit of everybody's."""

    def turn(client: httpx.Client) -> None:
        client.headers["Authorization"] = f"Bearer {account.token}"
        made, said = str(uuid4()), str(uuid4())
        task = {"id": made, "project_id": project_id, "title": f"{word} {made}"}
        stubborn(lambda: client.post(f"{url}/api/tasks", json=task))
        stubborn(lambda: client.post(f"{url}/api/tasks/{made}/comments", json={"id": said, "body": word}))
        stubborn(lambda: client.patch(f"{url}/api/tasks/{task_id}", json={"title": f"{word} {said}"}))

    return turn
