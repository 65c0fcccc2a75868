"""`/settings/projects/{key}`: how one project is set up, part by part."""

from typing import Protocol, cast

from dashboard.components.elements import box, dot, empty, icon, link, named, text
from dashboard.documents import Project
from dashboard.hub import Batch
from dashboard.language import _
from dashboard.pages.settings_access import Access
from dashboard.pages.settings_fields import Fields
from dashboard.pages.settings_general import General
from dashboard.pages.settings_statuses import Statuses
from dashboard.pages.settings_templates import Templates
from dashboard.tab import Tab

PARTS = {
    "": _("General"),
    "statuses": _("Columns"),
    "fields": _("Fields"),
    "templates": _("Templates"),
    "access": _("Access"),
}


class Part(Protocol):
    """What stands under the tabs."""

    def on_batch(self, batch: Batch) -> None:
        """Something changed."""


class ProjectSetup:
    """Tabs over one part."""

    def __init__(self, tab: Tab, project: Project) -> None:
        self._tab = tab
        self._project = project
        self._part: Part | None = None
        self._head = box("tt-set-head", "header")
        self._draw_head()

    @classmethod
    async def open(cls, tab: Tab) -> "ProjectSetup | NoProject":
        """Find the project, read what the part needs."""
        _section, key, *rest = tab.route.name.split("/")
        project = tab.store.project(key)
        if project is None:
            return NoProject()
        made = cls(tab, project)
        made._part = await _open(rest[0] if rest else "", tab, project)
        return made

    def on_batch(self, batch: Batch) -> None:
        """Its name or colour may have changed; the part follows by itself."""
        found = self._tab.store.projects.by_id.get(self._project["id"])
        if found is not None and found is not self._project:
            self._project = found
            self._draw_head()
        if self._part is not None:
            self._part.on_batch(batch)

    def _draw_head(self) -> None:
        project = self._project
        _section, _key, *rest = self._tab.route.name.split("/")
        here = rest[0] if rest else ""
        self._head.clear()
        with self._head:
            with link("/settings/projects", "tt-set-back"):
                icon("arrow-left")
                text(_("Projects"))
            with box("tt-set-who tt-set-project"):
                dot(project["color"])
                text(project["name"], tag="h1")
                text(project["key"], "tt-key")
                if project["archived_at"] is not None:
                    text(_("Archived"), "tt-tag")
            with box("tt-tabs tt-set-tabs", "nav").props(named(_("Parts of the project"))):
                for name, label in PARTS.items():
                    path = f"/settings/projects/{project['key']}" + (f"/{name}" if name else "")
                    with link(path, "tt-on" if name == here else "") as made:
                        text(label)
                    if name == here:
                        made.props["aria-current"] = "page"


class NoProject:
    """There is none of this key."""

    def __init__(self) -> None:
        with (
            empty("circle-alert", _("There is no such project"), _("It was deleted or renamed, or it is private.")),
            link("/settings/projects", "tt-btn"),
        ):
            text(_("All projects"))

    def on_batch(self, batch: Batch) -> None:
        """Nothing to follow."""


async def _open(name: str, tab: Tab, project: Project) -> Part:
    match name:
        case "statuses":
            return Statuses(tab, project)
        case "fields":
            return Fields(tab, project)
        case "templates":
            return await Templates.open(tab, project)
        case "access":
            return Access(tab, project)
        case _:
            return cast("Part", General(tab, project))
