"""What one is told in a workspace, for all tabs together: how much is unread, the newest, what has just come."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import NamedTuple

from dashboard.calls import inbox as calls
from dashboard.calls.inbox import Notification
from dashboard.client import PAGE, Api
from dashboard.documents import Event
from dashboard.errors import DashboardError
from dashboard.store import Change

RECENT = 8
GATHERING = 0.03  # seconds in which what comes together is read together
UNHURRIED = 1.0  # seconds that a task's new name may take to get to notifications that hardly anybody looks at
KIND = "inbox"
# What puts tasks out of sight, or brings them back.
_TURNS = frozenset(
    {"task.deleted", "task.restored", "task.purged", "task.left", "task.moved"}
    | {"project.updated", "project.deleted", "project.member_added", "project.member_removed"}
)


class Arrival(NamedTuple):
    """Something new, and at which turn of the inbox it came."""

    turn: int
    told: Notification


class Inbox:
    """Read when a page first wants it, and again whenever an event says that it has changed."""

    def __init__(self, api: Callable[[], Api], workspace: str, tell: Callable[[Change], None]) -> None:
        self.unread = 0
        self.recent: list[Notification] = []
        self.arrivals: deque[Arrival] = deque(maxlen=50)
        self.turn = 0
        self._api, self._workspace, self._tell = api, workspace, tell
        self._new: set[str] = set()
        self._reading: asyncio.Task[None] | None = None
        self._running: set[asyncio.Task[None]] = set()
        self._hurry = asyncio.Event()
        self._is_stale = False
        self._is_wanted = False

    def want(self) -> None:
        """A page shows it: read it unless that was done."""
        if not self._is_wanted:
            self._is_wanted = True
            self.read()

    def see(self, task: str) -> None:
        """A task is open on a screen: what was told of it is read now."""
        shown = [told for told in self.recent if told["read_at"] is None]
        if self.unread > len(shown) or any(told["task_id"] == task for told in shown):
            self._begin(self._see(task))

    def take(self, event: Event) -> None:
        """An event came."""
        if event["type"] == "notification.created":
            self._new.add(event["object"]["id"])
        if event["object"]["type"] in {"notification", "user"} or event["type"] in _TURNS:
            self.read()
        elif event["object"]["type"] == "task" and "title" in event["changes"]:
            self.read(hurry=any(told["task_id"] == event["object"]["id"] for told in self.recent))

    def read(self, *, hurry: bool = True) -> None:
        """Read it soon, once for all that comes until then; nobody having wanted it yet, not at all."""
        if not self._is_wanted:
            return
        self._is_stale = True
        if hurry:
            self._hurry.set()
        if self._reading is None or self._reading.done():
            self._reading = self._begin(self._read())

    def _begin(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def _see(self, task: str) -> None:
        # It stays unread then, and is seen as that.
        with suppress(DashboardError):
            await calls.read_task(self._api(), task)

    async def _read(self) -> None:
        while self._is_stale:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hurry.wait(), UNHURRIED)
            await asyncio.sleep(GATHERING)
            self._hurry.clear()
            self._is_stale, new, self._new = False, self._new, set()
            try:
                limit = min(PAGE, max(RECENT, len(new)))
                page, unread = await asyncio.gather(
                    calls.notifications(self._api(), self._workspace, "inbox", limit=limit),
                    calls.unread(self._api(), self._workspace),
                )
            except DashboardError:
                # The next event, or the next page, asks again.
                self._new |= new
                return
            self._show(page.items, unread, new)

    def _show(self, items: list[Notification], unread: int, new: set[str]) -> None:
        self.turn += 1
        self.recent, self.unread = items[:RECENT], unread
        self.arrivals.extend(Arrival(self.turn, told) for told in items if told["id"] in new and not told["read_at"])
        self._tell(Change(kinds={KIND}))
