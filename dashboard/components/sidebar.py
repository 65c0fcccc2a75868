"""The left edge: workspace, places, projects, the live dot, oneself. On phones the tab bar takes its place."""

from functools import partial

from nicegui import app, ui

from dashboard import news, texts
from dashboard.components.chooser import Chooser, Item, popover
from dashboard.components.elements import Action, avatar, box, button, dot, icon, icon_button, link, logo, text
from dashboard.documents import Workspace
from dashboard.feed import State
from dashboard.routes import Kind, Route
from dashboard.tab import Tab


class Sidebar:
    """Places to go."""

    def __init__(self, tab: Tab, workspaces: list[Workspace], open_palette: Action) -> None:
        self._tab = tab
        self._workspaces = workspaces
        self._open_palette = open_palette
        self._dot: ui.element | None = None
        with box("tt-side", "nav").props('aria-label="Workspace"') as self._root:
            self._places = box("tt-contents")
            box("tt-spacer")
            self._foot = box("tt-contents")
        self.draw()

    def draw(self) -> None:
        """Everything anew: after a change of name, project, or place."""
        self._places.clear()
        with self._places:
            self._head()
            self._inbox()
            self._place(Route("home"), "circle-user", "My work")
            self._place(Route("all"), "layers", "All tasks")
            self._place(Route("people"), "users", "People")
            self._place(Route("insights"), "chart-column", "Insights")
            self._projects()
            self._views()
        self._foot.clear()
        with self._foot:
            self._draw_foot()

    def on_state(self, state: State) -> None:
        """Colour and word of the dot."""
        if self._dot is not None:
            self._dot.props["data-state"] = str(state)
            self._word.text = texts.STATE[state]
        self._tell_lag()

    def on_inbox(self) -> None:
        """How much is unread."""
        unread = self._tab.hub.inbox.unread
        self._unread.text = news.badge(unread) if unread else ""
        self._unread.props["aria-label"] = f"{unread} unread" if unread else ""

    def _tell_lag(self) -> None:
        """The tooltip says how far behind the last change came; asked for by a pointer, since saying it costs as much
        as the change itself."""
        if self._dot is not None:
            feed = self._tab.hub.feed
            lag = f"Last change after {round(feed.lag * 1000)} ms" if feed.lag else "No change yet"
            self._dot.props["title"] = lag if feed.state is State.LIVE else "Changes will be caught up on reconnecting"

    def _head(self) -> None:
        with box("tt-wsrow"):
            with button("tt-ws", self._switch, label="Switch workspace") as self._switcher:
                logo()
                text(self._tab.store.workspace["name"], "tt-name")
                icon("chevrons-up-down")
            icon_button("search", "Search (Ctrl K)", self._open_palette)

    async def _switch(self) -> None:
        items = [
            Item(one["id"], one["name"], is_chosen=one["id"] == self._tab.store.workspace["id"])
            for one in self._workspaces
        ]
        items.append(Item("new", "New workspace", partial(icon, "plus")))

        async def picked(value: str) -> None:
            menu.close()
            if value == "new":
                ui.navigate.to("/welcome?new=1")
            else:
                app.storage.user["workspace"] = value
                ui.navigate.to("/")

        with popover(self._switcher) as menu:
            chooser = Chooser(lambda _: items, picked, can_search=False)
        await chooser.search()
        menu.open()

    def _inbox(self) -> None:
        with self._place(Route("inbox"), "inbox", "Inbox"):
            self._unread = text("", "tt-nav-count")
        self.on_inbox()

    def _place(self, route: Route, sign: str, name: str) -> ui.element:
        with link(route.path, "tt-nav" + (" tt-on" if self._is_here(route) else "")) as made:
            icon(sign)
            text(name, "tt-name")
        if self._is_here(route):
            made.props["aria-current"] = "page"
        return made

    def _projects(self) -> None:
        with box("tt-cap"):
            text("Projects")
            if self._tab.can_write:
                with link("/settings/projects", "tt-ib") as made:
                    icon("plus")
                made.props["aria-label"] = made.props["title"] = "Projects and statuses"
        for project in self._tab.store.open_projects():
            layout: Kind = self._tab.route.kind if self._tab.route.in_project else "board"
            here = self._tab.route.in_project and self._tab.route.name == project["key"]
            with link(Route(layout, project["key"]).path, "tt-nav" + (" tt-on" if here else "")):
                dot(project["color"])
                text(project["name"], "tt-name")

    def _views(self) -> None:
        views = self._tab.store.sorted_views()
        if not views:
            return
        with box("tt-cap"):
            text("Views")
        for view in views:
            here = self._tab.route.kind == "view" and self._tab.route.name == view["id"]
            with link(Route("view", view["id"]).path, "tt-nav" + (" tt-on" if here else "")) as made:
                icon("bookmark")
                text(view["name"], "tt-name").props("dir=auto")
                if view["is_shared"]:
                    icon("users", "tt-faint")
            if here:
                made.props["aria-current"] = "page"

    def _draw_foot(self) -> None:
        with box("tt-live").props("role=status") as self._dot:
            ui.element("i")
            self._word = text("")
        self._dot.on("mouseenter", self._tell_lag, [])
        self.on_state(self._tab.hub.feed.state)
        with link("/settings/profile", "tt-nav" + (" tt-on" if self._tab.route.kind == "settings" else "")):
            avatar({"id": self._tab.store.me["id"], "name": self._tab.store.me["name"]})
            text(self._tab.store.me["name"], "tt-name")
            box("tt-spacer")
            icon("settings")

    def _is_here(self, route: Route) -> bool:
        return self._tab.route.kind == route.kind


def tab_bar(tab: Tab) -> None:
    """The phone's way around."""
    projects = tab.store.open_projects()
    current = tab.store.project(tab.route.name) if tab.route.kind in {"board", "list"} else None
    project = current or (projects[0] if projects else None)
    places = [(Route("home"), "circle-user", "My work"), (Route("inbox"), "inbox", "Inbox")]
    if project is not None:
        places += [
            (Route("board", project["key"]), "columns-3", "Board"),
            (Route("list", project["key"]), "list", "List"),
        ]
    places += [(Route("all"), "layers", "All"), (Route("settings"), "settings", "Settings")]
    for route, sign, name in places:
        with link(route.path, "tt-on" if tab.route.kind == route.kind else ""):
            icon(sign)
            text(name)
            if route.kind == "inbox" and tab.hub.inbox.unread:
                text(news.badge(tab.hub.inbox.unread), "tt-badge")
