"""The page around every view: sidebar, bars, drawer, dialogs, keys."""

from dataclasses import replace

from nicegui import ui
from nicegui.events import GenericEventArguments

from dashboard import texts
from dashboard.components.create import CreateDialog, Draft
from dashboard.components.drawer import Drawer
from dashboard.components.elements import box, empty, link, text
from dashboard.components.filter_bar import FilterBar
from dashboard.components.palette import Command, open_palette
from dashboard.components.shortcuts import open_shortcuts
from dashboard.components.sidebar import Sidebar, tab_bar
from dashboard.components.toasts import Toasts
from dashboard.components.top_bar import title_of, top_bar
from dashboard.documents import Project, Workspace
from dashboard.errors import DashboardError
from dashboard.feed import State
from dashboard.hub import Batch
from dashboard.pages.board import BoardView
from dashboard.pages.lists import AllView, HomeView, ListView
from dashboard.pages.settings import SettingsView
from dashboard.pages.task import TaskView
from dashboard.routes import Route, parse
from dashboard.tab import Tab, View

FIELD_KEYS = {"s": "status", "p": "priority", "a": "assignee", "l": "label", "d": "due"}
CONTAINERS = {"project", "member", "workspace", "user"}


class PageFrame:
    """One page for all routes: going somewhere else changes what is in it, not the page."""

    def __init__(self, tab: Tab, workspaces: list[Workspace], base: str) -> None:
        self._tab = tab
        self._shown: tuple[str, str] = ("", "")
        self._rights: tuple[bool, bool, bool] = (False, False, False)
        tab.frame = self
        with ui.element("a").classes("tt-skip").props('href="#tt-body"'):
            text("Skip to the tasks")
        with box("tt-shell"):
            self._sidebar = Sidebar(tab, workspaces, self._palette)
            with box("tt-panel", "main"):
                self._top = box("tt-contents")
                self._bar = FilterBar(tab)
                self._body = box("tt-body").props("id=tt-body")
            self._tabs = box("tt-tabbar", "nav").props('aria-label="Places"')
        self._drawer = Drawer(tab, base)
        tab.toasts = Toasts()
        box("tt-quiet").props("id=tt-say aria-live=polite role=status")
        ui.on("tasktide_go", self._on_go)
        ui.on("tasktide_back", self._on_back)
        ui.on("tasktide_key", self._on_key)

    async def show(self, route: Route) -> None:
        """Go where the URL says: another view, another filter, another task."""
        tab, before = self._tab, self._tab.route
        tab.route = route
        if (route.kind, route.name) != self._shown:
            await self._show_view(route)
        elif route.shown != before.shown and tab.view is not None:
            tab.view.show(route.shown)
        self._draw_around()
        await self._show_task(route)
        self._title()

    def on_batch(self, batch: Batch) -> None:
        """Names and places may have changed."""
        if batch.change.kinds & CONTAINERS:
            self._draw_around()
            if self._rights_now() != self._rights:
                ui.timer(0, self._again, once=True)
        self._sidebar.on_lag()
        self._drawer.on_batch(batch)

    async def _again(self) -> None:
        """What one may do here has changed, or the project came or went: build the view anew."""
        self._shown = ("", "")
        self._drawer.close()
        await self.show(self._tab.route)

    def _rights_now(self) -> tuple[bool, bool, bool]:
        tab = self._tab
        has_project = tab.route.kind not in {"board", "list"} or tab.store.project(tab.route.name) is not None
        return tab.can_write, tab.can_manage, has_project

    def on_state(self, state: State) -> None:
        """Tell the dot."""
        self._sidebar.on_state(state)

    def open_create(self, status: str = "", parent: str = "") -> None:
        """Ask for a new task, in the project that one looks at."""
        project = self._current_project()
        if project is None or not self._tab.can_write:
            return
        dialog = CreateDialog(self._tab, Draft(project, status, parent))
        ui.timer(0, dialog.open, once=True)

    def _current_project(self) -> Project | None:
        store, route = self._tab.store, self._tab.route
        key = route.name if route.kind in {"board", "list"} else route.task.rsplit("-", 1)[0]
        projects = store.open_projects()
        return (store.project(key) if key else None) or (projects[0] if projects else None)

    async def _show_view(self, route: Route) -> None:
        self._shown = (route.kind, route.name)
        self._rights = self._rights_now()
        self._tab.view = None
        self._body.clear()
        with self._body:
            try:
                self._tab.view = await self._view(route)
            except DashboardError as error:
                empty("circle-alert", "This could not be loaded", str(error))

    async def _view(self, route: Route) -> View | None:
        tab = self._tab
        match route.kind:
            case "home":
                return HomeView(tab)
            case "all":
                return AllView(tab)
            case "settings":
                return await SettingsView.open(tab)
            case "task":
                return TaskView()
        project = tab.store.project(route.name)
        if project is None:
            self._missing()
            return None
        await tab.hub.ensure_statuses(project["id"])
        return BoardView(tab, project) if route.kind == "board" else ListView(tab, project)

    def _missing(self) -> None:
        with (
            empty("circle-alert", "There is no such project", "It was deleted or renamed, or it is private."),
            link("/", "tt-btn"),
        ):
            text("Go to my work")

    def _draw_around(self) -> None:
        self._top.clear()
        with self._top:
            top_bar(self._tab, self._palette)
        self._sidebar.draw()
        self._tabs.clear()
        with self._tabs:
            tab_bar(self._tab)
        has_filter = self._tab.view is not None and self._tab.route.kind not in {"settings", "task"}
        self._bar.root.classes(remove="tt-hidden" if has_filter else "", add="" if has_filter else "tt-hidden")
        if has_filter:
            self._bar.draw()

    async def _show_task(self, route: Route) -> None:
        self._body.classes(
            add="tt-page-task" if route.kind == "task" else "", remove="" if route.kind == "task" else "tt-page-task"
        )
        self._drawer.root.move(self._body if route.kind == "task" else self._tab.client.content)
        if route.task:
            await self._drawer.open(route.task)
        else:
            self._drawer.close()
            if self._tab.view is not None:
                self._tab.view.select(None)

    def _title(self) -> None:
        ui.page_title(f"{title_of(self._tab)} · {texts.NAME}")

    # what the browser tells

    async def _on_go(self, event: GenericEventArguments) -> None:
        route = parse(str(event.args), me=self._tab.store.me["id"])
        if route is None:
            ui.navigate.to(str(event.args))
        else:
            await self._tab.go(route)

    async def _on_back(self, event: GenericEventArguments) -> None:
        route = parse(str(event.args), me=self._tab.store.me["id"])
        if route is not None:
            await self._tab.go(route, is_back=True)

    async def _on_key(self, event: GenericEventArguments) -> None:
        key, task = str(event.args["key"]), event.args["task"]
        tab = self._tab
        match key:
            case "palette":
                await self._palette()
            case "c":
                self.open_create()
            case "?":
                open_shortcuts(tab)
            case "Escape":
                await tab.close_task()
            case "Enter" if task:
                await tab.open_task(task)
            case _ if key in FIELD_KEYS:
                await self._pick(FIELD_KEYS[key], task)
            case _ if key.startswith("g "):
                await self._jump(key[2:])

    async def _pick(self, field: str, task_id: str | None) -> None:
        opened = self._drawer.opened
        card = self._tab.store.cards.get(task_id) if task_id else (opened.card if opened else None)
        if card is not None:
            await self._tab.pick(field, card)

    async def _jump(self, letter: str) -> None:
        project = self._current_project()
        routes = {"m": Route("home"), "a": Route("all")}
        if project is not None:
            routes |= {"b": Route("board", project["key"]), "l": Route("list", project["key"])}
        if letter in routes:
            await self._tab.go(
                replace(routes[letter], shown=replace(routes[letter].shown, me=self._tab.store.me["id"]))
            )

    async def _palette(self) -> None:
        tab = self._tab
        commands = [
            Command("My work", "circle-user", "G M", lambda: self._jump("m")),
            Command("All tasks", "layers", "G A", lambda: self._jump("a")),
            Command("Board", "columns-3", "G B", lambda: self._jump("b")),
            Command("List", "list", "G L", lambda: self._jump("l")),
            Command("Settings", "settings", "", lambda: tab.go(Route("settings", "profile"))),
            Command("Light theme", "sun", "", lambda: _theme("light")),
            Command("Dark theme", "moon", "", lambda: _theme("dark")),
            Command("Theme of the system", "monitor", "", lambda: _theme("system")),
            Command("Keyboard shortcuts", "keyboard", "?", lambda: open_shortcuts(tab)),
        ]
        if tab.can_write and tab.store.open_projects():
            commands.insert(0, Command("New task", "plus", "C", self.open_create))
        await open_palette(tab, commands)


def _theme(name: str) -> None:
    ui.run_javascript(f"tasktide.theme('{name}')")
