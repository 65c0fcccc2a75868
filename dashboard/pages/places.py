"""What stands at each route."""

from collections.abc import Awaitable, Callable, Mapping

from dashboard.components.elements import empty, link, text
from dashboard.documents import Project
from dashboard.documents import View as SavedView
from dashboard.language import _
from dashboard.pages.home import HomeView
from dashboard.pages.inbox import InboxView
from dashboard.pages.insights import InsightsView
from dashboard.pages.people import PeopleView
from dashboard.pages.person import open_person
from dashboard.pages.settings import SettingsView
from dashboard.pages.task import TaskView
from dashboard.pages.tasks import Source, TasksView
from dashboard.routes import Route
from dashboard.tab import Tab
from dashboard.views import View


async def open_view(tab: Tab, route: Route) -> View | None:
    """Build what fills the panel; None where there is no such thing. Raises `DashboardError`."""
    if route.kind in _READ:
        return await _READ[route.kind](tab)
    match route.kind:
        case "home":
            return HomeView(tab)
        case "all":
            return TasksView(tab, Source("", "list", "status"))
        case "view":
            return _saved(tab, route)
        case "task":
            return TaskView()
        case "insights":
            return InsightsView(tab)
    project = tab.store.project(route.name)
    if project is None:
        _missing(_("There is no such project"), _("It was deleted or renamed, or it is private."))
        return None
    return TasksView(tab, Source(_of(project), route.kind, "status", project=project))


def _of(project: Project) -> str:
    """A query for a project's tasks; of one that was put away they are all put away."""
    return f"project:{project['id']}{' is:any' if project['archived_at'] else ''}"


async def _people(tab: Tab) -> View | None:
    return await open_person(tab) if tab.route.name else await PeopleView.open(tab)


# What is read before it is shown.
_READ: Mapping[str, Callable[[Tab], Awaitable[View | None]]] = {
    "inbox": InboxView.open,
    "people": _people,
    "settings": SettingsView.open,
}


def _saved(tab: Tab, route: Route) -> View | None:
    view = tab.store.views.by_id.get(route.name)
    if view is None:
        _missing(_("There is no such view"), _("It was deleted, or somebody keeps it to himself now."))
        return None
    return TasksView(tab, _source(tab, view))


def _source(tab: Tab, view: SavedView) -> Source:
    project = tab.store.projects.by_id.get(view["project_id"] or "")
    base = _of(project) if project else ""
    return Source(base, view["layout"], view["options"]["group_by"] or "status", project=project, q=view["q"])


def _missing(title: str, advice: str) -> None:
    with empty("circle-alert", title, advice), link("/", "tt-btn"):
        text(_("Go to my work"))
