"""`/t/{KEY-12}`: a task on a page of its own; the frame puts the drawer into it."""

from dashboard.filters import Filter
from dashboard.hub import Batch


class TaskView:
    """Nothing but the drawer."""

    def show(self, shown: Filter) -> None:
        """There is nothing to filter."""

    def select(self, task_id: str | None) -> None:
        """There is nothing to mark."""

    def settle(self, task_id: str) -> None:
        """The drawer hears of it by itself."""

    def on_batch(self, batch: Batch) -> None:
        """The drawer hears of it by itself."""
