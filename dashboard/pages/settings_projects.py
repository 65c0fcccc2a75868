"""`/settings/projects`: all projects, and the templates that new ones are made of."""

from functools import partial

from nicegui import ui

from dashboard import texts
from dashboard.calls import projects
from dashboard.calls.projects import ProjectTemplate
from dashboard.components import pickers
from dashboard.components.beneath import Beneath
from dashboard.components.chooser import Item
from dashboard.components.elements import (
    box,
    button,
    dot,
    empty,
    field,
    icon,
    icon_button,
    link,
    on_enter,
    text,
    text_button,
)
from dashboard.components.rows import Rows
from dashboard.documents import Project
from dashboard.hub import Batch
from dashboard.language import _
from dashboard.pages.doors import key_of
from dashboard.pages.settings_general import KEY_FORM
from dashboard.pages.settings_parts import went
from dashboard.pages.settings_project_templates import ProjectTemplates
from dashboard.routes import Route
from dashboard.tab import Tab

BLANK = ""


class Projects:
    """Those in use, then the archived ones; each leads to how it is set up."""

    def __init__(self, tab: Tab, templates: list[ProjectTemplate]) -> None:
        self._tab = tab
        self._template = BLANK
        self._adder()
        self._list = box("tt-table")
        with box("tt-set-card") as self._none:
            empty("square-kanban", _("No projects yet"), _("Name the first one above; it begins with five columns."))
        self._rows: Rows[Project] = Rows(self._line, lambda one: one["version"])
        self._templates = ProjectTemplates(tab, templates)
        self._draw()

    @classmethod
    async def open(cls, tab: Tab) -> "Projects":
        """Read the templates."""
        return cls(tab, await projects.project_templates(tab.api, tab.store.workspace["id"]))

    def on_batch(self, batch: Batch) -> None:
        """Others work on them, too."""
        if "project" in batch.change.kinds:
            self._draw()
        self._templates.on_batch(batch)

    def _draw(self) -> None:
        store = self._tab.store
        archived = [one for one in store.projects.by_id.values() if one["archived_at"] is not None]
        found = [*store.open_projects(), *sorted(archived, key=lambda one: one["name"].lower())]
        self._rows.show(self._list, found)
        self._list.classes(add="" if found else "tt-hidden", remove="tt-hidden" if found else "")
        self._none.set_visibility(not found)

    def _line(self, project: Project) -> None:
        is_archived = project["archived_at"] is not None
        with link(f"/settings/projects/{project['key']}", "tt-set-open"):
            dot(project["color"])
            with box("tt-grow"):
                with box("tt-set-who"):
                    text(project["name"], tag="b")
                    if project["visibility"] == "private":
                        icon("lock", "tt-set-small")
                text(project["description"].split("\n")[0] or _("No description"), tag="small")
            text(project["key"], "tt-key")
            if is_archived:
                text(_("Archived"), "tt-tag")
        if not is_archived:
            with link(f"/p/{project['key']}/board", "tt-ib") as made:
                icon("columns-3")
            made.props["aria-label"] = made.props["title"] = _("Open the board of {name}").format(name=project["name"])
        if self._tab.can_manage:
            sign, label = (
                ("archive-restore", _("Take out of the archive")) if is_archived else ("archive", _("Archive"))
            )
            icon_button(sign, f"{label}: {project['name']}", partial(self._archive, project, back=is_archived))

    async def _archive(self, project: Project, *, back: bool) -> None:
        changed = await self._tab.attempt(projects.archive(self._tab.api, project["id"], back=back))
        if changed is not None:
            self._tab.store.projects.put(changed)
            undo = None if back else partial(self._archive, changed, back=True)
            said = _("{name} is back") if back else _("{name} archived")
            self._tab.toasts.say(said.format(name=project["name"]), undo=undo)
            self._draw()

    # a new one

    def _adder(self) -> None:
        with box("tt-set-add"):
            with box("tt-frame tt-grow"):
                self._name = field(_("Name of a new project")).props("maxlength=120")
            with box("tt-frame tt-set-key"):
                self._key = field(_("KEY"), label=_("Key of the new project")).props("maxlength=10")
            with button("tt-frame tt-choice tt-narrow", label=_("Made of")) as made:
                self._shown = text(_("Blank"), "tt-name")
                icon("chevron-down")
            made.on("click", lambda: self._choose_template(made), [])
            text_button(_("Add project"), self._add, icon_name="plus")
        self._beneath = Beneath(self._tab, {"key": self._key, "name": self._name}, {"key": KEY_FORM})
        for one in (self._name, self._key):
            on_enter(one, self._add)

    async def _choose_template(self, anchor: ui.element) -> None:
        async def picked(value: str) -> None:
            self._template = value
            self._shown.text = next((one["name"] for one in found if one["id"] == value), _("Blank"))

        found = self._templates.sorted()
        items = [
            Item(BLANK, _("Blank"), partial(icon, "square-kanban"), _("Five columns"), is_chosen=not self._template),
            *(
                Item(one["id"], one["name"], partial(icon, "layout-template"), is_chosen=one["id"] == self._template)
                for one in found
            ),
        ]
        await pickers.choose(anchor, lambda: items, picked, title=_("Made of"))

    async def _add(self) -> None:
        name = (self._name.value or "").strip()
        if not name:
            return
        key = (self._key.value or "").strip().upper() or key_of(name)
        project = await self._beneath.attempt(self._make(key, name))
        if project is not None:
            self._name.value = self._key.value = ""
            self._tab.store.projects.put(project)
            await went(self._tab, Route("settings", f"projects/{project['key']}"))

    async def _make(self, key: str, name: str) -> Project:
        api, store = self._tab.api, self._tab.store
        if self._template:
            return await projects.use_project_template(api, self._template, key, name)
        color = texts.COLORS[len(store.projects.by_id) % len(texts.COLORS)]
        return await api.create_project(store.workspace["id"], key, name, color)
