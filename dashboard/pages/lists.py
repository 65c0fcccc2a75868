"""`/p/{KEY}/list`, `/all` and `/` (my work): the same rows in other groups."""

from dataclasses import replace

from dashboard.components.elements import box, empty, link, text, text_button
from dashboard.components.task_list import Grouping, ListEvents, TaskList
from dashboard.documents import Project
from dashboard.filters import Filter, url
from dashboard.hub import MOST_CARDS, Batch
from dashboard.tab import Tab


class _Rows:
    """What the three have in common."""

    def __init__(self, tab: Tab, grouping: Grouping, query: dict[str, str], project: str = "") -> None:
        self._tab = tab
        self._query = query
        self._archived = tab.route.shown.archived
        with box("tt-body") as self._holder:
            events = ListEvents(tab.open_task, self._picked, self._counted)
            projects = [] if project else tab.store.open_projects()
            self._list = TaskList(
                self._url(),
                grouping,
                self._filter(tab.route.shown),
                project=project,
                projects=projects,
                writable=tab.can_write,
                events=events,
            )
        self._nothing = box("tt-contents")

    def show(self, shown: Filter) -> None:
        """Filter what is there; archived tasks are fetched when they are first wanted."""
        self._list.show(self._filter(shown))
        if shown.archived != self._archived:
            self._archived = shown.archived
            self._list.props["url"] = self._url()

    def select(self, task_id: str | None) -> None:
        """Mark the open row."""
        self._list.select(task_id)

    def settle(self, task_id: str) -> None:
        """Show a task as the server has it."""
        card = self._tab.store.cards.get(task_id)
        if card is not None:
            self._list.settle(task_id, card)

    def on_batch(self, batch: Batch) -> None:
        """Patch the rows."""
        if batch.change.is_reset:
            self._list.reload()
        elif batch.change.cards:
            self._list.apply(batch.patches)

    def _filter(self, shown: Filter) -> Filter:
        return shown

    def _url(self) -> str:
        query = {"workspace": self._tab.store.workspace["id"], **self._query}
        return url("/data/tasks", {**query, **({"archived": "1"} if self._archived else {})})

    async def _picked(self, task_id: str, field: str) -> None:
        card = self._tab.store.cards.get(task_id)
        if card is not None:
            await self._tab.pick(field, card)

    def _counted(self, count: int) -> None:
        self._nothing.clear()
        self._holder.set_visibility(count != 0)
        if count == 0:
            with self._nothing:
                self._draw_nothing()

    def _draw_nothing(self) -> None:
        if not self._tab.route.shown.is_empty:
            empty(
                "list-filter",
                "No task matches",
                "Take a filter away, or press Escape in the search field and try other words.",
            )
            return
        projects = self._tab.store.open_projects()
        if not projects:
            self._draw_no_project()
        else:
            self._draw_no_task(projects[0])

    def _draw_no_project(self) -> None:
        advice = "A project holds your team's tasks and shows them on a board."
        with empty("folder-plus", "Start with a project", advice):
            if self._tab.can_write:
                with link("/settings/projects", "tt-btn"):
                    text("Create a project")

    def _draw_no_task(self, _project: Project) -> None:
        with empty("list", "No tasks yet", "Tasks that you and your team add appear here at once."):
            if self._tab.can_write and self._tab.store.open_projects():
                text_button("New task", self._tab.frame.open_create, icon_name="plus")


class ListView(_Rows):
    """A project's tasks by status."""

    def __init__(self, tab: Tab, project: Project) -> None:
        self._project = project["id"]
        super().__init__(
            tab, Grouping("status", tab.store.columns(project["id"])), {"project": project["id"]}, project["id"]
        )

    def on_batch(self, batch: Batch) -> None:
        """Patch the rows; redraw the groups if they changed."""
        if "status" in batch.change.kinds:
            self._list.set_columns(self._tab.store.columns(self._project))
        super().on_batch(batch)


class AllView(_Rows):
    """The tasks of all projects by category."""

    def __init__(self, tab: Tab) -> None:
        self._is_told = False
        super().__init__(tab, Grouping("category", []), {})

    def _counted(self, count: int) -> None:
        super()._counted(count)
        if count >= MOST_CARDS and not self._is_told:
            self._is_told = True
            self._tab.toasts.say(f"These are the {MOST_CARDS:,} tasks that changed last; search finds the others.")


class HomeView(_Rows):
    """What is assigned to oneself and open, by when it is due."""

    def __init__(self, tab: Tab) -> None:
        super().__init__(tab, Grouping("when", []), {"mine": "1"})

    def _filter(self, shown: Filter) -> Filter:
        return replace(shown, mine=True, me=self._tab.store.me["id"])

    def _draw_no_task(self, project: Project) -> None:
        advice = "Tasks assigned to you appear here, the most urgent first."
        with empty("circle-user", "Nothing is waiting for you", advice), link(f"/p/{project['key']}/board", "tt-btn"):
            text(f"Open {project['name']}")
