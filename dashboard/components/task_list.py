"""The list: one Vue component that draws only the rows in sight, however many there are."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from dashboard.components.cards_element import CardsElement
from dashboard.components.layout import Layout


@dataclass(frozen=True, slots=True)
class ListEvents:
    """What the page does when something happens in the list."""

    open: Callable[[str], Awaitable[None]]
    pick: Callable[[str, str], Awaitable[None]]
    mark: Callable[[list[str]], None]
    count: Callable[[int], None]


class TaskList(CardsElement, component="task_list.js", dependencies=["tasktide_cards.js"]):
    """Rows of tasks in groups."""

    def __init__(self, url: str, layout: Layout, *, writable: bool, events: ListEvents) -> None:
        super().__init__()
        self._props.update(url=url, writable=writable)
        self.arrange(layout)
        self.on("open", lambda event: events.open(str(event.args)))
        self.on("pick", lambda event: events.pick(event.args["id"], event.args["field"]))
        self.on("mark", lambda event: events.mark([str(one) for one in event.args]))
        self.on("count", lambda event: events.count(int(event.args)))

    def arrange(self, layout: Layout) -> None:
        """Other groups or another order."""
        self._props.update(groups=layout.groups, by=layout.by, sort=layout.sort, projects=layout.projects)
        self.update()
