"""`/settings/projects`: projects and the statuses of their boards."""

from functools import partial

from nicegui import ui

from dashboard import texts
from dashboard.components import pickers
from dashboard.components.chooser import Item
from dashboard.components.elements import (
    LEAVE_ON_ENTER,
    box,
    button,
    dot,
    empty,
    field,
    icon,
    icon_button,
    link,
    on_enter,
    ring,
    text,
    text_button,
)
from dashboard.documents import CATEGORIES, Project, Status
from dashboard.pages.doors import key_of
from dashboard.tab import Tab


class Projects:
    """Made, renamed, archived; each with its columns."""

    kinds = frozenset({"project", "status"})

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._open = ""
        with box("", "section"):
            text("Projects", tag="h2")
            text(
                "A project's key begins the number of each of its tasks; its statuses are the columns of its board.",
                tag="p",
            )
            if tab.can_write:
                self._adder()
            self._list = box("")
        self.draw()

    def state(self) -> object:
        """What is shown, in short: redrawing under somebody's finger is only right when it differs."""
        store = self._tab.store
        projects = [(one["id"], one["version"]) for one in store.projects.by_id.values()]
        return projects, [(one["id"], one["version"]) for one in store.statuses.by_id.values()]

    def draw(self) -> None:
        """Show them all, archived ones last."""
        self.drawn = self.state()
        self._list.clear()
        store = self._tab.store
        archived = [one for one in store.projects.by_id.values() if one["archived_at"] is not None]
        with self._list:
            projects = [*store.open_projects(), *archived]
            if not projects:
                empty(
                    "square-kanban",
                    "No projects yet",
                    "Name the first one above; it begins with five columns that you can change.",
                )
                return
            with box("tt-table"):
                for project in projects:
                    self._row(project)

    def _adder(self) -> None:
        with box("tt-row").style("margin-bottom:14px;flex-wrap:nowrap"):
            with box("tt-frame").style("flex:1;min-width:0"):
                self._name = field("Name of a new project").props("maxlength=100")
            with box("tt-frame").style("width:96px"):
                self._key = field("KEY", label="Key of the new project").props("maxlength=10")
            for one in (self._name, self._key):
                on_enter(one, self._add)
            text_button("Add project", self._add, icon_name="plus")

    async def _add(self) -> None:
        name = (self._name.value or "").strip()
        if not name:
            return
        key = (self._key.value or "").strip().upper() or key_of(name)
        color = texts.COLORS[len(self._tab.store.projects.by_id) % len(texts.COLORS)]
        project = await self._tab.attempt(
            self._tab.api.create_project(self._tab.store.workspace["id"], key, name, color)
        )
        if project is not None:
            self._name.value = self._key.value = ""
            self._tab.store.projects.put(project)
            await self._tab.attempt(self._tab.hub.ensure_statuses(project["id"]))
            self._open = project["id"]
            self.draw()

    def _row(self, project: Project) -> None:
        is_archived = project["archived_at"] is not None
        with box("tt-tr"):
            dot(project["color"])
            if self._tab.can_write and not is_archived:
                name = field(value=project["name"], label=f"Name of {project['name']}").classes("tt-grow")
                name.on("keydown.enter", js_handler=LEAVE_ON_ENTER)
                name.on("blur", lambda: self._rename(project, name), [])
            else:
                text(project["name"], "tt-grow")
            text(project["key"], "tt-key")
            if is_archived:
                text("archived", "tt-tag")
            self._actions(project, is_archived=is_archived)
        if self._open == project["id"] and not is_archived:
            self._statuses(project)

    def _actions(self, project: Project, *, is_archived: bool) -> None:
        if not is_archived:
            with button("tt-pill", partial(self._toggle, project)):
                text("Statuses")
                icon("chevron-down")
            with link(f"/p/{project['key']}/board", "tt-ib") as made:
                icon("arrow-right")
            made.props["aria-label"] = made.props["title"] = f"Open {project['name']}"
        if self._tab.can_manage:
            sign, label = ("archive-restore", "Take out of the archive") if is_archived else ("archive", "Archive")
            icon_button(sign, f"{label}: {project['name']}", partial(self._archive, project, back=is_archived))

    def _statuses(self, project: Project) -> None:
        columns = self._tab.store.columns(project["id"], archived=True)
        with box("tt-sub"):
            for index, status in enumerate(columns):
                self._status(columns, index, status)
            if self._tab.can_write:
                with box("tt-row").style("margin-top:8px;flex-wrap:nowrap"):
                    with box("tt-frame").style("flex:1;min-width:0"):
                        name = field("Name of a new status").props("maxlength=60")
                    on_enter(name, lambda: self._add_status(project, name))
                    text_button("Add status", lambda: self._add_status(project, name), classes="tt-plain")

    def _status(self, columns: list[Status], index: int, status: Status) -> None:
        with box("tt-row").style("min-height:38px;flex-wrap:nowrap"):
            sort = button("tt-ib", label=f"Kind of {status['name']}: {texts.CATEGORY[status['category']]}")
            sort.on("click", lambda: self._recategorise(status, sort), [])
            with sort:
                ring(status["category"])
            name = field(value=status["name"], label=f"Name of {status['name']}")
            name.on("keydown.enter", js_handler=LEAVE_ON_ENTER)
            name.on("blur", lambda: self._rename_status(status, name), [])
            text(texts.CATEGORY[status["category"]], "tt-tag tt-hide-m")
            up = icon_button("arrow-up", f"Move {status['name']} up", partial(self._shift, columns, index, -1))
            down = icon_button("arrow-down", f"Move {status['name']} down", partial(self._shift, columns, index, 1))
            up.props["disabled"] = index == 0
            down.props["disabled"] = index == len(columns) - 1
            is_hidden = status["archived_at"] is not None
            sign, label = ("archive-restore", "Show") if is_hidden else ("archive", "Hide")
            icon_button(sign, f"{label} {status['name']}", partial(self._hide_status, status, back=is_hidden))
            icon_button("trash-2", f"Delete {status['name']}", partial(self._delete_status, status))

    def _toggle(self, project: Project) -> None:
        self._open = "" if self._open == project["id"] else project["id"]
        self.draw()

    async def _rename(self, project: Project, name: ui.input) -> None:
        wanted = (name.value or "").strip()
        if wanted and wanted != project["name"]:
            path = f"/api/projects/{project['id']}"
            changed = await self._tab.attempt(self._tab.api.document(Project, "PATCH", path, {"name": wanted}))
            if changed is not None:
                self._tab.store.projects.put(changed)

    async def _archive(self, project: Project, *, back: bool) -> None:
        path = f"/api/projects/{project['id']}/{'unarchive' if back else 'archive'}"
        changed = await self._tab.attempt(self._tab.api.document(Project, "POST", path))
        if changed is not None:
            self._tab.store.projects.put(changed)
            undo = None if back else partial(self._archive, changed, back=True)
            self._tab.toasts.say(f"{project['name']} {'is back' if back else 'archived'}", undo=undo)
            self.draw()

    async def _add_status(self, project: Project, name: ui.input) -> None:
        wanted = (name.value or "").strip()
        if wanted:
            await self._keep("POST", f"/api/projects/{project['id']}/statuses", {"name": wanted, "category": "active"})

    async def _rename_status(self, status: Status, name: ui.input) -> None:
        wanted = (name.value or "").strip()
        if wanted and wanted != status["name"]:
            await self._keep("PATCH", _path(status), {"name": wanted})

    async def _recategorise(self, status: Status, anchor: ui.element) -> None:
        async def picked(category: str) -> None:
            await self._keep("PATCH", _path(status), {"category": category})

        items = [
            Item(one, texts.CATEGORY[one], partial(ring, one), is_chosen=one == status["category"])
            for one in CATEGORIES
        ]
        await pickers.choose(anchor, lambda: items, picked, title="Kind")

    async def _shift(self, columns: list[Status], index: int, by: int) -> None:
        neighbour = columns[index + by]["id"]
        await self._keep("PATCH", _path(columns[index]), {"after" if by > 0 else "before": neighbour})

    async def _delete_status(self, status: Status) -> None:
        if await self._tab.attempt(self._tab.api.call("DELETE", _path(status))) is not None:
            self._tab.store.statuses.drop(status["id"], status["version"])
            self._tab.toasts.say(f"{status['name']} deleted", undo=partial(self._recreate_status, status))
            self.draw()

    async def _recreate_status(self, status: Status) -> None:
        body: dict[str, object] = {"name": status["name"], "category": status["category"]}
        await self._keep("POST", f"/api/projects/{status['project_id']}/statuses", body)

    async def _hide_status(self, status: Status, *, back: bool = False) -> None:
        await self._keep("POST", f"{_path(status)}/{'unarchive' if back else 'archive'}", None)
        if not back:
            self._tab.toasts.say(f"{status['name']} hidden", undo=partial(self._hide_status, status, back=True))

    async def _keep(self, method: str, path: str, body: dict[str, object] | None) -> None:
        changed = await self._tab.attempt(self._tab.api.document(Status, method, path, body))
        if changed is not None:
            self._tab.store.statuses.put(changed)
        self.draw()


def _path(status: Status) -> str:
    return f"/api/projects/{status['project_id']}/statuses/{status['id']}"
