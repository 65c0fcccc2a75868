"""One task, with every field edited in place."""

from functools import partial

from dashboard.calls.task import read_task
from dashboard.components.elements import box, empty, icon_button, named, text, text_button
from dashboard.components.sheet import Sheet
from dashboard.components.task_menu import TaskMenu
from dashboard.components.task_parts import Parts
from dashboard.components.task_top import Faces, bones
from dashboard.documents import Event
from dashboard.errors import DashboardError, Missing
from dashboard.hub import Batch
from dashboard.language import _
from dashboard.tab import Tab, later

# events after which other parts are there, or none may be written to
REBUILDING = {"task.archived", "task.unarchived", "task.deleted", "task.restored", "task.moved", "task.purged"}

FREEZING = {"project.archived", "project.unarchived"}


class Drawer:
    """The sheet at the right; on `/t/KEY` the same, as a page."""

    def __init__(self, tab: Tab, base: str) -> None:
        self._tab = tab
        self._base = base
        self._key = ""
        self._asked = 0
        self._early: list[Batch] | None = None  # what happened while the task was being read
        self.opened: Sheet | None = None
        self._parts: Parts | None = None
        with box("tt-drawer").props("role=dialog " + named(_("Task"))) as self.root:
            self._inner = box("tt-contents")

    async def open(self, key: str) -> None:
        """Show a task."""
        if key == self._key:
            return
        self._key, self.opened, self._parts = key, None, None
        self.root.classes(add="tt-open")
        self._tell(key)
        self._draw_bones(key)
        await self.reload()

    def close(self) -> None:
        """Hide."""
        if self._key:
            self._key, self.opened, self._parts, self._early = "", None, None, None
            self._asked += 1
            self.root.classes(remove="tt-open")
            self._tell("")
            self._inner.clear()

    def _tell(self, key: str) -> None:
        """Whose sheet it is: until then the browser shows what the card says."""
        self.root.props["data-key"] = key
        self.root.update()

    async def reload(self) -> None:
        """Read the task and all that hangs on it."""
        self._asked += 1
        self._early = []
        asked, key, tab = self._asked, self._key, self._tab
        try:
            found = await read_task(tab.api, tab.store.workspace["id"], key)
        except DashboardError as error:
            if asked == self._asked:
                self._early = None
                self._fail(key, error)
            return
        if asked != self._asked:
            return
        self.opened = Sheet(tab, found)
        self._draw(self.opened)
        if found.task["deleted_at"] is None:
            tab.hub.put(found.task)
        if tab.view is not None:
            tab.view.select(found.task["id"])
        early, self._early = self._early, None
        for batch in early:
            self.on_batch(batch)

    def on_batch(self, batch: Batch) -> None:
        """Take over what happened to the open task."""
        if self._early is not None:
            self._early.append(batch)
        if self.opened is None or self._parts is None:
            return
        if batch.change.is_reset:
            later(self._tab, self.reload, "reading a task again")
            return
        for event in batch.change.events:
            if self._takes_over(self.opened, event):
                later(self._tab, self.reload, "reading a task again")
                return
            self._parts.on_event(event)
        self._parts.on_cards(batch.change)
        if "field" in batch.change.kinds:
            self._parts.properties.rebuild_custom()
        if batch.change.kinds & {"label", "status", "user"}:
            self._parts.properties.draw()

    def on_presence(self, kind: str, object_id: str) -> None:
        """Somebody came to the task, or left it, or edits another field."""
        if self._parts is not None and (kind, object_id) == ("task", self._parts.sheet.id):
            self._parts.on_presence()

    def _takes_over(self, sheet: Sheet, event: Event) -> bool:
        """Whether the task has to be read and built anew."""
        if event["type"] in FREEZING:
            return event["object"]["id"] == sheet.task["project_id"]
        if event["object"]["id"] != sheet.id or event["type"] not in REBUILDING | {"task.left"}:
            return False
        version = event["data"].get("version")
        return not isinstance(version, int) or version > sheet.task["version"] or sheet.is_put_away

    def _draw(self, sheet: Sheet) -> None:
        self._tab.stay.rest()  # what one was editing is drawn anew
        self._inner.clear()
        with self._inner:
            menu = TaskMenu(sheet, self._base)
            faces = self._head(sheet, menu)
            with box("tt-d-zone") as zone:
                self._parts = Parts(sheet, menu, faces, zone)
        later(self._tab, self._parts.resume, "what was typed before")

    def _head(self, sheet: Sheet, menu: TaskMenu) -> Faces:
        key = sheet.task["key"]
        with box("tt-d-head"):
            text(key, "tt-key").mark("drawer-key")
            box("tt-spacer")
            faces = Faces(sheet)
            icon_button("link-2", _("Copy link"), lambda: self._tab.copy_link(key, self._base))
            more = icon_button("ellipsis", _("More"))
            more.on("click", partial(menu.open, more), [])
            icon_button("x", _("Close (Esc)"), self._tab.close_task)
        return faces

    def _bare_head(self, key: str) -> None:
        with box("tt-d-head"):
            text(key, "tt-key")
            box("tt-spacer")
            icon_button("x", _("Close (Esc)"), self._tab.close_task)

    def _draw_bones(self, key: str) -> None:
        """What is known before the task is read, and the outline of the rest."""
        known = self._tab.store.find(key)
        self._inner.clear()
        with self._inner:
            self._bare_head(key)
            bones(known["title"] if known else "")

    def _fail(self, key: str, error: DashboardError) -> None:
        """A task that is shown stays."""
        if isinstance(error, Missing):
            self._draw_missing(key)
        elif self.opened is not None:
            self._tab.toasts.complain(str(error))
        else:
            self._inner.clear()
            with self._inner:
                self._bare_head(key)
                with empty("circle-alert", _("This could not be loaded"), str(error)):
                    text_button(_("Try again"), self.reload)

    def _draw_missing(self, key: str) -> None:
        self.opened = self._parts = None
        self._inner.clear()
        with self._inner:
            self._bare_head(key)
            empty(
                "circle-alert",
                _("{key} is not here").format(key=key),
                _("It was deleted, or you have no access to it."),
            )
