"""Where one can go within a workspace: what the sidebar lists, and on phones the sheet of the tab bar."""

from functools import partial

from nicegui import app, ui

from dashboard.components.chooser import Chooser, Item, dialog, popover
from dashboard.components.elements import box, button, dot, icon, link, logo, named, text
from dashboard.documents import Workspace
from dashboard.language import _
from dashboard.routes import Kind, Route
from dashboard.tab import Tab

ON_LINK = "(e) => { if (e.target.closest('a')) emit() }"


def place(tab: Tab, route: Route, sign: str, name: str) -> ui.element:
    """A page."""
    is_here = tab.route.kind == route.kind and (not route.in_project or tab.route.name == route.name)
    with link(route.path, "tt-nav" + (" tt-on" if is_here else "")) as made:
        icon(sign)
        text(name, "tt-name")
    if is_here:
        made.props["aria-current"] = "page"
    return made


def projects(tab: Tab) -> None:
    """The projects in use, each in the layout that is on screen."""
    with box("tt-cap"):
        text(_("Projects"))
        if tab.can_write:
            with link("/settings/projects", "tt-ib") as made:
                icon("plus")
            made.props["aria-label"] = made.props["title"] = _("Projects and statuses")
    for project in tab.store.open_projects():
        layout: Kind = tab.route.kind if tab.route.in_project else "board"
        here = tab.route.in_project and tab.route.name == project["key"]
        with link(Route(layout, project["key"]).path, "tt-nav" + (" tt-on" if here else "")):
            dot(project["color"])
            text(project["name"], "tt-name").props("dir=auto")


def views(tab: Tab) -> None:
    """The saved views, if there are any."""
    saved = tab.store.sorted_views()
    if not saved:
        return
    with box("tt-cap"):
        text(_("Views"))
    for view in saved:
        here = tab.route.kind == "view" and tab.route.name == view["id"]
        with link(Route("view", view["id"]).path, "tt-nav" + (" tt-on" if here else "")) as made:
            icon("bookmark")
            text(view["name"], "tt-name").props("dir=auto")
            if view["is_shared"]:
                icon("users", "tt-faint")
        if here:
            made.props["aria-current"] = "page"


def switcher(tab: Tab, workspaces: list[Workspace]) -> None:
    """The workspace's name, which leads to the others."""
    with button("tt-ws", label=_("Switch workspace")) as made:
        logo()
        text(tab.store.workspace["name"], "tt-name").props("dir=auto")
        icon("chevrons-up-down")
    made.on("click", partial(_switch, tab, workspaces, made), [])


async def _switch(tab: Tab, workspaces: list[Workspace], anchor: ui.element) -> None:
    items = [Item(one["id"], one["name"], is_chosen=one["id"] == tab.store.workspace["id"]) for one in workspaces]
    items.append(Item("new", _("New workspace"), partial(icon, "plus")))

    async def picked(value: str) -> None:
        menu.close()
        if value == "new":
            ui.navigate.to("/welcome?new=1")
        else:
            app.storage.user["workspace"] = value
            ui.navigate.to("/")

    with popover(anchor) as menu:
        chooser = Chooser(lambda _words: items, picked, can_search=False)
    await chooser.search()
    menu.open()


def open_more(tab: Tab, workspaces: list[Workspace], project: str) -> None:
    """What the tab bar has no room for; `project`: the key of the one that it shows, or ""."""
    with tab.client.layout:
        frame, sheet = dialog("tt-more", _("More places"))
    frame.classes("tt-bottom").props("position=bottom full-width")
    with sheet, box("tt-more-in", "nav").props(named(_("More places"))) as places:
        switcher(tab, workspaces)
        if project:
            place(tab, Route("calendar", project), "calendar", _("Calendar"))
            place(tab, Route("timeline", project), "chart-gantt", _("Timeline"))
        place(tab, Route("all"), "layers", _("All tasks"))
        place(tab, Route("people"), "users", _("People"))
        place(tab, Route("insights"), "chart-column", _("Insights"))
        place(tab, Route("settings"), "settings", _("Settings"))
        projects(tab)
        views(tab)
    places.on("click", frame.close, [], js_handler=ON_LINK)
    frame.open()
