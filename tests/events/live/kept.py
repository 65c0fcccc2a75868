"""Lists of tasks as clients keep them: read once, and then kept true by nothing but the stream of their query."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

import httpx
from django.db import connection

from backend.accounts.models import User
from tests.event_schema import assert_described
from tests.world import Caller

PATIENCE = 6.0  # seconds
Json = dict[str, Any]


class Refused(Exception):
    """The query cannot be understood, or not any more."""


class Kept:
    """One list. `told` holds the name and data of each message about a task, `ids` its id, `resets` each reason."""

    def __init__(self, url: str, caller: Caller, workspace_id: object, q: str, **more: str) -> None:
        self.q = q
        self._url, self._caller = url, caller
        self._asked = {"workspace": str(workspace_id), "q": q, **more}
        self._client = httpx.AsyncClient(timeout=None)
        self.last_id = ""
        self._connection: asyncio.Task[None] | None = None
        self.user: User | None = None
        self.tasks: dict[str, Json] = {}
        self.told: list[tuple[str, Json]] = []
        self.ids: list[str] = []
        self.resets: list[str] = []
        self.byes: list[str] = []
        self.status = 0
        self.is_offline = False
        self.connections = 0
        self.raw = b""

    def __repr__(self) -> str:
        return f"{self.q!r} of {self.user} ({self.connections} connections, resets {self.resets}, byes {self.byes})"

    def fresh(self) -> dict[str, Json]:
        """The list as the API shows it now."""
        return self._get()[0]

    async def keep(self) -> None:
        """Read the list, then follow the stream until it is refused; come back by the last id when it is cut."""
        try:
            await self._keep()
        except Refused:
            self.status = 422
        finally:
            await self.cut()
            await self._client.aclose()

    async def _keep(self) -> None:
        await self._read()
        while self.status in {0, 200}:
            self._connection = asyncio.create_task(self._follow())
            await asyncio.wait([self._connection])
            self._connection.cancelled() or self._connection.result()
            while self.is_offline:  # noqa: ASYNC110  # set by another thread
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.02)

    async def cut(self) -> None:
        """Drop the connection."""
        if self._connection:
            self._connection.cancel()
            await asyncio.wait([self._connection])

    async def _read(self) -> None:
        self.tasks, self.last_id = await asyncio.to_thread(self._get_elsewhere)

    def _get(self) -> tuple[dict[str, Json], str]:
        answer = self._caller.get(f"/api/tasks?{urlencode({**self._asked, 'limit': '200'})}")
        if answer.status == 422:
            raise Refused(answer.text)
        assert answer.status == 200, answer.text
        assert answer.json["next"] is None
        return {task["id"]: task for task in answer.items}, answer.headers["Tasktide-Cursor"]

    def _get_elsewhere(self) -> tuple[dict[str, Json], str]:
        try:
            return self._get()
        finally:
            connection.close()

    async def _follow(self) -> None:
        headers = {"Authorization": f"Bearer {self._caller.token}", "Last-Event-ID": self.last_id}
        async with self._client.stream("GET", f"{self._url}/events?{urlencode(self._asked)}", headers=headers) as said:
            self.status = said.status_code
            self.connections += 1
            rest = b""
            try:
                async for chunk in said.aiter_raw():
                    self.raw += chunk
                    *blocks, rest = (rest + chunk).split(b"\n\n")
                    for block in blocks:
                        await self._hear(block)
            except httpx.TransportError:
                pass

    async def _hear(self, block: bytes) -> None:
        lines = [line.split(": ", 1) for line in block.decode().split("\n") if not line.startswith(":")]
        fields = dict(lines)
        if "id" in fields:
            self.last_id = fields["id"]
        if "data" in fields:
            await self._apply(fields["event"], json.loads(fields["data"]))

    async def _apply(self, name: str, data: Json) -> None:
        assert_described(name, data, is_live=True)
        match name:
            case "reset":
                self.resets.append(data["reason"])
                # What is on its way meanwhile is told by the stream, which goes on from the id of the reset.
                self.tasks, _ = await asyncio.to_thread(self._get_elsewhere)
            case "bye":
                self.byes.append(data["reason"])
            case "ready":
                pass
            case _:
                self.told.append((name, data))
                self.ids.append(self.last_id)
                self._put(name, data["data"])

    def _put(self, name: str, task: Json) -> None:
        if name == "task.left":
            self.tasks.pop(task["id"], None)
        else:
            self.tasks[task["id"]] = task


class Keeper:
    """Keeps lists, in a thread of its own."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._tasks: dict[Kept, Future[None]] = {}

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks.values():
            if task.done() and not task.cancelled():
                task.result()
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def keep(self, caller: Caller, workspace_id: object, q: str, **more: str) -> Kept:
        """A list that is kept from now on."""
        kept = Kept(self.url, caller, workspace_id, q, **more)
        task = self._tasks[kept] = asyncio.run_coroutine_threadsafe(kept.keep(), self._loop)
        until(lambda: kept.connections > 0 or task.done(), kept)
        return kept

    def end(self, kept: Kept) -> None:
        """Nobody needs it any more."""
        task = self._tasks.pop(kept)
        if task.done():
            task.result()
        task.cancel()

    def cut(self, kept: Kept, *, is_offline: bool = False) -> None:
        """Cut its connection; it comes back at once, or when it is no longer offline."""
        kept.is_offline = is_offline
        self._run(kept.cut())

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    async def _end(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


def until(fulfilled: Callable[[], bool], kept: Kept, patience: float = PATIENCE) -> None:
    """Wait for it; AssertionError with what was told if it does not come."""
    ends = time.monotonic() + patience
    while not fulfilled():
        assert time.monotonic() < ends, f"{kept}: last: {kept.raw[-1000:]!r}"
        time.sleep(0.01)


def until_refused(kept: Kept) -> None:
    """Wait for the end of its stream, after which there is none any more."""
    until(lambda: kept.status in {404, 422}, kept)


def require_true(kept: Kept, patience: float = PATIENCE) -> None:
    """The list is what the API shows, whole documents; it may take a moment. `Refused` where its stream has ended."""
    ends = time.monotonic() + patience
    while (fresh := kept.fresh()) != kept.tasks:
        if kept.status == 422:
            raise Refused(kept.q)
        if time.monotonic() > ends:
            held = dict(kept.tasks)
            more = [held[one]["key"] for one in held.keys() - fresh.keys()]
            less = [fresh[one]["key"] for one in fresh.keys() - held.keys()]
            other = [(held[one], fresh[one]) for one in held.keys() & fresh.keys() if held[one] != fresh[one]]
            wrong = f"too many {more}, missing {less}, different {other[:1]}"
            raise AssertionError(f"{kept}: {wrong}; last: {kept.raw[-1000:]!r}")
        time.sleep(0.02)
