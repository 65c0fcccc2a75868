"""All workspaces that somebody looks at, each opened once."""

import asyncio

import httpx
from nicegui import background_tasks

from dashboard.documents import Workspace
from dashboard.filling import fill
from dashboard.hub import Hub, Page
from dashboard.store import Store

LINGER = 30.0  # seconds for which a workspace without tabs is kept, so that a reload finds it warm


class Hubs:
    """All workspaces that somebody looks at."""

    def __init__(self, events: httpx.AsyncClient) -> None:
        self._events = events
        self._open: dict[tuple[str, str], Hub] = {}
        self._tasks: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._opening: dict[tuple[str, str], asyncio.Lock] = {}

    async def close(self) -> None:
        """Stop reading: the process ends."""
        self._open.clear()
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def get(self, user: str, workspace: str) -> Hub | None:
        """The hub, if it is open."""
        return self._open.get((user, workspace))

    async def join(self, page: Page, workspace: Workspace) -> Hub:
        """The hub of the page's person and this workspace, opened if need be."""
        user = await page.session.me()
        key = (user["id"], workspace["id"])
        async with self._opening.setdefault(key, asyncio.Lock()):
            hub = self._open.get(key)
            if hub is None:
                store = Store(workspace, user)
                cursor = await fill(store, page.session.api)
                hub = self._start(key, store, cursor)
            hub.pages.append(page)
        return hub

    def leave(self, page: Page, hub: Hub) -> None:
        """A tab closed."""
        if page in hub.pages:
            hub.pages.remove(page)
        if not hub.pages:
            asyncio.get_running_loop().call_later(LINGER, self._close_if_empty, hub)

    def count(self) -> int:
        """How many are open."""
        return len(self._open)

    def _start(self, key: tuple[str, str], store: Store, cursor: str) -> Hub:
        hub = self._open[key] = Hub(store, self._events, cursor)
        self._tasks[key] = background_tasks.create(self._run(key, hub), name=f"stream of {key[1]}")
        return hub

    async def _run(self, key: tuple[str, str], hub: Hub) -> None:
        reason = "failed"
        try:
            reason = await hub.feed.run()
        finally:
            if self._open.get(key) is hub:
                del self._open[key]
                self._tasks.pop(key, None)
                hub.end(reason)

    def _close_if_empty(self, hub: Hub) -> None:
        key = (hub.store.me["id"], hub.store.workspace["id"])
        if not hub.pages and self._open.get(key) is hub:
            del self._open[key]
            self._tasks.pop(key).cancel()
