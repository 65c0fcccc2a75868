"""What pages have in common that show no list of tasks."""

from dashboard.filters import Filter
from dashboard.hub import Batch


class Apart:
    """Nothing of it can be filtered, and no task be marked."""

    def show(self, shown: Filter) -> None:
        """There is nothing to filter."""

    def select(self, task_id: str | None) -> None:
        """There is nothing to mark."""

    def settle(self, task_id: str) -> None:
        """There are no cards here."""


class Early(Apart):
    """Stands for a page that is still being read, and keeps what happens meanwhile."""

    def __init__(self) -> None:
        self.batches: list[Batch] = []

    def on_batch(self, batch: Batch) -> None:
        """The page may have been read before this happened."""
        self.batches.append(batch)
