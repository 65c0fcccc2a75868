"""The left edge: workspace, places, projects, the live dot, oneself. On phones the tab bar takes its place."""

from functools import partial

from nicegui import ui

from dashboard import news, texts
from dashboard.components.elements import Action, avatar, box, button, icon, icon_button, link, named, text
from dashboard.components.places import open_more, place, projects, switcher, views
from dashboard.documents import Workspace
from dashboard.feed import State
from dashboard.language import _, plural
from dashboard.routes import Route
from dashboard.tab import Tab


class Sidebar:
    """Places to go."""

    def __init__(self, tab: Tab, workspaces: list[Workspace], open_palette: Action) -> None:
        self._tab = tab
        self._workspaces = workspaces
        self._open_palette = open_palette
        self._dot: ui.element | None = None
        with box("tt-side", "nav").props(named(_("Workspace"))) as self._root:
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
            place(self._tab, Route("home"), "circle-user", _("My work"))
            place(self._tab, Route("all"), "layers", _("All tasks"))
            place(self._tab, Route("people"), "users", _("People"))
            place(self._tab, Route("insights"), "chart-column", _("Insights"))
            projects(self._tab)
            views(self._tab)
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
        self._unread.props["aria-label"] = plural("{n} unread", "{n} unread", unread).format(n=unread) if unread else ""

    def _tell_lag(self) -> None:
        """The tooltip says how far behind the last change came; asked for by a pointer, since saying it costs as much
        as the change itself."""
        if self._dot is not None:
            feed = self._tab.hub.feed
            lag = _("Last change after {n} ms").format(n=round(feed.lag * 1000)) if feed.lag else _("No change yet")
            self._dot.props["title"] = (
                lag if feed.state is State.LIVE else _("Changes will be caught up on reconnecting")
            )

    def _head(self) -> None:
        with box("tt-wsrow"):
            switcher(self._tab, self._workspaces)
            icon_button("search", _("Search (Ctrl K)"), self._open_palette)

    def _inbox(self) -> None:
        with place(self._tab, Route("inbox"), "inbox", _("Inbox")):
            self._unread = text("", "tt-nav-count")
        self.on_inbox()

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


def tab_bar(tab: Tab, workspaces: list[Workspace]) -> None:
    """The phone's way around: what one needs most, and a sheet with all other places."""
    known = tab.store.open_projects()
    current = tab.store.project(tab.route.name) if tab.route.in_project else None
    project = current or (known[0] if known else None)
    places = [(Route("home"), "circle-user", _("My work")), (Route("inbox"), "inbox", _("Inbox"))]
    if project is not None:
        places += [
            (Route("board", project["key"]), "columns-3", _("Board")),
            (Route("list", project["key"]), "list", _("List")),
        ]
    for route, sign, name in places:
        with link(route.path, "tt-on" if tab.route.kind == route.kind else ""):
            icon(sign)
            text(name)
            if route.kind == "inbox" and tab.hub.inbox.unread:
                text(news.badge(tab.hub.inbox.unread), "tt-badge")
    is_elsewhere = tab.route.kind not in {"task", *(route.kind for route, _sign, _name in places)}
    with button("tt-on" if is_elsewhere else "") as more:
        icon("ellipsis")
        text(_("More"))
    more.props("aria-haspopup=dialog " + named(_("More places")))
    more.on("click", partial(open_more, tab, workspaces, project["key"] if project else ""), [])
