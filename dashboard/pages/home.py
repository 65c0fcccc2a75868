"""`/` (my work): what is assigned to oneself, what one made, what one watches; by when it is due."""

from dataclasses import replace

from dashboard.components.elements import box, link, named, text
from dashboard.filters import Filter, url
from dashboard.hub import Batch
from dashboard.language import _
from dashboard.pages.tasks import Source, TasksView
from dashboard.tab import Tab

SIDES = {"": (_("Assigned to me"), "assignee:me is:open"), "created": (_("Created by me"), "author:me is:open")}
SIDES |= {
    "watched": (_("Watched"), "watching:me is:open"),
    "done": (_("Done"), "assignee:me is:closed completed:>-14d"),
}


class HomeView:
    """One of the four sides of a person's work."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        with box("tt-body tt-column"):
            self._tabs = box("tt-subtabs", "nav").props(named(_("My work")))
            self._tasks = TasksView(tab, self._source())
        self._draw()

    def show(self, shown: Filter) -> None:
        """Another filter."""
        self._tasks.show(shown)
        self._draw()

    def select(self, task_id: str | None) -> None:
        """Mark the open row."""
        self._tasks.select(task_id)

    def settle(self, task_id: str) -> None:
        """Show a task as the server has it."""
        self._tasks.settle(task_id)

    def on_batch(self, batch: Batch) -> None:
        """Patch the rows."""
        self._tasks.on_batch(batch)

    @property
    def selection(self) -> str:
        """The text of the selection on screen."""
        return self._tasks.selection

    def _source(self) -> Source:
        base = SIDES[self._tab.route.name if self._tab.route.name in SIDES else ""][1]
        return Source(base, "list", "due", sort="due,-priority", is_personal=True)

    def _draw(self) -> None:
        route = self._tab.route
        self._tabs.clear()
        with self._tabs:
            for name, (label, _query) in SIDES.items():
                target = replace(route, name=name, task="")
                with link(url(target.path, target.query()), "tt-on" if route.name == name else "") as made:
                    text(label)
                if route.name == name:
                    made.props["aria-current"] = "page"
