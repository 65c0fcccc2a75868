"""One store and one stream per person and workspace, shared by all their tabs and browsers.

Events are applied at once and told to the pages together: the first of a quiet moment immediately, those that follow
within a quiet time in one go, so that a bulk change does not make a page paint a hundred times.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol
from weakref import WeakValueDictionary

import httpx

from dashboard.cards import Patch
from dashboard.client import Api
from dashboard.documents import Event, Task, Workspace
from dashboard.errors import DashboardError, SignedOut
from dashboard.expected import expected
from dashboard.feed import Feed, State
from dashboard.filling import fill
from dashboard.hopes import Hope
from dashboard.inbox import Inbox
from dashboard.presence import Presence
from dashboard.selections import Selections
from dashboard.sessions import Session
from dashboard.store import Change, Store

QUIET = 0.02  # seconds; with many tabs `QUIET_PER_TAB` for each of them, so that they do not cost more than they show
QUIET_PER_TAB = 0.0025
GRACE = 5.0  # seconds for which a granted hope waits for its news

_logger = logging.getLogger("tasktide.dashboard")


@dataclass
class Batch:
    """A change on its way to the pages; what a selection's pages are told is serialised once for all of them."""

    change: Change
    moved: Mapping[str, Collection[str]] = field(default_factory=dict)
    selections: Selections | None = None
    _texts: dict[str, str] = field(default_factory=dict)

    def patches(self, selection: str) -> str:
        """The cards of a selection that changed, came or went, as JSON text for the components' `apply`; or ""."""
        if selection not in self._texts:
            found = self._patches(selection)
            self._texts[selection] = encode(found) if found else ""
        return self._texts[selection]

    def _patches(self, text: str) -> list[Patch]:
        selection = self.selections.find(text) if self.selections else None
        if self.selections is None or selection is None:
            return []
        moved = self.moved.get(text, ())
        found = self.selections.cards(selection, {*self.change.cards, *moved})
        # of tasks that were not in the selection before, nothing has to go
        return [card for card in found if "gone" not in card or card["id"] in moved or card["id"] in selection.ids]


class NobodyHere(DashboardError):
    """No tab looks at this workspace just now."""


class Page(Protocol):
    """What a hub tells."""

    session: Session

    @property
    def selection(self) -> str:
        """The text of the selection that it shows, or ""."""

    def on_batch(self, batch: Batch) -> None:
        """Something changed."""

    def on_state(self, state: State) -> None:
        """The stream came or went."""

    def on_presence(self, kind: str, object_id: str) -> None:
        """Somebody came to this thing, or left it, or moved on it."""

    def on_end(self, reason: str) -> None:
        """The workspace is closed to this person."""


