"""A project's templates of tasks."""

from functools import partial
from typing import cast

from dashboard.calls import projects
from dashboard.calls.projects import Template
from dashboard.components.confirm import confirm
from dashboard.components.elements import bars, box, button, empty, icon_button, text, text_button
from dashboard.components.rows import Rows
from dashboard.documents import Project
from dashboard.hub import Batch
from dashboard.language import _, plural
from dashboard.pages.settings_parts import done
from dashboard.pages.settings_template_form import TemplateForm
from dashboard.store import Shelf
from dashboard.tab import Tab


class Templates:
    """Made, used, changed, deleted."""

    def __init__(self, tab: Tab, project: Project, templates: list[Template]) -> None:
        self._tab = tab
        self._project = project["id"]
        self._shelf: Shelf[Template] = Shelf()
        for one in templates:
            self._shelf.put(one)
        with box("tt-set-tools"):
            text(_("Tasks that begin the same way each time, with all their subtasks."), "tt-set-lead tt-grow", "p")
            text_button(_("New template"), self._open, icon_name="plus")
        self._list = box("tt-table")
        with box("tt-set-card") as self._none:
            empty("file-text", _("No templates yet"), _("Make one here, or save any task as a template."))
        self._rows: Rows[Template] = Rows(self._line, lambda one: one["version"])
        self._draw()

    @classmethod
    async def open(cls, tab: Tab, project: Project) -> "Templates":
        """Read them."""
        return cls(tab, project, await projects.templates(tab.api, project["id"]))

    def on_batch(self, batch: Batch) -> None:
        """Others make them, too."""
        for event in batch.change.events:
            if event["object"]["type"] == "template" and event["project_id"] == self._project:
                one = cast("Template", event["data"])
                is_gone = event["type"].endswith(".deleted")
                self._shelf.drop(one["id"], one["version"]) if is_gone else self._shelf.put(one)
        self._draw()

    def _draw(self) -> None:
        found = sorted(self._shelf.by_id.values(), key=lambda one: one["name"].lower())
        self._rows.show(self._list, found)
        self._list.classes(add="" if found else "tt-hidden", remove="tt-hidden" if found else "")
        self._none.set_visibility(not found)

    def _line(self, one: Template) -> None:
        task = one["task"]
        with button("tt-set-open", partial(self._open, one), label=_("Edit {name}").format(name=one["name"])):
            bars(task["priority"])
            with box("tt-grow"):
                text(one["name"], tag="b")
                count = len(task["subtasks"])
                below = plural("{n} subtask", "{n} subtasks", count).format(n=count)
                text(f"{task['title']} · {below}" if count else task["title"], tag="small")
        made = text_button(_("Use"), partial(self._use, one), classes="tt-plain")
        made.props["aria-label"] = _("Make a task of {name}").format(name=one["name"])
        icon_button("trash-2", _("Delete the template {name}").format(name=one["name"]), partial(self._ask, one))

    def _open(self, one: Template | None = None) -> None:
        TemplateForm(self._tab, self._project, one, self._keep).open()

    def _keep(self, one: Template) -> None:
        self._shelf.put(one)
        self._draw()

    async def _use(self, one: Template) -> None:
        key = await self._tab.attempt(projects.use_template(self._tab.api, one))
        if key is not None:
            self._tab.toasts.say(_("{key} created").format(key=key), more=(_("Open"), partial(self._tab.open_key, key)))

    def _ask(self, one: Template) -> None:
        consequence = _("Tasks that were made of it stay as they are. This cannot be undone.")
        confirm(
            self._tab,
            _("Delete the template “{name}”?").format(name=one["name"]),
            consequence,
            partial(self._delete, one),
        )

    async def _delete(self, one: Template) -> None:
        if await self._tab.attempt(done(projects.delete_template(self._tab.api, one))):
            self._shelf.drop(one["id"], one["version"] + 1)
            self._draw()
            self._tab.toasts.say(_("{name} deleted").format(name=one["name"]))
