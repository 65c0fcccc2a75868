"""`/settings/…`: profile, members, labels, projects and their statuses."""

from dashboard.components.elements import box, link, text
from dashboard.filters import Filter
from dashboard.hub import Batch
from dashboard.pages.settings_labels import Labels
from dashboard.pages.settings_members import Members
from dashboard.pages.settings_profile import Profile
from dashboard.pages.settings_projects import Projects
from dashboard.tab import Tab

SECTIONS = {"profile": "Profile", "workspace": "Workspace", "labels": "Labels", "projects": "Projects"}


class SettingsView:
    """One section at a time, under a row of links."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        with box("tt-settings"):
            with box("tt-row", "nav").props('aria-label="Settings"'):
                for name, label in SECTIONS.items():
                    with link(f"/settings/{name}", "tt-pill" + (" tt-set" if tab.route.name == name else "")):
                        text(label)
            self._section = self._build(tab)

    @classmethod
    async def open(cls, tab: Tab) -> "SettingsView":
        """Read what the section shows, then show it."""
        if tab.route.name == "projects":
            for project in tab.store.open_projects():
                await tab.hub.ensure_statuses(project["id"])
        return cls(tab)

    def _build(self, tab: Tab) -> Profile | Members | Labels | Projects:
        match tab.route.name:
            case "workspace":
                return Members(tab)
            case "labels":
                return Labels(tab)
            case "projects":
                return Projects(tab)
            case _:
                return Profile(tab)

    def show(self, shown: Filter) -> None:
        """There is nothing to filter."""

    def select(self, task_id: str | None) -> None:
        """There is nothing to mark."""

    def settle(self, task_id: str) -> None:
        """There are no cards here."""

    def on_batch(self, batch: Batch) -> None:
        """Redraw what others changed; what one did oneself is already there."""
        if batch.change.kinds & self._section.kinds and self._section.state() != self._section.drawn:
            self._section.draw()