@dataclass
class Hub:
    """A workspace as one person sees it, and the tabs that show it."""

    store: Store
    events: httpx.AsyncClient
    cursor: str
    pages: list[Page] = field(default_factory=list)
    _pending: Change = field(default_factory=Change)
    _flush_due: bool = False
    _last_flush: float = 0.0
    _turns: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

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
            hear=self.presence.take,
        )

    @cached_property
    def inbox(self) -> Inbox:
        """What the person is told here."""
        return Inbox(lambda: self.api, self.store.workspace["id"], self.tell)

    @cached_property
    def presence(self) -> Presence:
        """Who is where in the workspace."""
        return Presence(self.on_presence)

    async def access(self, rejected: str) -> str:
        """A token of any living sign-in of this person. Raises `SignedOut` when there is none left.

        All are asked each time, which is when the stream begins anew: the tabs of one that was ended elsewhere leave.
        """
        if not self.pages:
            raise NobodyHere
        found = ""
        for session in {page.session.id: page.session for page in self.pages}.values():
            with suppress(SignedOut):
                found = await session.api.tokens.access(rejected=rejected) or found
        if not found:
            raise SignedOut
        return found

    @property
    def api(self) -> Api:
        """The API by any living sign-in of this person. Raises `SignedOut`."""
        for page in self.pages:
            if page.session.is_living:
                return page.session.api
        raise SignedOut

    @cached_property
    def selections(self) -> Selections:
        """The lists that the pages show."""
        return Selections(self)

    def rows(self, text: str) -> str:
        """The cards of a selection as the components load them."""
        selection = self.selections.find(text)
        found = self.selections.cards(selection, selection.ids) if selection else []
        return encode({"cards": [card for card in found if "gone" not in card]})

    def take(self, event: Event) -> None:
        """An event came."""
        change = self.store.apply(event)
        self.selections.take(change, event)
        self.inbox.take(event)
        self.tell(change)

    def put(self, task: Task) -> None:
        """An answer came; whoever shows the task sees it before its event arrives."""
        patch = self.store.tell_task(task)
        if patch is not None:
            change = Change(cards={task["id"]: patch}, tasks={task["id"]: task})
            self.selections.take(change)
            self.tell(change)

    def hope(self, ids: Iterable[str], changes: Mapping[str, object]) -> list[Hope]:
        """Show what a change will have done to tasks that are known."""
        store = self.store
        known = [store.cards[one] for one in ids if one in store.cards]
        hopes = [Hope(card["id"], card["version"], expected(changes, store.shown(card), store)) for card in known]
        for hope in hopes:
            store.hopes.add(hope)
        self._tell_hopes(hopes)
        return hopes

    def settle(self, hopes: Iterable[Hope]) -> None:
        """The answer is here, or there is none: show what holds."""
        self._tell_hopes([hope for hope in hopes if self.store.hopes.drop(hope)])

    def grant(self, hopes: list[Hope]) -> None:
        """The server agreed without saying what holds now: that comes with the stream, if it comes soon."""
        for hope in hopes:
            hope.is_granted = True
            known = self.store.cards.get(hope.task_id)
            if known is None or known["version"] > hope.version:
                self.store.hopes.drop(hope)
        self._settle_later(hopes)

    def _settle_later(self, hopes: list[Hope]) -> None:
        asyncio.get_running_loop().call_later(GRACE, self._settle_when_live, hopes)

    def _settle_when_live(self, hopes: list[Hope]) -> None:
        """While the stream is away, its news cannot have come."""
        if self.pages and self.feed.state is not State.LIVE:
            self._settle_later(hopes)
        else:
            self.settle(hopes)

    def _tell_hopes(self, hopes: Iterable[Hope]) -> None:
        self.tell(Change(cards={hope.task_id: self.store.patch(hope.task_id) for hope in hopes}))

    def turn(self, task_id: str) -> asyncio.Lock:
        """Held by whoever changes a task: what one person does to it gets there in that order."""
        return self._turns.setdefault(task_id, asyncio.Lock())

    def tell_moved(self) -> None:
        """Tasks came into a selection or left it, without a change of their own."""
        self.tell(Change())

    def tell(self, change: Change) -> None:
        """Pass a change on to the pages, now or with the next ones."""
        self._pending.add(change)
        if self._flush_due:
            return
        quiet = max(QUIET, QUIET_PER_TAB * len(self.pages))
        wait = max(0.0, self._last_flush + quiet - time.monotonic())
        self._flush_due = True
        asyncio.get_running_loop().call_later(wait, self._flush)

    def _flush(self) -> None:
        self._flush_due = False
        self._last_flush = time.monotonic()
        moved = {one.text: one.take_moved() for one in self.selections.all() if one.moved}
        batch, self._pending = Batch(self._pending, moved, self.selections), Change()
        self._tell_each(lambda page: page.on_batch(batch))

    def _tell_each(self, told: Callable[[Page], None]) -> None:
        """One that fails keeps nothing from the others."""
        for page in list(self.pages):
            try:
                told(page)
            except Exception:
                _logger.exception("a page could not follow")

    async def reload(self) -> None:
        """The stream lost its place: read everything again and let the pages do the same."""
        workspace = await self.api.document(Workspace, "GET", f"/api/workspaces/{self.store.workspace['id']}")
        fresh = Store(workspace, await self.api.me())
        await fill(fresh, self.api)
        self.store = fresh
        await self.selections.again()
        self.inbox.read()
        self.tell(Change(is_reset=True, kinds={"project", "label", "member", "status", "workspace", "field", "view"}))

    def on_state(self, state: State) -> None:
        """Pass the stream's state on."""
        if state is not State.LIVE:
            self.presence.doubt()
        self._tell_each(lambda page: page.on_state(state))

    def on_presence(self, kind: str, object_id: str) -> None:
        """Pass on that somebody came, moved or left."""
        self._tell_each(lambda page: page.on_presence(kind, object_id))

    def end(self, reason: str) -> None:
        """Send every tab away."""
        for page in list(self.pages):
            page.on_end(reason)


def encode(value: object) -> str:
    """JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
