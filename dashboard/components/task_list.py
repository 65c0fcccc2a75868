"""The list: one Vue component that draws only the rows in sight, however many there are."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from dashboard.components.cards_element import CardsElement
from dashboard.documents import Project, Status
from dashboard.filters import Filter


@dataclass(frozen=True, slots=True)
class ListEvents:
    """What the page does when something happens in the list."""

    open: Callable[[str], Awaitable[None]]
    pick: Callable[[str, str], Awaitable[None]]
    count: Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Grouping:
    """What the rows stand under: a project's statuses, the categories of all, or when they are due."""

    by: Literal["status", "category", "when"]
    statuses: list[Status]


class TaskList(CardsElement, component="task_list.js", dependencies=["tasktide_cards.js"]):
    """Rows of tasks in groups."""

    def __init__(
        self,
        url: str,
        grouping: Grouping,
        shown: Filter,
        *,
        project: str = "",
        projects: list[Project],
        writable: bool,
        events: ListEvents,
    ) -> None:
        super().__init__()
        self._props.update(url=url, by=grouping.by, project=project, writable=writable, filter=shown.for_browser())
        self._props["projects"] = {one["id"]: {"name": one["name"], "color": one["color"]} for one in projects}
        self.set_columns(grouping.statuses)
        self.on("open", lambda event: events.open(str(event.args)))
        self.on("pick", lambda event: events.pick(event.args["id"], event.args["field"]))
        self.on("count", lambda event: events.count(int(event.args)))

    def set_columns(self, columns: list[Status]) -> None:
        """Other groups, or the same ones renamed."""
        self._props["groups"] = [{"id": s["id"], "name": s["name"], "category": s["category"]} for s in columns]
