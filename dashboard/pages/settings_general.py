"""The first part of a project's settings: what it is called, how it looks, where it ends."""

from functools import partial

from nicegui import ui

from dashboard.calls import labels, projects
from dashboard.calls.projects import FullProject
from dashboard.components.chooser import dialog
from dashboard.components.colors import color_button
from dashboard.components.confirm import confirm
from dashboard.components.elements import area, box, on_enter, text, text_button
from dashboard.components.form_field import FormField
from dashboard.documents import Project
from dashboard.hub import Batch
from dashboard.language import _, plural
from dashboard.pages.settings_parts import Mark, SavedField, card, done, row, went
from dashboard.routes import Route
from dashboard.tab import Tab, later

KEY_FORM = _("A letter first, then letters and digits, 10 at most.")


class General:
    """Name, key, colour, description; a template of it; archive and end."""

    def __init__(self, tab: Tab, project: Project) -> None:
        self._tab = tab
        self._project = project
        with card():
            with row(_("Name")):
                self._name = SavedField(tab, _("Name"), project["name"], partial(self._save, "name"), name="name")
            self._key_row()
            with row(_("Colour")):
                self._color = box("tt-contents")
                self._draw_color()
            self._description_row()
        with (
            card(_("Template")),
            row(
                _("Keep as a template"),
                _("Columns, fields and templates, with its tasks if you like, for new projects."),
            ),
        ):
            text_button(_("Keep as a template"), self._open_keep, classes="tt-plain", icon_name="layout-template")
        if tab.can_manage:
            with card(_("Ways out")):
                self._archiving = box("tt-contents")
                self._draw_archiving()
                with row(_("Delete"), _("With its tasks, comments and files. No way back.")):
                    text_button(_("Delete"), self._ask, classes="tt-danger")

    def on_batch(self, batch: Batch) -> None:
        """Others change it, too."""
        if "project" not in batch.change.kinds:
            return
        found = self._tab.store.projects.by_id.get(self._project["id"])
        if found is not None and found["version"] > self._project["version"]:
            self._take(found)

    def _take(self, project: Project) -> None:
        key = self._project["key"]
        self._project = project
        self._tab.store.projects.put(project)
        if self._color.is_deleted:  # one has gone elsewhere meanwhile
            return
        self._name.show(project["name"])
        if self._key is not None:
            self._key.show(project["key"])
        if not self._is_describing:
            self._description.value = project["description"]
        self._draw_color()
        if self._tab.can_manage:
            self._draw_archiving()
        if key != project["key"]:
            self._moved()

    def _moved(self) -> None:
        """The key is part of the address."""
        route = Route("settings", f"projects/{self._project['key']}")
        later(self._tab, partial(self._tab.go, route, replace_entry=True), "project's new key")

    async def _save(self, name: str, value: str) -> FullProject:
        changed = await projects.update(self._tab.api, self._project["id"], {name: value})
        self._take(changed)
        return changed

    def _key_row(self) -> None:
        self._key: SavedField | None = None
        with row(_("Key"), _("Begins the number of each of its tasks. Old keys still lead to them.")):
            if not self._tab.can_manage:
                text(self._project["key"], "tt-key")
                return
            self._key = SavedField(
                self._tab,
                _("Key"),
                self._project["key"],
                lambda value: self._save("key", value.upper()),
                name="key",
                form=KEY_FORM,
            )
            self._key.input.props("maxlength=10").classes("tt-upper")

    def _draw_color(self) -> None:
        self._color.clear()
        with self._color:
            color_button(self._project["color"], _("Colour"), self._recolor, shape="tt-square")

    async def _recolor(self, color: str) -> None:
        await self._tab.attempt(self._save("color", color))

    def _description_row(self) -> None:
        self._is_describing = False
        with box("tt-set-row tt-set-tall"):
            with box("tt-set-name"):
                text(_("Description"), "tt-set-label")
                text(_("Markdown. Its first line stands in lists."), "tt-set-hint")
            with box("tt-frame"):
                self._description = area(
                    _("What it is about"), value=self._project["description"], label=_("Description")
                )
                self._mark = Mark()
        self._description.on("focus", partial(self._describe, begins=True), [])
        self._description.on("blur", partial(self._describe, begins=False), [])

    async def _describe(self, *, begins: bool) -> None:
        self._is_describing = begins
        wanted = (self._description.value or "").strip()
        if (
            not begins
            and wanted != self._project["description"]
            and await self._tab.attempt(self._save("description", wanted)) is not None
        ):
            self._mark.show()

    # a template of it

    def _open_keep(self) -> None:
        with self._tab.client.layout:
            self._frame, holder = dialog("tt-small", _("Keep as a template"))
        with holder:
            with box("tt-ask"):
                text(_("Keep as a template"), tag="h2")
                text(_("It keeps how the project is now; later changes of the project do not matter to it."), tag="p")
                self._called = FormField(_("Name of the template"), "name")
                self._called.input.value = self._project["name"]
                self._called.input.props("autofocus maxlength=120")
                self._with_tasks = ui.checkbox(_("With its tasks (500 at most)")).classes("tt-set-check").props("dense")
            with box("tt-df"):
                box("tt-spacer")
                text_button(_("Cancel"), self._frame.close, classes="tt-plain")
                text_button(_("Keep"), self._keep)
        on_enter(self._called.input, self._keep)
        self._frame.open()

    async def _keep(self) -> None:
        if not self._called.require():
            return
        name, with_tasks = self._called.value, bool(self._with_tasks.value)
        kept = projects.keep_as_template(self._tab.api, self._project["id"], name, with_tasks=with_tasks)
        if await self._tab.attempt(kept) is not None:
            self._frame.close()
            self._tab.toasts.say(_("{name} is kept as a template").format(name=name))

    # archive and end

    def _draw_archiving(self) -> None:
        is_archived = self._project["archived_at"] is not None
        self._archiving.clear()
        with self._archiving, row(_("Archive"), _("Out of sight, not lost: everything can be found and comes back.")):
            label, sign = (
                (_("Take out of the archive"), "archive-restore") if is_archived else (_("Archive"), "archive")
            )
            text_button(label, partial(self._archive, back=is_archived), classes="tt-plain", icon_name=sign)

    async def _archive(self, *, back: bool) -> None:
        changed = await self._tab.attempt(projects.archive(self._tab.api, self._project["id"], back=back))
        if changed is not None:
            self._take(changed)
            undo = None if back else partial(self._archive, back=True)
            said = _("{name} is back") if back else _("{name} archived")
            self._tab.toasts.say(said.format(name=changed["name"]), undo=undo)

    async def _ask(self) -> None:
        project = self._project
        counting = labels.count_tasks(self._tab.api, self._tab.store.workspace["id"], project=project["id"])
        count = await self._tab.attempt(counting)
        if count is not None:
            confirm(
                self._tab,
                _("Delete {name}?").format(name=project["name"]),
                plural(
                    "{n} task with comments and files go with it. This cannot be undone; archiving can.",
                    "{n} tasks with comments and files go with it. This cannot be undone; archiving can.",
                    count,
                ).format(n=f"{count:,}"),
                self._delete,
                label=_("Delete for good"),
                typed=project["key"],
            )

    async def _delete(self) -> None:
        if await self._tab.attempt(done(projects.delete(self._tab.api, self._project["id"]))):
            self._tab.toasts.say(_("{name} deleted").format(name=self._project["name"]))
            await went(self._tab, Route("settings", "projects"))
