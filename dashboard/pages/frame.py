"""The page around every view: sidebar, bars, drawer, dialogs, keys."""

from dataclasses import replace
from datetime import date

from nicegui import ui
from nicegui.events import GenericEventArguments

from dashboard import news, texts, times
from dashboard.components import away
from dashboard.components.bell import Ringing
from dashboard.components.commands import commands
from dashboard.components.create import CreateDialog, Draft
from dashboard.components.drawer import Drawer
from dashboard.components.elements import box, empty, named, text
from dashboard.components.filter_bar import FilterBar
from dashboard.components.palette import open_palette
from dashboard.components.picking import pick
from dashboard.components.pictures import Pictures
from dashboard.components.shortcuts import open_shortcuts
from dashboard.components.sidebar import Sidebar, tab_bar
from dashboard.components.toasts import Toasts
from dashboard.components.top_bar import head_of, title_of, top_bar
from dashboard.documents import Project, Workspace
from dashboard.errors import DashboardError
from dashboard.feed import State
from dashboard.hub import Batch
from dashboard.inbox import KIND
from dashboard.language import _
from dashboard.pages.apart import Early
from dashboard.pages.places import open_view
from dashboard.routes import Layout, Route, parse
from dashboard.tab import Tab
from dashboard.views import Social, View

FIELD_KEYS = {"s": "status", "p": "priority", "a": "assignee", "l": "label", "d": "due"}
CONTAINERS = {"project", "member", "workspace", "view"}
NAMED = {"label", "status", "project", "member", "user", "field"}


