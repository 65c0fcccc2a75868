"""One browser tab: where it is, what it shows, and what its person does to tasks."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar, cast
from urllib.parse import quote
from zoneinfo import ZoneInfo

from nicegui import Client, background_tasks

from dashboard import texts
from dashboard.calls import bulk
from dashboard.cards import Card
from dashboard.client import Api
from dashboard.components.toasts import Toasts
from dashboard.documents import Task, TaskChanges
from dashboard.errors import DashboardError, SignedOut
from dashboard.feed import State
from dashboard.hub import Batch, Hub, encode
from dashboard.language import _
from dashboard.routes import Route
from dashboard.sessions import Session
from dashboard.stay import Stay
from dashboard.store import Store
from dashboard.views import Connected, Frame, Selecting, View

T = TypeVar("T")


class Tab:
    """The state of one tab. The hub tells it what changed, its parts ask it to act."""

    frame: Frame
    toasts: Toasts

    def __init__(self, session: Session, here: ZoneInfo, client: Client) -> None:
        self.session = session
        self.here = here
        self.client = client
        self.route = Route("home")
        self.view: View | None = None
        self.marked: list[str] = []
        self.unmark: Callable[[], None] = lambda: None
        self.hub: Hub
        self.stay = Stay(session.api, lambda: self.store.workspace["id"], self._is_seen)
        client.on_connect(self._on_connect)
        client.on_delete(self.stay.leave)

    @property
    def store(self) -> Store:
        """The workspace's documents."""
        return self.hub.store

    @property
    def api(self) -> Api:
        """The API as this tab's person."""
        return self.session.api

    @property
    def first_day(self) -> int:
        """The day with which the person's weeks begin in calendars; 0 for Sunday."""
        return {"sunday": 0, "monday": 1, "saturday": 6}[self.store.me["week_start"]]

    @property
    def selection(self) -> str:
        """The text of the selection on screen, or ""."""
        return self.view.selection if isinstance(self.view, Selecting) else ""

    @property
    def q(self) -> str:
        """The query on screen: the person's own, else that of the view."""
        view = self.store.views.by_id.get(self.route.name) if self.route.kind == "view" else None
        return self.route.shown.q or (view["q"] if view else "")

    @property
    def can_write(self) -> bool:
        """Whether the person's role lets them change tasks."""
        return self.store.role() != "viewer"

    def may_change(self, project_id: str) -> bool:
        """Whether the tasks of a project can be changed by the person: of one that is archived they can not."""
        project = self.store.projects.by_id.get(project_id)
        return self.can_write and (project is None or project["archived_at"] is None)

    @property
    def can_manage(self) -> bool:
        """Whether the person's role lets them change the workspace."""
        return self.store.role() in {"owner", "admin"}

    # told by the hub

    def on_batch(self, batch: Batch) -> None:
        """Pass a change on to what is on screen."""
        if self.client.is_deleted:
            return
        with self.client:
            if self.view is not None:
                self.view.on_batch(batch)
            self.frame.on_batch(batch)

    def on_state(self, state: State) -> None:
        """Let the dot say it."""
        if not self.client.is_deleted:
            self.frame.on_state(state)
            view: object = self.view
            if isinstance(view, Connected):
                view.on_state(state)

    def on_presence(self, kind: str, object_id: str) -> None:
        """Let what is on screen show who else is here."""
        if not self.client.is_deleted:
            with self.client:
                self.frame.on_presence(kind, object_id)

    def on_end(self, reason: str) -> None:
        """Leave: signed out, or no longer a member."""
        if not self.client.is_deleted:
            back = f"/login?told=ended&next={quote(self.route.url())}" if reason == "revoked" else "/"
            self.client.run_javascript(f"tasktide.leave({encode(back)})")

    def on_sign_out(self) -> None:
        """The sign-in is over, here or on another device."""
        self.on_end("revoked")

    async def _on_connect(self) -> None:
        self.stay.come_back()
        view: object = self.view
        if isinstance(view, Connected):
            await view.on_return()

    def _is_seen(self) -> bool:
        """Whether this window is there, and anybody else, or another window, to hear where it is."""
        others = [one for one in self.store.members.by_id.values() if one["user"]["has_login"]]
        return self.client.has_socket_connection and len(others) + len(self.hub.pages) > 2  # oneself is in both

    # going places

    async def go(self, route: Route, *, replace_entry: bool = False, is_back: bool = False) -> None:
        """Go to a route and let the address bar say so."""
        if not is_back and route.url() != self.route.url():
            self.client.run_javascript(f"tasktide.push({encode(route.url())}, {encode(replace_entry)})")
        with self.client:  # what was clicked may be gone by the end
            await self.frame.show(route)

    async def open_task(self, task_id: str) -> None:
        """Open a task over what is on screen."""
        card = self.store.cards.get(task_id)
        if card is not None:
            await self.open_key(card["key"])

    async def open_key(self, key: str) -> None:
        """Open a task by its readable key."""
        if self.route.kind in {"task", "settings"}:
            await self.go(Route("task", task=key))
        else:
            await self.go(replace(self.route, task=key))

    async def close_task(self) -> None:
        """Close the open task; from a task's own page go to its project."""
        if self.route.kind == "task":
            key = self.route.task.rsplit("-", 1)[0]
            await self.go(Route("board", key))
        elif self.route.task:
            await self.go(replace(self.route, task=""))

    # acting

    async def attempt(self, work: Awaitable[T]) -> T | None:
        """Do it; if that fails say why, and give None."""
        try:
            return await work
        except SignedOut:
            self.on_end("revoked")
        except DashboardError as error:
            self.toasts.complain(str(error))
        return None

    async def change(self, task_id: str, changes: TaskChanges) -> Task | None:
        """Change some fields of a task: shown at once; whatever comes of it, the view then shows the truth."""
        hopes = self.hub.hope([task_id], cast("Mapping[str, object]", changes))
        try:
            async with self.hub.turn(task_id):
                task = await self.attempt(self.api.update_task(task_id, changes))
            if task is not None:
                self.hub.put(task)
        finally:
            self.hub.settle(hopes)
        return task

    async def move(self, task_id: str, changes: TaskChanges) -> None:
        """Change the place of a card that the board has already moved."""
        await self.change(task_id, changes)
        if self.view is not None:
            self.view.settle(task_id)

    async def archive(self, task_id: str, *, back: bool = False) -> None:
        """Archive a task, or take it back."""
        hopes = self.hub.hope([task_id], {"archived": not back})
        try:
            async with self.hub.turn(task_id):
                task = await self.attempt(self.api.act_on_task(task_id, "unarchive" if back else "archive"))
            if task is not None:
                self.hub.put(task)
        finally:
            self.hub.settle(hopes)
        if task is not None:
            undo = None if back else partial(self.archive, task_id, back=True)
            said = _("{key} is back") if back else _("{key} archived")
            self.toasts.say(said.format(key=task["key"]), undo=undo)

    async def delete(self, task_id: str, key: str) -> None:
        """Put a task into the trash."""
        if await self._hope([task_id], {"deleted": True}, _done(self.api.delete_task(task_id))):
            self.toasts.say(_("{key} deleted").format(key=key), undo=partial(self.restore, task_id))

    async def restore(self, task_id: str) -> None:
        """Take a task out of the trash."""
        task = await self.attempt(self.api.act_on_task(task_id, "restore"))
        if task is not None:
            self.hub.put(task)
            self.toasts.say(_("{key} is back").format(key=task["key"]))

    async def copy_link(self, key: str, base: str) -> None:
        """Put a task's address on the clipboard."""
        address = f"{base}/t/{key}?w={self.store.workspace['slug']}"
        copied = await self.client.run_javascript(f"tasktide.copy({encode(address)})")
        self.toasts.say(_("Link copied")) if copied else self.toasts.complain(address)

    # many tasks

    async def change_all(self, cards: list[Card], changes: TaskChanges) -> None:
        """Change the same fields of one task or of many."""
        if len(cards) == 1:
            await self.change(cards[0]["id"], changes)
        else:
            await self.change_many(cards, cast("Mapping[str, object]", changes), "changed")

    async def change_lists(self, cards: list[Card], field: str, way: str, value: str) -> None:
        """`add` a person or label to one task or many, or `remove` it."""
        if len(cards) > 1:
            await self.change_many(cards, {f"{way}_{field}": [value]}, "changed")
            return
        held = cards[0]["assignees"] if field == "assignees" else cards[0]["labels"]
        kept = [one["id"] for one in held if one["id"] != value]
        after = [*kept, value] if way == "add" else kept
        await self.change(cards[0]["id"], {"assignees": after} if field == "assignees" else {"labels": after})

    async def change_many(self, cards: list[Card], changes: Mapping[str, object], done: texts.Done) -> bool:
        """One change to many tasks, all or none; the toast can take it back."""
        ids = [card["id"] for card in cards]
        request = await self._hope(ids, changes, bulk.change_tasks(self.api, ids, changes))
        if request is None:
            return False
        said = texts.done_to([card["key"] for card in cards], done)
        self.toasts.say(said, undo=partial(self.undo, request))
        return True

    async def _hope(self, ids: list[str], changes: Mapping[str, object], work: Awaitable[T]) -> T | None:
        """Show what work will have done whose answer does not say what holds then."""
        hopes = self.hub.hope(ids, changes)
        done = None
        try:
            done = await self.attempt(work)
        finally:
            self.hub.settle(hopes) if done is None else self.hub.grant(hopes)
        return done

    async def undo(self, request: str) -> None:
        """Take back all that one call did."""
        if await self.attempt(_done(bulk.undo(self.api, self.store.workspace["id"], request))):
            self.toasts.say(_("Taken back"))

    async def filter(self, q: str) -> None:
        """Show what another query selects, on the page that is open."""
        await self.go(replace(self.route, shown=self.route.shown.with_q(q)), replace_entry=True)


def later(tab: Tab, work: Callable[[], Awaitable[None]], name: str) -> None:
    """Do something without waiting for it, in the tab's context."""
    background_tasks.create(work(), name=name, context=tab.client)


async def _done(work: Awaitable[object]) -> bool:
    await work
    return True
