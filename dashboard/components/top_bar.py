"""The panel's head: where one is, the project's layouts, who else is in the workspace, search, theme, new task."""

from functools import partial

from nicegui import ui

from dashboard.components.chooser import Item
from dashboard.components.elements import Action, avatar, box, button, dot, icon, icon_button, link, text, text_button
from dashboard.components.pickers import choose
from dashboard.filters import Filter
from dashboard.routes import Kind, Route
from dashboard.tab import Tab

TITLES = {"home": "My work", "all": "All tasks", "settings": "Settings"}
FACES = 5


def title_of(tab: Tab) -> str:
    """What the browser's tab is called."""
    route = tab.route
    if route.task:
        return route.task
    project = tab.store.project(route.name) if route.kind in {"board", "list"} else None
    return project["name"] if project else TITLES.get(route.kind, "Tasktide")


def top_bar(tab: Tab, open_palette: Action) -> None:
    """Build it for the tab's present route."""
    with box("tt-top", "header"):
        _crumbs(tab)
        box("tt-spacer")
        _faces(tab)
        with button("tt-search", open_palette, label="Search or jump to"):
            icon("search")
            text("Search or jump to")
            text("Ctrl K", "tt-kbd")
        icon_button("search", "Search", open_palette, "tt-only-m")
        icon_button("moon", "Light or dark (T)", _toggle_theme, "tt-hide-m")
        if tab.can_write and tab.store.open_projects():
            with text_button("", tab.frame.open_create, icon_name="plus") as made:
                text("New task", "tt-hide-m")
            made.props["aria-label"] = "New task"


def _toggle_theme() -> None:
    ui.run_javascript("tasktide.toggle()")


def _crumbs(tab: Tab) -> None:
    route = tab.route
    key = route.task.rsplit("-", 1)[0] if route.kind == "task" else route.name
    project = tab.store.project(key) if route.kind in {"board", "list", "task"} else None
    with box("tt-crumb"):
        if project is not None:
            with button("tt-project", label="Switch project") as switch:
                text(project["name"], tag="b")
                icon("chevron-down", "tt-only-m")
            switch.on("click", lambda: _switch(tab, switch), [])
        if route.kind == "task":
            text("/")
            text(route.task, tag="b")
        elif project is None:
            text(TITLES.get(route.kind, ""), tag="b")
    if route.kind in {"board", "list"}:
        with box("tt-tabs", "nav").props('aria-label="Layout"'):
            _layout(tab, Route("board", route.name, shown=route.shown), "columns-3", "Board")
            _layout(tab, Route("list", route.name, shown=route.shown), "list", "List")


async def _switch(tab: Tab, anchor: ui.element) -> None:
    async def picked(key: str) -> None:
        layout: Kind = "list" if tab.route.kind == "list" else "board"
        await tab.go(Route(layout, key, shown=Filter(me=tab.store.me["id"])))

    items = [Item(p["key"], p["name"], partial(dot, p["color"])) for p in tab.store.open_projects()]
    await choose(anchor, lambda: items, picked, title="Project")


def _layout(tab: Tab, route: Route, sign: str, name: str) -> None:
    with link(route.url(), "tt-on" if tab.route.kind == route.kind else ""):
        icon(sign)
        text(name)


def _faces(tab: Tab) -> None:
    people = tab.store.people()
    if len(people) < 2:
        return
    with box("tt-faces"):
        for person in people[:FACES]:
            avatar(person)
        if len(people) > FACES:
            text(f"+{len(people) - FACES}", "tt-av")
