"""What hangs on a task and its comments: links, and files."""

from functools import partial
from typing import cast
from urllib.parse import urlsplit

from nicegui import ui

from dashboard.components.elements import box, icon, icon_button, text, text_button
from dashboard.components.line_entry import LineEntry
from dashboard.documents import Attachment, Event, Task
from dashboard.hub import encode
from dashboard.tab import Tab


class Links:
    """Listed, opened, added and removed here."""

    def __init__(self, tab: Tab, task: Task, found: list[Attachment]) -> None:
        self._tab = tab
        self._task = task
        self._found = {one["id"]: one for one in found}
        with box("tt-sec"):
            text("Links", tag="h3")
            self._count = text("", "tt-n")
            if tab.can_write:
                icon_button("plus", "Add a link", self._begin)
        self._list = box("tt-links")
        self._new = LineEntry(tab, "https://…", self._add, label="Address of the link")
        self._new.input.props("type=url")
        self._draw()

    def on_event(self, event: Event) -> None:
        """A link or a file came, changed or went."""
        link = cast("Attachment", event["data"])
        if event["type"] == "attachment.removed":
            self._found.pop(link["id"], None)
        else:
            self._found[link["id"]] = link
        self._draw()

    def _draw(self) -> None:
        self._count.text = str(len(self._found)) if self._found else ""
        self._list.clear()
        self._list.set_visibility(bool(self._found))
        with self._list:
            for one in self._found.values():
                self._row(one)

    def _row(self, one: Attachment) -> None:
        with box("tt-sub-row"):
            icon("link")
            if one["url"] is None:
                text_button(one["name"], partial(self._open, one), classes="tt-plain tt-name")
            else:
                self._link(one["url"], one["name"])
            if self._tab.can_write:
                icon_button("x", f"Remove the {one['kind']}", partial(self._remove, one))

    def _link(self, url: str, shown: str) -> None:
        is_safe = urlsplit(url).scheme in {"http", "https"}
        name = ui.element("a" if is_safe else "span").classes("tt tt-name")
        if is_safe:
            name.props["rel"] = "noopener noreferrer nofollow"
            name.props["target"] = "_blank"
            name.props["href"] = url
        name.props["title"] = url
        with name:
            text(shown or url)

    async def _open(self, one: Attachment) -> None:
        """The browser has no token of the API's: it gets an address that needs none."""
        address = await self._tab.attempt(self._tab.api.file_address(one["id"]))
        if address is not None:
            self._tab.client.run_javascript(f"window.open({encode(address)}, '_blank', 'noopener')")

    def _begin(self) -> None:
        self._new.begin()

    async def _add(self, address: str) -> None:
        if "://" not in address:
            address = f"https://{address}"
        parts = urlsplit(address)
        name = parts.netloc.removeprefix("www.") + (parts.path if len(parts.path) > 1 else "")
        if await self._attach(name[:200] or address, address):
            self._new.input.value = ""
            self._new.end()

    async def _attach(self, name: str, address: str) -> bool:
        link = await self._tab.attempt(self._tab.api.attach(self._task["id"], name, address))
        if link is not None:
            self._found[link["id"]] = link
            self._draw()
        return link is not None

    async def _remove(self, one: Attachment) -> None:
        path = f"/api/tasks/{self._task['id']}/attachments/{one['id']}"
        if await self._tab.attempt(self._tab.api.call("DELETE", path)) is not None:
            self._found.pop(one["id"], None)
            self._draw()

            self._say_removed(one["name"], one["url"])

    def _say_removed(self, name: str, url: str | None) -> None:
        if url is None:
            return self._tab.toasts.say("File removed")

        async def undo() -> None:
            await self._attach(name, url)

        return self._tab.toasts.say("Link removed", undo=undo)
