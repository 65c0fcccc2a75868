"""What the layouts have in common: cards that come over HTTP, and what is told to them afterwards."""

from nicegui import ui

from dashboard.hub import encode


class CardsElement(ui.element):
    """A Vue component that holds the cards of one selection, whose rows are at its `url`."""

    def load(self, url: str) -> None:
        """Show another selection."""
        self._props["url"] = url

    def apply(self, patches: str) -> None:
        """Cards that changed, as JSON text."""
        self.run_method("apply", patches)

    def settle(self, task_id: str, card: object) -> None:
        """The server has decided about a change; this is the card now."""
        self.run_method("settle", task_id, encode([card]))

    def let_go(self, task_id: str) -> None:
        """The server has decided about a change; what is known of the card holds."""
        self.run_method("settle", task_id, "[]")

    def select(self, task_id: str | None) -> None:
        """Mark the open card."""
        self.run_method("select", task_id)

    def unmark(self) -> None:
        """Take the marks off all cards."""
        self.run_method("unmark")

    def reload(self) -> None:
        """Fetch everything again."""
        self.run_method("reload")
