"""One store and one stream per person and workspace, shared by all their tabs and browsers.

Events are applied at once and told to the pages together: the first of a quiet moment immediately, those that follow
within `QUIET` seconds in one go, so that a bulk change does not make a page paint a hundred times.
"""

import asyncio
import json
import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, cast

import httpx

from dashboard.client import Api
from dashboard.documents import Event, Project, Task, Workspace
from dashboard.errors import DashboardError, SignedOut
from dashboard.feed import Feed, State
from dashboard.scope import Scope
from dashboard.sessions import Session
from dashboard.store import Change, Store

QUIET = 0.05
MOST_CARDS = 5_000  # that one list shows


@dataclass
class Batch:
    """A change on its way to the pages; its patches are serialised once for all of them."""

    change: Change

    @cached_property
    def patches(self) -> str:
        """The cards as JSON text, as the components' `apply` takes it."""
        return encode(list(self.change.cards.values()))


class NobodyHere(DashboardError):
    """No tab looks at this workspace just now."""


class Page(Protocol):
    """What a hub tells."""

    session: Session

    def on_batch(self, batch: Batch) -> None:
        """Something changed."""

    def on_state(self, state: State) -> None:
        """The stream came or went."""

    def on_end(self, reason: str) -> None:
        """The workspace is closed to this person."""


@dataclass
class Hub:
    """A workspace as one person sees it, and the tabs that show it."""

    store: Store
    events: httpx.AsyncClient
    cursor: str
    pages: list[Page] = field(default_factory=list)
    _read: set[Scope] = field(default_factory=set)
    _columns_read: set[str] = field(default_factory=set)
    _pending: Change = field(default_factory=Change)
    _flush_due: bool = False
    _last_flush: float = 0.0
    _loading: asyncio.Lock = field(default_factory=asyncio.Lock)

    @cached_property
    def feed(self) -> Feed:
        """The stream behind it all."""
        return Feed(
            self.events,
            self.store.workspace["id"],
            access=self.access,
            take=self.take,
            reset=self.reload,
            cursor=self.cursor,
            on_state=self.on_state,
        )

    async def access(self, rejected: str) -> str:
        """A token of any living sign-in of this person. Raises `SignedOut` when there is none left."""
        if not self.pages:
            raise NobodyHere
        for page in list(self.pages):
            try:
                return await page.session.api.tokens.access(rejected=rejected)
            except SignedOut:
                continue
        raise SignedOut

    @property
    def api(self) -> Api:
        """The API by any living sign-in of this person. Raises `SignedOut`."""
        for page in self.pages:
            if page.session.is_living:
                return page.session.api
        raise SignedOut

    async def ensure(self, scope: Scope) -> None:
        """Read the tasks of a scope unless they are here."""
        async with self._loading:
            if any(read.covers(scope) for read in self._read):
                return
            count = 0
            async for page in self.api.pages("/api/tasks", scope.query(self.store.workspace["id"])):
                for task in page.items:
                    self.store.put_task(cast("Task", task))
                count += len(page.items)
                if count >= MOST_CARDS:
                    break
            self._read.add(scope)

    def rows(self, scope: Scope) -> str:
        """The cards of a scope as the components load them."""
        me = self.store.me["id"]
        found = [
            card
            for card in self.store.cards.values()
            if (not scope.project or card["project"] == scope.project)
            and (not scope.mine or any(one["id"] == me for one in card["assignees"]))
            and (scope.archived or not card["archived"])
        ]
        return encode({"cards": found})

    async def ensure_statuses(self, project: str) -> None:
        """Read a project's statuses unless they are here."""
        if project not in self._columns_read:
            for status in await self.api.statuses(project):
                self.store.statuses.put(status)
            self._columns_read.add(project)

    def take(self, event: Event) -> None:
        """An event came."""
        self.tell(self.store.apply(event))

    def put(self, task: Task) -> None:
        """An answer came; whoever shows the task sees it before its event arrives."""
        patch = self.store.put_task(task)
        if patch is not None:
            self.tell(Change(cards={task["id"]: patch}))

    def tell(self, change: Change) -> None:
        """Pass a change on to the pages, now or with the next ones."""
        self._pending.add(change)
        if self._flush_due:
            return
        wait = max(0.0, self._last_flush + QUIET - time.monotonic())
        self._flush_due = True
        asyncio.get_running_loop().call_later(wait, self._flush)

    def _flush(self) -> None:
        self._flush_due = False
        self._last_flush = time.monotonic()
        batch, self._pending = Batch(self._pending), Change()
        for page in list(self.pages):
            page.on_batch(batch)

    async def reload(self) -> None:
        """The stream lost its place: read everything again and let the pages do the same."""
        workspace = await self.api.document(Workspace, "GET", f"/api/workspaces/{self.store.workspace['id']}")
        fresh = Store(workspace, await self.api.me())
        await fill(fresh, self.api)
        scopes, projects = list(self._read), list(self._columns_read)
        self._read.clear()
        self._columns_read.clear()
        self.store = fresh
        for project in projects:
            if project in fresh.projects.by_id:
                await self.ensure_statuses(project)
        for scope in scopes:
            if not scope.project or scope.project in fresh.projects.by_id:
                await self.ensure(scope)
        self.tell(Change(is_reset=True, kinds={"project", "label", "member", "status", "workspace"}))

    def on_state(self, state: State) -> None:
        """Pass the stream's state on."""
        for page in list(self.pages):
            page.on_state(state)

    def end(self, reason: str) -> None:
        """Send every tab away."""
        for page in list(self.pages):
            page.on_end(reason)


async def fill(store: Store, api: Api) -> str:
    """Read a workspace's people, projects and labels; the cursor from before."""
    workspace = store.workspace["id"]
    cursor = ""
    async for page in api.pages("/api/projects", {"workspace": workspace}):
        cursor = cursor or page.cursor
        for project in page.items:
            store.projects.put(cast("Project", project))
    members, labels = await asyncio.gather(api.members(workspace), api.labels(workspace))
    for member in members:
        store.members.put(member)
    for label in labels:
        store.labels.put(label)
    return cursor


def encode(value: object) -> str:
    """JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
