"""One task, with every field edited in place."""

from functools import partial

from nicegui import ui

from dashboard.calls.task import FullTask, read_task
from dashboard.components.activity import Activity
from dashboard.components.description import Description
from dashboard.components.elements import box, empty, icon_button, named, text
from dashboard.components.files import Files
from dashboard.components.properties import Properties
from dashboard.components.relations import Relations
from dashboard.components.reply import Reply
from dashboard.components.sheet import Sheet
from dashboard.components.subtasks import Subtasks
from dashboard.components.task_menu import TaskMenu
from dashboard.components.task_top import Crumbs, Faces, Flags, bones
from dashboard.components.title import Title
from dashboard.documents import Event
from dashboard.errors import DashboardError, Missing
from dashboard.hub import Batch, encode
from dashboard.language import _
from dashboard.store import Change
from dashboard.tab import Tab, later

# events after which other parts are there, or none may be written to
REBUILDING = {"task.archived", "task.unarchived", "task.deleted", "task.restored", "task.moved", "task.purged"}

FREEZING = {"project.archived", "project.unarchived"}

PATIENCE = 30.0  # seconds in which a browser says what was typed: its socket may just be broken


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
        except Missing:
            self._draw_missing(key) if asked == self._asked else None
            return
        except DashboardError as error:
            tab.toasts.complain(str(error))
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


class Parts:
    """All parts of one open task, and which of them an event is for."""

    def __init__(self, sheet: Sheet, menu: TaskMenu, faces: Faces, zone: ui.element) -> None:
        self.sheet = sheet
        self._faces = faces
        with box("tt-d-body"):
            self._crumbs = Crumbs(sheet)
            self._flags = Flags(sheet, menu)
            self._title = Title(sheet)
            self._description = Description(sheet)
            self.properties = Properties(sheet)
            self._subtasks = Subtasks(sheet)
            self._relations = Relations(sheet)
            self._files = Files(sheet, zone)
            self._activity = Activity(sheet)
        self._reply = Reply(sheet, self._activity) if sheet.can_write else None
        self._flags.draw(self._relations.waits_for)

    async def resume(self) -> None:
        """What was typed before a reload, all asked for at once; and who can be named."""
        sheet = self.sheet
        people = encode(_nameable(sheet))
        drafts = ", ".join(
            f"tasktide.draft({encode(f'{name}:{sheet.id}')})" for name in ("title", "description", "comment")
        )
        asked = sheet.tab.client.run_javascript(
            f"tasktide.people = {people}; return [{drafts}, tasktide.edits()]", timeout=PATIENCE
        )
        try:
            found = await asked
        except TimeoutError:
            found = None
        if found is None:  # the window is gone
            return
        title, description, comment, edits = found
        self._title.resume(str(title))
        self._description.resume(str(description))
        if self._reply is not None:
            self._reply.resume(str(comment))
            self._activity.resume({str(key): str(body) for key, body in dict(edits).items()})

    def on_presence(self) -> None:
        """Show who is here, and whose the fields are."""
        self._faces.draw()
        self._title.draw()
        self._description.draw()
        self.properties.draw_holders()

    def on_cards(self, change: Change) -> None:
        """Tasks are others now, or will be when the server has agreed."""
        if self.sheet.id in change.tasks:
            self.sheet.hear(change.tasks[self.sheet.id])
        if self.sheet.id in change.cards:
            self.properties.catch_up()
            self._crumbs.update()
        self._subtasks.on_cards(change)

    def on_event(self, event: Event) -> None:
        """Something happened in the workspace."""
        kind, about, data = event["object"]["type"], event["object"]["id"], event["data"]
        if kind == "task" and about == self.sheet.id:
            self._on_task(event)
        elif kind == "task":
            self._subtasks.on_event(event)
            if self._relations.on_task(event):
                self._flags.draw(self._relations.waits_for)
        elif kind == "link" and self.sheet.id in {data.get("source_id"), data.get("target_id")}:
            self._relations.on_link(event)
            self._flags.draw(self._relations.waits_for)
            self._activity.on_event(event)
        elif data.get("task_id") == self.sheet.id:
            self._on_hanging(kind, event)

    def _on_hanging(self, kind: str, event: Event) -> None:
        match kind:
            case "comment":
                self._activity.on_comment(event)
            case "attachment":
                self._files.on_event(event)
                self._activity.on_event(event)
            case "watcher":
                self.properties.on_watcher(event)
                self._activity.on_event(event)
            case "reminder":
                self.properties.on_reminder(event)

    def _on_task(self, event: Event) -> None:
        task: FullTask = event["data"]  # type: ignore[assignment]
        if task["version"] > self.sheet.task["version"]:
            self.sheet.found.task = task
            if "title" in event["changes"]:
                self._title.update(event)
            if "description" in event["changes"]:
                self._description.update(event)
            self._crumbs.update()
            self.properties.update()
            self._subtasks.update()
            self._flags.draw(self._relations.waits_for)
        self._activity.on_event(event)


def _nameable(sheet: Sheet) -> list[dict[str, str]]:
    """Whom an `@` offers; of two with one name it writes the long form, which says who is meant."""
    people = sheet.people()
    names = [one["name"] for one in people]
    return [
        {
            "name": one["name"],
            "written": f"[{one['name']}](user:{one['id']})" if names.count(one["name"]) > 1 else one["name"],
        }
        for one in people
    ]