class PageFrame:
    """One page for all routes: going somewhere else changes what is in it, not the page."""

    def __init__(self, tab: Tab, workspaces: list[Workspace], base: str) -> None:
        self._tab = tab
        self._workspaces = workspaces
        self._shown: tuple[str, str, str] = ("", "", "")
        self._rights: tuple[bool, bool, str] = (False, False, "")
        self._is_told = self._is_drawn = False
        self._head: object = None
        self._ringing = Ringing(tab)
        self._pictures = Pictures(tab)
        self._unread = 0
        tab.frame = self
        with ui.element("a").classes("tt-skip").props('href="#tt-body"'):
            text(_("Skip to the tasks"))
        with box("tt-shell"):
            self._sidebar = Sidebar(tab, workspaces, self._palette)
            with box("tt-panel"):
                self._top = box("tt-contents")
                self._news = box("tt-contents")
                self._bar = FilterBar(tab)
                self._body = box("tt-body").props("id=tt-body")
            self._tabs = box("tt-tabbar", "nav").props(named(_("Places")))
        self._drawer = Drawer(tab, base)
        tab.toasts = Toasts()
        box("tt-quiet").props("id=tt-say aria-live=polite role=status")
        ui.on("tasktide_go", self._on_go)
        ui.on("tasktide_back", self._on_back)
        ui.on("tasktide_key", self._on_key)
        ui.on("tasktide_hide", tab.stay.hide, [])

    async def show(self, route: Route) -> None:
        """Go where the URL says: another view, another filter, another task."""
        tab, before = self._tab, self._tab.route
        tab.route = route
        is_same = (route.kind, route.name, route.edit) == self._shown and route.kind != "task"
        if (route.kind, route.name, route.edit) != self._shown:
            if not await self._show_view(route):
                return
        elif (route.shown, route.period) != (before.shown, before.period) and tab.view is not None:
            tab.view.show(route.shown)
        if not is_same or replace(before, task=route.task) != route:
            self._draw_around()  # not where a task alone is opened, which has to be there at once
        await self._show_task(route)
        if tab.route is not route:
            return  # one has gone on while the task was read
        self._look(route)
        self._title()
        tab.hub.inbox.want()
        if not self._is_told:
            self._is_told = True
            await away.tell(tab, self._news)

    def _look(self, route: Route) -> None:
        """Let the others know where one is."""
        opened, project = self._drawer.opened, self._tab.store.project(route.name)
        if opened is not None:
            self._tab.stay.look("task", opened.task["id"])
            self._tab.hub.inbox.see(opened.task["id"])
        elif route.kind == "people" and route.name:
            self._tab.stay.look("user", route.name)
        elif route.in_project and project is not None:
            self._tab.stay.look("project", project["id"])
        else:
            self._tab.stay.leave()
        self._faces.draw()

    def on_batch(self, batch: Batch) -> None:
        """Names and places may have changed."""
        if not self._is_drawn:
            return  # the page is still being read, and will be drawn of what holds by then
        if batch.change.kinds & NAMED and self._tab.route.has_tasks:
            self._bar.again()
        if batch.change.kinds & CONTAINERS or self._is_named(batch):
            self._draw_around()
            self._title()
            if self._rights_now() != self._rights:
                ui.timer(0, self.again, once=True)
        if KIND in batch.change.kinds:
            self._on_inbox()
        if "user" in batch.change.kinds:
            self._faces.draw()
        self._pictures.on_batch(batch)
        self._drawer.on_batch(batch)

    def _is_named(self, batch: Batch) -> bool:
        """Whether oneself, or the person whom the page is about, has another name. Others are renamed while somebody
        types, and nobody's menus are to close meanwhile."""
        shown = {self._tab.store.me["id"], self._tab.route.name}
        return any(event["object"]["id"] in shown for event in batch.change.events if event["type"] == "user.updated")

    def _on_inbox(self) -> None:
        """One was told something, or has read it."""
        opened = self._drawer.opened
        self._bell.draw()
        self._ringing.ring(opened.task["id"] if opened else "")
        if self._unread != self._tab.hub.inbox.unread:
            self._sidebar.on_inbox()
            self._draw_tabs()
            self._title()

    async def again(self) -> None:
        """Build the view anew: what one may do here has changed, the project came or went, or it could not be read."""
        self._shown = ("", "", "")
        self._drawer.close()
        await self.show(self._tab.route)

    def _rights_now(self) -> tuple[bool, bool, str]:
        tab = self._tab
        project = tab.store.project(tab.route.name) if tab.route.in_project else None
        state = "" if project is None else "away" if project["archived_at"] else "here"
        return tab.can_write, tab.can_manage, state

    def on_state(self, state: State) -> None:
        """Tell the dot."""
        self._sidebar.on_state(state)

    def on_presence(self, kind: str, object_id: str) -> None:
        """Tell those parts that show it."""
        place = self._tab.stay.place
        if place is not None and (place.kind, place.object_id) == (kind, object_id):
            self._faces.draw()
        for part in (self._tab.view, self._drawer):
            if isinstance(part, Social):
                part.on_presence(kind, object_id)

    def open_create(self, status: str = "", parent: str = "", due: date | None = None) -> None:
        """Ask for a new task, in the project that one looks at."""
        project = self._current_project()
        if project is None or not self._tab.can_write:
            return
        day = times.end_of(due, self._tab.here) if due else None
        dialog = CreateDialog(self._tab, Draft(project, status, parent, due=day))
        ui.timer(0, dialog.open, once=True)

    def _current_project(self) -> Project | None:
        store, route = self._tab.store, self._tab.route
        key = route.name if route.in_project else route.task.rsplit("-", 1)[0]
        projects = store.open_projects()
        current = store.project(key) if key else None
        return current if current in projects else projects[0] if projects else None

    async def _show_view(self, route: Route) -> bool:
        """Read and build it, and tell it what happened meanwhile; False if the person has gone elsewhere by then."""
        self._shown = (route.kind, route.name, route.edit)
        self._rights = self._rights_now()
        self._tab.view = early = Early()
        self._drawer.root.move(self._tab.client.content)  # on a task's page it stands in what is cleared now
        self._body.clear()
        view: View | None = None
        with self._body, box("tt-view") as place:
            try:
                view = await open_view(self._tab, route)
            except DashboardError as error:
                empty("circle-alert", _("This could not be loaded"), str(error))
        if self._tab.view is not early:
            place.clear()
            return False
        self._tab.view = view
        if view is not None:
            for batch in early.batches:
                view.on_batch(batch)
        return True

    def _draw_around(self) -> None:
        """The bars. The one at the top only if it would show something else: a menu may hang there."""
        head = head_of(self._tab)
        if head != self._head:
            self._head = head
            self._top.clear()
            with self._top:
                self._faces, self._bell = top_bar(self._tab, self._palette)
        self._is_drawn = True
        self._sidebar.draw()
        self._draw_tabs()
        has_filter = self._tab.view is not None and self._tab.route.has_tasks
        self._bar.root.classes(remove="tt-hidden" if has_filter else "", add="" if has_filter else "tt-hidden")
        if has_filter:
            self._bar.draw()

    def _draw_tabs(self) -> None:
        self._unread = self._tab.hub.inbox.unread
        self._tabs.clear()
        with self._tabs:
            tab_bar(self._tab, self._workspaces)

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
        unread = self._tab.hub.inbox.unread
        ui.page_title(f"{f'({news.badge(unread)}) ' if unread else ''}{title_of(self._tab)} · {texts.NAME}")

    # what the browser tells

    async def _on_go(self, event: GenericEventArguments) -> None:
        route = parse(str(event.args))
        if route is None:
            ui.navigate.to(str(event.args))
        else:
            await self._tab.go(route)

    async def _on_back(self, event: GenericEventArguments) -> None:
        route = parse(str(event.args))
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
            case "Escape" if tab.marked:
                tab.unmark()
            case "Escape":
                await tab.close_task()
            case "Enter" if task:
                await tab.open_task(task)
            case _ if key in FIELD_KEYS:
                await self._pick(FIELD_KEYS[key], task)
            case _ if key.startswith("g "):
                await self._jump(key[2:])

    async def _pick(self, field: str, task_id: str | None) -> None:
        """For what is marked, else for the focused card, else for the open task."""
        opened, known = self._drawer.opened, self._tab.store.cards
        if self._tab.marked:
            await pick(self._tab, field, [known[one] for one in self._tab.marked if one in known])
        elif task_id in known:
            await pick(self._tab, field, [known[task_id]])
        elif opened is not None:
            await pick(self._tab, field, [opened.card])

    async def _jump(self, letter: str) -> None:
        project = self._current_project()
        routes = {"m": Route("home"), "a": Route("all"), "i": Route("inbox"), "n": Route("insights")}
        if project is not None:
            layouts: dict[str, Layout] = {"b": "board", "l": "list", "c": "calendar", "t": "timeline"}
            routes |= {key: Route(layout, project["key"]) for key, layout in layouts.items()}
        if letter in routes:
            await self._tab.go(routes[letter])

    async def _palette(self) -> None:
        await open_palette(self._tab, commands(self._tab, self._jump))
