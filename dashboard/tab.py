"""One browser tab: where it is, what it shows, and what its person does to tasks."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from nicegui import Client, background_tasks, ui

from dashboard import times
from dashboard.cards import Card
from dashboard.client import Api
from dashboard.components import pickers
from dashboard.components.chooser import Item
from dashboard.components.toasts import Toasts
from dashboard.documents import Task, TaskChanges
from dashboard.errors import DashboardError, SignedOut
from dashboard.feed import State
from dashboard.filters import Filter
from dashboard.hub import Batch, Hub, encode
from dashboard.routes import Route
from dashboard.sessions import Session
from dashboard.store import Store

T = TypeVar("T")


class View(Protocol):
    """What fills the panel."""

    def show(self, shown: Filter) -> None:
        """Filter what is there."""

    def select(self, task_id: str | None) -> None:
        """Mark the open task."""

    def settle(self, task_id: str) -> None:
        """The server decided about a task; show what holds now."""

    def on_batch(self, batch: Batch) -> None:
        """Something changed."""


class Frame(Protocol):
    """The rest of the page: sidebar, bars, drawer, dialogs."""

    async def show(self, route: Route) -> None:
        """Go where the URL says."""

    def on_batch(self, batch: Batch) -> None:
        """Something changed."""

    def on_state(self, state: State) -> None:
        """The stream came or went."""

    def open_create(self, status: str = "", parent: str = "") -> None:
        """Ask for a new task."""


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
        self.hub: Hub

    @property
    def store(self) -> Store:
        """The workspace's documents."""
        return self.hub.store

    @property
    def api(self) -> Api:
        """The API as this tab's person."""
        return self.session.api

    @property
    def can_write(self) -> bool:
        """Whether the person's role lets them change tasks."""
        return self.store.role() != "viewer"

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

    def on_end(self, reason: str) -> None:
        """Leave: signed out, or no longer a member."""
        if not self.client.is_deleted:
            self.client.open("/login" if reason == "revoked" else "/")

    # going places

    async def go(self, route: Route, *, replace_entry: bool = False, is_back: bool = False) -> None:
        """Go to a route and let the address bar say so."""
        if not is_back and route.url() != self.route.url():
            self.client.run_javascript(f"tasktide.push({encode(route.url())}, {encode(replace_entry)})")
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
        """Change some fields of a task; whatever comes of it, the view then shows the truth."""
        task = await self.attempt(self.api.update_task(task_id, changes))
        if task is not None:
            self.hub.put(task)
        return task

    async def move(self, task_id: str, changes: TaskChanges) -> None:
        """Change the place of a card that the board has already moved."""
        await self.change(task_id, changes)
        if self.view is not None:
            self.view.settle(task_id)

    async def archive(self, task_id: str, *, back: bool = False) -> None:
        """Archive a task, or take it back."""
        task = await self.attempt(self.api.act_on_task(task_id, "unarchive" if back else "archive"))
        if task is not None:
            self.hub.put(task)
            undo = None if back else partial(self.archive, task_id, back=True)
            self.toasts.say(f"{task['key']} {'is back' if back else 'archived'}", undo=undo)

    async def delete(self, task_id: str, key: str) -> None:
        """Put a task into the trash."""
        if await self.attempt(_done(self.api.delete_task(task_id))):
            self.toasts.say(f"{key} deleted", undo=partial(self.restore, task_id))

    async def restore(self, task_id: str) -> None:
        """Take a task out of the trash."""
        task = await self.attempt(self.api.act_on_task(task_id, "restore"))
        if task is not None:
            self.hub.put(task)
            self.toasts.say(f"{task['key']} is back")

    async def copy_link(self, key: str, base: str) -> None:
        """Put a task's address on the clipboard."""
        address = f"{base}/t/{key}?w={self.store.workspace['slug']}"
        copied = await self.client.run_javascript(f"tasktide.copy({encode(address)})")
        self.toasts.say("Link copied") if copied else self.toasts.complain(address)

    # picking a field's value

    async def pick(self, field: str, card: Card, anchor: ui.element | None = None) -> None:
        """Let the person choose a value for a field of a task."""
        if not self.can_write:
            return
        with anchor or self.client.layout:
            match field:
                case "status":
                    await self._pick_status(card, anchor)
                case "priority":
                    await self._pick_priority(card, anchor)
                case "assignee":
                    await self._pick_many(card, anchor, "assignees", "Assign to")
                case "label":
                    await self._pick_many(card, anchor, "labels", "Labels")
                case "due" | "start":
                    self._pick_day(card, anchor, field)

    async def _pick_status(self, card: Card, anchor: ui.element | None) -> None:
        await self.attempt(self.hub.ensure_statuses(card["project"]))
        columns = self.store.columns(card["project"])

        async def picked(value: str) -> None:
            await self.change(card["id"], {"status": value})

        await pickers.choose(anchor, lambda: pickers.status_items(columns, {card["status"]}), picked, title="Status")

    async def _pick_priority(self, card: Card, anchor: ui.element | None) -> None:
        async def picked(value: str) -> None:
            await self.change(card["id"], {"priority": value})  # type: ignore[typeddict-item]

        await pickers.choose(anchor, lambda: pickers.priority_items({card["priority"]}), picked, title="Priority")

    async def _pick_many(self, card: Card, anchor: ui.element | None, field: str, title: str) -> None:
        def chosen() -> list[str]:
            now = self.store.cards.get(card["id"], card)
            return [one["id"] for one in (now["assignees"] if field == "assignees" else now["labels"])]

        def items() -> list[Item]:
            if field == "assignees":
                return pickers.person_items(self.store.people(), set(chosen()), self.store.me["id"])
            return pickers.label_items(self.store.sorted_labels(), set(chosen()))

        async def picked(value: str) -> None:
            before = chosen()
            after = [one for one in before if one != value] if value in before else [*before, value]
            await self.change(card["id"], {"assignees": after} if field == "assignees" else {"labels": after})

        await pickers.choose(anchor, items, picked, stays=True, title=title)

    def _pick_day(self, card: Card, anchor: ui.element | None, field: str) -> None:
        async def picked(day: date | None) -> None:
            if field == "due":
                await self.change(card["id"], {"due_at": times.end_of(day, self.here) if day else None})
            else:
                await self.change(card["id"], {"start_at": times.start_of(day, self.here) if day else None})

        chosen = card["due"] if field == "due" else card["start"]
        pickers.date_menu(anchor, self.here, chosen, picked, "Due date" if field == "due" else "Start date")


def later(tab: Tab, work: Callable[[], Awaitable[None]], name: str) -> None:
    """Do something without waiting for it, in the tab's context."""
    background_tasks.create(work(), name=name, context=tab.client)


async def _done(work: Awaitable[object]) -> bool:
    await work
    return True
