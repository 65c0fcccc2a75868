"""The templates of projects, under the list of projects."""

from functools import partial
from typing import cast

from dashboard.calls import projects
from dashboard.calls.projects import ProjectTemplate
from dashboard.components.confirm import confirm
from dashboard.components.elements import box, dot, icon_button, text
from dashboard.components.rows import Rows, Update
from dashboard.hub import Batch
from dashboard.language import _, plural
from dashboard.pages.settings_parts import SavedField, done
from dashboard.store import Shelf
from dashboard.tab import Tab


class ProjectTemplates:
    """Kept from a project's own settings; used by "Made of" of a new one."""

    def __init__(self, tab: Tab, templates: list[ProjectTemplate]) -> None:
        self._tab = tab
        self._shelf: Shelf[ProjectTemplate] = Shelf()
        for one in templates:
            self._shelf.put(one)
        with box("tt-set-group", "section"):
            text(_("Templates of projects"), tag="h2")
            text(
                _("How a project was set up, kept for the next one. Keep one from a project's own settings."),
                "tt-set-lead",
                "p",
            )
            self._list = box("tt-table")
            self._none = text(_("None yet."), "tt-set-none", "p")
        self._rows: Rows[ProjectTemplate] = Rows(self._line, lambda one: one["version"])
        self._draw()

    def sorted(self) -> list[ProjectTemplate]:
        """By name."""
        return sorted(self._shelf.by_id.values(), key=lambda one: one["name"].lower())

    def on_batch(self, batch: Batch) -> None:
        """Others make them, too."""
        for event in batch.change.events:
            if event["object"]["type"] == "project_template":
                one = cast("ProjectTemplate", event["data"])
                is_gone = event["type"].endswith(".deleted")
                self._shelf.drop(one["id"], one["version"]) if is_gone else self._shelf.put(one)
        self._draw()

    def _draw(self) -> None:
        found = self.sorted()
        self._rows.show(self._list, found)
        self._list.classes(add="" if found else "tt-hidden", remove="tt-hidden" if found else "")
        self._none.set_visibility(not found)

    def _line(self, one: ProjectTemplate) -> Update[ProjectTemplate]:
        dot(one["project"]["color"])
        name = SavedField(
            self._tab,
            _("Name of {name}").format(name=one["name"]),
            one["name"],
            partial(self._rename, one["id"]),
            name="name",
            is_bare=True,
        )
        text(contents(one), "tt-muted tt-hide-m")
        icon_button("trash-2", _("Delete the template {name}").format(name=one["name"]), partial(self._ask, one))
        return lambda changed: name.show(changed["name"])

    async def _rename(self, template: str, value: str) -> ProjectTemplate:
        changed = await projects.update_project_template(self._tab.api, template, {"name": value})
        self._shelf.put(changed)
        return changed

    def _ask(self, one: ProjectTemplate) -> None:
        consequence = _("Projects that were made of it stay as they are. This cannot be undone.")
        confirm(
            self._tab,
            _("Delete the template “{name}”?").format(name=one["name"]),
            consequence,
            partial(self._delete, one),
        )

    async def _delete(self, one: ProjectTemplate) -> None:
        if await self._tab.attempt(done(projects.delete_project_template(self._tab.api, one["id"]))):
            self._shelf.drop(one["id"], one["version"] + 1)
            self._draw()
            self._tab.toasts.say(_("{name} deleted").format(name=one["name"]))


def contents(one: ProjectTemplate) -> str:
    """What it holds, counted."""
    kept = one["project"]
    columns, fields, tasks = (len(kept[part]) for part in ("statuses", "fields", "tasks"))
    parts = [
        plural("{n} column", "{n} columns", columns).format(n=columns),
        plural("{n} field", "{n} fields", fields).format(n=fields) if fields else "",
        plural("{n} task", "{n} tasks", tasks).format(n=tasks) if tasks else "",
    ]
    return ", ".join(filter(None, parts))
