"""What pages have in common that show no list of tasks."""

from dashboard.filters import Filter


class Apart:
    """Nothing of it can be filtered, and no task be marked."""

    def show(self, shown: Filter) -> None:
        """There is nothing to filter."""

    def select(self, task_id: str | None) -> None:
        """There is nothing to mark."""

    def settle(self, task_id: str) -> None:
        """There are no cards here."""
