"""Everybody who may see a change sees it once, in order, whatever breaks. Over HTTP, with real processes."""

import asyncio
import json
import random
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.e2e.system import Account, Crew, System
from tests.event_schema import assert_described

pytestmark = pytest.mark.e2e

WRITERS = 8
ROUNDS = 12


class Reader:
    """A client of the stream that comes back with its last id. `cut_after`: reads that long, then drops the line."""

    def __init__(self, url: str, account: Account, workspace_id: str, cut_after: float | None = None) -> None:
        self.url, self.account, self.workspace_id, self.cut_after = url, account, workspace_id, cut_after
        self.numbers: list[int] = []
        self.resets: list[str] = []
        self.last_id = ""
        self.connections = 0

    async def read_until(self, number: int) -> None:
        """Follow until the event `number` has come."""
        while not self.numbers or self.numbers[-1] < number:
            limit = None if self.cut_after is None else random.uniform(0.05, self.cut_after)
            try:
                async with asyncio.timeout(limit):
                    await self._connect(number)
            except (TimeoutError, httpx.HTTPError):
                await asyncio.sleep(0.01)

    async def _connect(self, number: int) -> None:
        headers = {"Authorization": f"Bearer {self.account.token}"}
        if self.last_id:
            headers["Last-Event-ID"] = self.last_id
        url = f"{self.url}/events?workspace={self.workspace_id}"
        async with httpx.AsyncClient(timeout=None) as client, client.stream("GET", url, headers=headers) as answer:
            assert answer.status_code == 200, await answer.aread()
            self.connections += 1
            async for name, identity in _events(answer):
                self._take(name, identity)
                if self.numbers and self.numbers[-1] >= number:
                    return

    def _take(self, name: str, identity: str) -> None:
        self.last_id = identity or self.last_id
        if name == "reset":
            self.resets.append(identity)
        elif name not in {"", "ready", "bye"}:
            self.numbers.append(int(identity.rpartition("-")[2]))


async def _events(answer: httpx.Response) -> AsyncIterator[tuple[str, str]]:
    """(event, id) of each message, once it is whole and as it was described."""
    name = identity = ""
    async for line in answer.aiter_lines():
        if line.startswith("event:"):
            name = line.removeprefix("event:").strip()
        elif line.startswith("id:"):
            identity = line.removeprefix("id:").strip()
        elif line.startswith("data:"):
            assert_described(name, json.loads(line.removeprefix("data:")))
        elif not line:
            yield name, identity
            name = identity = ""


def write(crew: Crew, number: int, task_id: str) -> None:
    """One of eight writers: creates, edits one and the same task, comments."""
    account = crew.ann if number % 2 else crew.bob
    for turn in range(ROUNDS):
        _stubborn(lambda turn=turn: account.patch(f"/api/tasks/{task_id}", {"title": f"{number}.{turn}"}))  # type: ignore[misc]
        body = {"project_id": crew.project["id"], "title": f"{number}.{turn}"}
        made = _stubborn(lambda body=body: account.post("/api/tasks", body))  # type: ignore[misc]
        _stubborn(lambda made=made: account.post(f"/api/tasks/{made['id']}/comments", {"body": "seen"}))  # type: ignore[misc]


def _stubborn(work: Callable[[], object]) -> object:
    """Try again while the connection fails: the web process itself is not killed in these stories."""
    for attempt in range(50):
        try:
            return work()
        except httpx.TransportError:
            time.sleep(0.05 * (attempt + 1))
    raise AssertionError("the API did not come back")


async def follow(system: System, crew: Crew, disturb: Callable[[], Awaitable[None]] | None = None) -> list[Reader]:
    """Readers for Ann and Bob, one standing, one cut again and again, while eight writers write."""
    task = crew.task("Everybody's")
    start = _last(crew)
    readers = [
        Reader(system.url, crew.ann, crew.workspace["id"]),
        Reader(system.url, crew.bob, crew.workspace["id"], cut_after=0.4),
        Reader(system.url, crew.ann, crew.workspace["id"], cut_after=0.15),
    ]
    epoch = _cursor(crew).partition("-")[0]
    for reader in readers:
        reader.last_id = f"{epoch}-{start}"
    total = start + WRITERS * ROUNDS * 4
    follows = [asyncio.create_task(reader.read_until(total)) for reader in readers]
    with ThreadPoolExecutor(WRITERS) as pool:
        loop = asyncio.get_running_loop()
        writes = [loop.run_in_executor(pool, write, crew, number, task["id"]) for number in range(WRITERS)]
        if disturb is not None:
            await disturb()
        await asyncio.gather(*writes)
    assert _last(crew) == total
    async with asyncio.timeout(30):
        await asyncio.gather(*follows)
    for reader in readers:
        assert reader.numbers == list(range(start + 1, total + 1))
        assert reader.resets == []
    return readers


def _cursor(crew: Crew) -> str:
    return str(crew.ann.client.get(f"/api/workspaces/{crew.workspace['id']}").headers["Tasktide-Cursor"])


def _last(crew: Crew) -> int:
    return int(_cursor(crew).rpartition("-")[2])


async def test_two_people_see_every_change_of_eight_writers_once_and_in_order(system: System, crew: Crew) -> None:
    standing, cut, _ = await follow(system, crew)
    assert standing.connections == 1
    assert cut.connections > 1


async def test_the_same_with_valkey_killed_and_started_again_in_the_middle(system: System, crew: Crew) -> None:
    async def disturb() -> None:
        for _ in range(2):
            await asyncio.sleep(0.7)
            system.kill("valkey-server")

    standing, _, _ = await follow(system, crew, disturb)
    assert standing.connections == 1
    assert "valkey" in system.installation.said.lower()


def test_a_change_is_seen_while_redis_is_away(system: System, crew: Crew) -> None:
    """From the commit to the reader over the log alone."""
    task = crew.task("Quiet")
    seen = threading.Event()

    async def watch() -> None:
        reader = Reader(system.url, crew.bob, crew.workspace["id"])
        reader.last_id = _cursor(crew)
        await reader.read_until(_last(crew) + 1)
        seen.set()

    thread = threading.Thread(target=lambda: asyncio.run(watch()))
    thread.start()
    time.sleep(0.5)
    system.kill("valkey-server")
    crew.ann.patch(f"/api/tasks/{task['id']}", {"title": "Heard all the same"})
    assert seen.wait(5)
    thread.join()
