"""The pictures of people, told to the browser once for all the faces that it shows."""

from dashboard.hub import Batch, encode
from dashboard.tab import Tab


class Pictures:
    """Whoever has none, or whose does not come, is shown by their initials."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._told: dict[str, str] = {}
        self._tell()

    def on_batch(self, batch: Batch) -> None:
        """Somebody may have another one, or have come."""
        if batch.change.kinds & {"user", "member"}:
            self._tell()

    def _tell(self) -> None:
        pictures = self._tab.store.pictures()
        if pictures != self._told:
            self._told = pictures
            self._tab.client.run_javascript(f"tasktide.pictures({encode(pictures)})")
