"""All parts of one open task, and which of them an event is for."""

from nicegui import ui

from dashboard.calls.task import FullTask
from dashboard.components.activity import Activity
from dashboard.components.description import Description
from dashboard.components.elements import box
from dashboard.components.files import Files
from dashboard.components.properties import Properties
from dashboard.components.relations import Relations
from dashboard.components.reply import Reply
from dashboard.components.sheet import Sheet
from dashboard.components.subtasks import Subtasks
from dashboard.components.task_menu import TaskMenu
from dashboard.components.task_top import Crumbs, Faces, Flags
from dashboard.components.title import Title
from dashboard.documents import Event
from dashboard.hub import encode
from dashboard.store import Change

PATIENCE = 30.0  # seconds in which a browser says what was typed: its socket may just be broken


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
        is_newer = task["version"] > self.sheet.task["version"]
        if is_newer:
            self.sheet.found.task = task
        # The answer to a change of another field may have brought these texts before their event: nobody was told.
        if "title" in event["changes"]:
            self._title.update(event)
        if "description" in event["changes"]:
            self._description.update(event)
        if is_newer:
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
