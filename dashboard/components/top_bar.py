"""The panel's head: where one is, the project's layouts, who else is in the workspace, search, theme, new task."""

from dataclasses import replace
from functools import partial

from nicegui import ui

from dashboard.components.bell import Bell
from dashboard.components.chooser import Item
from dashboard.components.elements import Action, box, button, dot, icon, icon_button, link, named, text, text_button
from dashboard.components.faces import Faces
from dashboard.components.pickers import choose
from dashboard.components.saved import may_change, view_menu
from dashboard.language import _
from dashboard.routes import Kind, Layout, Route
from dashboard.tab import Tab

LAYOUTS: dict[Layout, tuple[str, str]] = {
    "board": ("columns-3", _("Board")),
    "list": ("list", _("List")),
    "calendar": ("calendar", _("Calendar")),
    "timeline": ("chart-gantt", _("Timeline")),
}
TITLES = {
    "home": _("My work"),
    "inbox": _("Inbox"),
    "all": _("All tasks"),
    "people": _("People"),
    "insights": _("Insights"),
    "settings": _("Settings"),
}


def title_of(tab: Tab) -> str:
    """What the browser's tab is called."""
    route = tab.route
    if route.task:
        return route.task
    project = tab.store.project(route.name) if route.in_project else None
    if route.kind == "view":
        view = tab.store.views.by_id.get(route.name)
        return view["name"] if view else _("View")
    if route.kind == "people" and route.name:
        return _person(tab) or TITLES["people"]
    return project["name"] if project else TITLES.get(route.kind, "Tasktide")


def head_of(tab: Tab) -> object:
    """What the bar shows: equal as long as it need not be drawn anew."""
    route, store = tab.route, tab.store
    view, project = store.views.by_id.get(route.name), store.project(route.name)
    return (
        route,
        title_of(tab),
        tab.can_write,
        tab.can_manage,
        bool(store.open_projects()),
        view and (view["name"], view["layout"], view["is_shared"]),
        project and (project["name"], project["color"]),
    )


def top_bar(tab: Tab, open_palette: Action) -> tuple[Faces, Bell]:
    """Build it for the tab's present route; the faces and the bell, which change by themselves."""
    if tab.route.kind != "settings" and not (tab.route.kind == "people" and tab.route.name):  # these have their own
        text(title_of(tab), "tt-quiet", "h1")
    with box("tt-top", "header"):
        _crumbs(tab)
        box("tt-spacer")
        faces = Faces(tab)
        with button("tt-search", open_palette, label=_("Search or jump to")):
            icon("search")
            text(_("Search or jump to"))
            text(_("Ctrl K"), "tt-kbd")
        icon_button("search", _("Search"), open_palette, "tt-only-m")
        bell = Bell(tab)
        icon_button("moon", _("Light or dark (T)"), _toggle_theme, "tt-hide-m")
        if tab.can_write and tab.store.open_projects():
            with text_button("", tab.frame.open_create, icon_name="plus") as made:
                text(_("New task"), "tt-hide-m")
            made.props("data-new-task").props["aria-label"] = _("New task")
    return faces, bell


def _person(tab: Tab) -> str:
    """The name of the person whom the page is about; "" for nobody of the workspace."""
    return next((one["name"] for one in tab.store.people() if one["id"] == tab.route.name), "")


def _toggle_theme() -> None:
    ui.run_javascript("tasktide.toggle()")


def _crumbs(tab: Tab) -> None:
    route = tab.route
    key = route.task.rsplit("-", 1)[0] if route.kind == "task" else route.name
    project = tab.store.project(key) if route.in_project or route.kind == "task" else None
    with box("tt-crumb"):
        if project is not None:
            with button("tt-project", label=_("Switch project")) as switch:
                text(project["name"], tag="b")
                icon("chevron-down", "tt-only-m")
            switch.on("click", lambda: _switch(tab, switch), [])
        if route.kind == "task":
            text("/")
            text(route.task, "tt-whole", tag="b")
        elif route.kind == "people" and route.name:
            with link("/people"):
                text(_("People"))
            if name := _person(tab):
                text("/")
                text(name, tag="b").props("dir=auto")
        elif route.kind == "view":
            _view(tab)
        elif project is None:
            text(TITLES.get(route.kind, ""), tag="b")
    if route.in_project or route.kind in {"all", "view"}:
        with box("tt-tabs", "nav").props(named(_("Layout"))):
            for layout, (sign, name) in LAYOUTS.items():
                _layout(tab, layout, sign, name)


def _view(tab: Tab) -> None:
    text(title_of(tab), tag="b").props("dir=auto")
    view = tab.store.views.by_id.get(tab.route.name)
    if view is not None and may_change(tab, view):
        more = icon_button("ellipsis", _("Change this view"))
        more.on("click", lambda: view_menu(tab, view, more), [])


async def _switch(tab: Tab, anchor: ui.element) -> None:
    async def picked(key: str) -> None:
        layout: Kind = tab.route.kind if tab.route.in_project else "board"
        await tab.go(Route(layout, key))

    items = [Item(p["key"], p["name"], partial(dot, p["color"])) for p in tab.store.open_projects()]
    await choose(anchor, lambda: items, picked, title=_("Project"))


def _layout(tab: Tab, layout: Layout, sign: str, name: str) -> None:
    route = tab.route
    if route.in_project:
        here, target = route.kind == layout, replace(route, kind=layout, task="")
    else:
        view = tab.store.views.by_id.get(route.name)
        here = (route.shown.layout or (view["layout"] if view else "list")) == layout
        target = replace(route, task="", shown=replace(route.shown, layout=layout))
    with link(target.url(), "tt-on" if here else "") as made:
        icon(sign)
        text(name)
    if here:
        made.props["aria-current"] = "page"
