"""One task, with every field edited in place."""

import asyncio
from dataclasses import dataclass, field

from nicegui import ui

from dashboard.cards import Card, card
from dashboard.components.chooser import Chooser, Item, popover
from dashboard.components.comments import Comments
from dashboard.components.description import Description
from dashboard.components.elements import LEAVE_ON_ENTER, area, box, empty, icon, icon_button, link, text
from dashboard.components.links import Links
from dashboard.components.properties import Properties
from dashboard.components.subtasks import Subtasks
from dashboard.documents import Attachment, Comment, Event, Task
from dashboard.errors import DashboardError, Missing
from dashboard.hub import Batch
from dashboard.tab import Tab


@dataclass
class Opened:
    """The open task and what hangs on it."""

    task: Task
    comments: list[Comment] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    subtasks: list[Task] = field(default_factory=list)
    activity: list[Event] = field(default_factory=list)
    parent: Task | None = None

    @property
    def card(self) -> Card:
        """As boards show it."""
        return card(self.task)


class Drawer:
    """The sheet at the right; on `/t/KEY` the same, as a page."""

    def __init__(self, tab: Tab, base: str) -> None:
        self._tab = tab
        self._base = base
        self._key = ""
        self._asked = 0
        self.opened: Opened | None = None
        with box("tt-drawer", "aside").props('role=dialog aria-label="Task"') as self.root:
            self._inner = box("tt-contents")

    async def open(self, key: str) -> None:
        """Show a task."""
        if key == self._key:
            return
        self._key, self.opened = key, None
        self.root.classes(add="tt-open")
        self._draw_bones(key)
        await self.reload()

    def close(self) -> None:
        """Hide."""
        if self._key:
            self._key, self.opened = "", None
            self._asked += 1
            self.root.classes(remove="tt-open")

    async def reload(self) -> None:
        """Read the task and all that hangs on it."""
        self._asked += 1
        asked, key = self._asked, self._key
        try:
            opened = await self._read(key)
        except Missing:
            self._draw_missing(key) if asked == self._asked else None
            return
        except DashboardError as error:
            self._tab.toasts.complain(str(error))
            return
        if asked == self._asked:
            self.opened = opened
            self._draw(opened)
            self._tab.hub.put(opened.task)
            if self._tab.view is not None:
                self._tab.view.select(opened.task["id"])

    async def _read(self, key: str) -> Opened:
        api, workspace = self._tab.api, self._tab.store.workspace["id"]
        task = await api.task(key, workspace)
        opened = Opened(task)
        opened.comments, opened.attachments, opened.activity, opened.subtasks = await asyncio.gather(
            api.comments(task["id"]),
            api.attachments(task["id"]),
            api.activity(workspace, task["id"]),
            api.listing(Task, "/api/tasks", {"workspace": workspace, "parent": task["id"], "archived": "any"}),
        )
        if task["parent_id"]:
            opened.parent = await api.task(task["parent_id"], workspace)
        return opened

    def _draw(self, opened: Opened) -> None:
        tab, task = self._tab, opened.task
        self._inner.clear()
        with self._inner:
            self._head(opened)
            with box("tt-d-body"):
                if opened.parent is not None:
                    with link(f"/t/{opened.parent['key']}", "tt-key").props(remove="data-go") as up:
                        text(f"↑ {opened.parent['key']} {opened.parent['title']}")
                    up.on("click.prevent", lambda: tab.open_key(opened.parent["key"]) if opened.parent else None, [])
                self._title(task)
                self._description = Description(tab, task)
                self._properties = Properties(tab, task)
                self._subtasks = Subtasks(tab, task, opened.subtasks)
                self._links = Links(tab, task, opened.attachments)
                self._comments = Comments(tab, task, opened.comments, opened.activity)
            self._comments.build_reply()

    def _head(self, opened: Opened) -> None:
        tab, task = self._tab, opened.task
        with box("tt-d-head"):
            text(task["key"], "tt-key").mark("drawer-key")
            self._flag = text("", "tt-tag")
            box("tt-spacer")
            icon_button("link-2", "Copy link", lambda: tab.copy_link(task["key"], self._base))
            if tab.can_write:
                more = icon_button("ellipsis", "More")
                more.on("click", lambda: self._menu(more), [])
            icon_button("x", "Close (Esc)", tab.close_task)
        self._draw_flag(task)

    def _draw_flag(self, task: Task) -> None:
        self._flag.text = "Deleted" if task["deleted_at"] else "Archived" if task["archived_at"] else ""
        self._flag.set_visibility(bool(self._flag.text))

    async def _menu(self, anchor: ui.element) -> None:
        if self.opened is None:
            return
        task = self.opened.task
        is_archived = task["archived_at"] is not None
        items = [Item("restore", "Restore", lambda: icon("archive-restore"))]
        if task["deleted_at"] is None:
            items = [
                Item("archive", "Take out of the archive" if is_archived else "Archive", lambda: icon("archive")),
                Item("delete", "Delete", lambda: icon("trash-2"), is_dangerous=True),
            ]

        async def picked(value: str) -> None:
            menu.close()
            if value == "restore":
                await self._tab.restore(task["id"])
            elif value == "archive":
                await self._tab.archive(task["id"], back=is_archived)
            else:
                await self._tab.delete(task["id"], task["key"])
                await self._tab.close_task()

        with popover(anchor, align="right") as menu:
            chooser = Chooser(lambda _: items, picked, can_search=False)
        await chooser.search()
        menu.open()

    def _title(self, task: Task) -> None:
        with box("tt-d-title"):
            self._title_field = area("Title", value=task["title"], label="Title").props("maxlength=500")
        if not self._tab.can_write:
            self._title_field.props("readonly")
        self._title_field.on("keydown.enter", js_handler=LEAVE_ON_ENTER)
        self._title_before: str | None = None  # what stood there when the person began to type
        self._title_field.on("focus", self._begin_title, [])
        self._title_field.on("blur", self._save_title, [])

    def _begin_title(self) -> None:
        self._title_before = self._title_field.value

    async def _save_title(self) -> None:
        before, self._title_before = self._title_before, None
        if self.opened is None:
            return
        if self._title_field.value == before:
            self._title_field.value = self.opened.task["title"]
            return
        task, field = self.opened.task, self._title_field
        title = " ".join((field.value or "").split())
        if not title or (title != task["title"] and await self._tab.change(task["id"], {"title": title}) is None):
            field.value = task["title"]

    def _draw_bones(self, key: str) -> None:
        """What is known before the task is read, and the outline of the rest."""
        known = self._tab.store.find(key)
        self._inner.clear()
        with self._inner:
            with box("tt-d-head"):
                text(key, "tt-key")
                box("tt-spacer")
                icon_button("x", "Close (Esc)", self._tab.close_task)
            with box("tt-d-body").props("aria-busy=true"):
                text(known["title"] if known else "", "tt-d-outline", "h2")
                for width in (90, 70, 40, 60, 50):
                    box("tt-bone tt-bone-row").style(f"width:{width}%;margin:14px 0")

    def _draw_missing(self, key: str) -> None:
        self._inner.clear()
        with self._inner:
            with box("tt-d-head"):
                text(key, "tt-key")
                box("tt-spacer")
                icon_button("x", "Close (Esc)", self._tab.close_task)
            empty("circle-alert", f"{key} is not here", "It was deleted, or you have no access to it.")

    def on_batch(self, batch: Batch) -> None:
        """Take over what happened to the open task."""
        if self.opened is None:
            return
        if batch.change.is_reset:
            ui.timer(0, self.reload, once=True)
            return
        for event in batch.change.events:
            self._on_event(self.opened, event)
        if batch.change.kinds & {"label", "status", "user"}:
            self._properties.draw()

    def _on_event(self, opened: Opened, event: Event) -> None:
        kind, about = event["object"]["type"], event["object"]["id"]
        if kind == "task" and about == opened.task["id"]:
            self._on_task(opened, event)
        elif kind == "task":
            self._subtasks.on_event(event)
        elif event["data"].get("task_id") != opened.task["id"]:
            return
        elif kind == "comment":
            self._comments.on_comment(event)
        elif kind == "attachment":
            self._links.on_event(event)
            self._comments.on_activity(event)

    def _on_task(self, opened: Opened, event: Event) -> None:
        task: Task = event["data"]  # type: ignore[assignment]
        if task["version"] > opened.task["version"]:
            opened.task = task
            self._draw_flag(task)
            if "title" in event["changes"] and self._title_before is None:
                self._title_field.value = task["title"]
            self._description.update(task)
            self._properties.update(task)
            self._subtasks.update(task)
        self._comments.on_activity(event)
