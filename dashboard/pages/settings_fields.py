"""The custom fields of a project's tasks."""

from functools import partial

from nicegui import ui

from dashboard import texts
from dashboard.calls import projects
from dashboard.calls.projects import FIELD_TYPES, FieldType
from dashboard.components import pickers
from dashboard.components.beneath import Beneath
from dashboard.components.chooser import Item
from dashboard.components.confirm import confirm
from dashboard.components.elements import box, button, empty, field, icon, icon_button, on_enter, text, text_button
from dashboard.components.form_field import sentence
from dashboard.components.ordered import Ordered
from dashboard.components.rows import Rows, Update
from dashboard.documents import CustomField, Project
from dashboard.hub import Batch
from dashboard.language import _, plural
from dashboard.pages.settings_options import Options
from dashboard.pages.settings_parts import SavedField, done
from dashboard.tab import Tab

TYPES: dict[FieldType, tuple[str, str]] = {
    "text": (_("Text"), "text"),
    "number": (_("Number"), "hash"),
    "date": (_("Date"), "calendar"),
    "select": (_("One of several"), "list"),
    "multi_select": (_("Some of several"), "list-checks"),
    "person": (_("Person"), "user"),
    "checkbox": (_("Checkbox"), "square-check"),
}
SELECTS = {"select", "multi_select"}
MOST = 50


class Fields:
    """In their order, archived ones too; a select opens to its options."""

    def __init__(self, tab: Tab, project: Project) -> None:
        self._tab = tab
        self._project = project["id"]
        self._type: FieldType = "text"
        self._opened = ""
        self._options: dict[str, Options] = {}
        text(_("What this project's tasks say beyond the usual: a price, a customer, a severity."), "tt-set-lead", "p")
        self._rows: Rows[CustomField] = Rows(
            self._line, lambda one: (one["version"], self._opened == one["id"]), "tt-set-fold"
        )
        self._list = Ordered(lambda: self._rows.order(self._list), self._put)
        with box("tt-set-card") as self._none:
            empty("sliders-horizontal", _("No custom fields yet"), _("Name the first one and choose its type."))
        self._adder()
        self._draw()

    def on_batch(self, batch: Batch) -> None:
        """Others change them, too."""
        if "field" in batch.change.kinds or batch.change.is_reset:
            self._draw()

    def _all(self) -> list[CustomField]:
        mine = [one for one in self._tab.store.fields.by_id.values() if one["project_id"] == self._project]
        return sorted(mine, key=lambda one: (one["position"].encode(), one["id"]))

    def _draw(self) -> None:
        found = self._all()
        self._rows.show(self._list, found)
        self._list.classes(add="" if found else "tt-hidden", remove="tt-hidden" if found else "")
        self._none.set_visibility(not found)

    def _line(self, one: CustomField) -> Update[CustomField]:
        with box("tt-tr"):
            self._list.grip(_("Move {name}").format(name=one["name"]), one["id"])
            icon(TYPES[one["type"]][1], "tt-set-sign")
            name = SavedField(
                self._tab,
                _("Name of {name}").format(name=one["name"]),
                one["name"],
                partial(self._rename, one),
                name="name",
                is_bare=True,
            )
            name.input.props("maxlength=120")
            foot = box("tt-contents")
        options = box("tt-sub")

        def update(changed: CustomField) -> None:
            name.show(changed["name"])
            name.input.props["aria-label"] = _("Name of {name}").format(name=changed["name"])
            self._paint_foot(foot, changed)
            self._show_options(options, changed)

        update(one)
        return update

    def _paint_foot(self, place: ui.element, one: CustomField) -> None:
        place.clear()
        is_archived = one["archived_at"] is not None
        back, word = ("archive-restore", _("Take back")) if is_archived else ("archive", _("Archive"))
        with place:
            if is_archived:
                text(_("Archived"), "tt-tag")
            if one["type"] in SELECTS:
                self._opener(one)
            else:
                text(TYPES[one["type"]][0], "tt-muted tt-hide-m")
            text(one["key"], "tt-set-code tt-hide-m").props["title"] = _("In queries: field.{key}").format(
                key=one["key"]
            )
            icon_button(back, f"{word} {one['name']}", partial(self._archive, one, back=is_archived))
            if self._tab.can_manage:
                icon_button("trash-2", _("Delete {name}").format(name=one["name"]), partial(self._ask, one))

    def _show_options(self, place: ui.element, one: CustomField) -> None:
        is_open = self._opened == one["id"]
        place.set_visibility(is_open)
        if is_open and one["id"] not in self._options:
            with place:
                self._options[one["id"]] = Options(self._tab, one, self._take)
        elif one["id"] in self._options:
            self._options[one["id"]].show(one["options"])

    def _opener(self, one: CustomField) -> None:
        with button(
            "tt-pill", partial(self._toggle, one), label=_("Options of {name}").format(name=one["name"])
        ) as made:
            text(plural("{n} option", "{n} options", len(one["options"])).format(n=len(one["options"])))
            icon("chevron-down")
        made.props["aria-expanded"] = "true" if self._opened == one["id"] else "false"

    def _toggle(self, one: CustomField) -> None:
        self._opened = "" if self._opened == one["id"] else one["id"]
        self._draw()

    def _take(self, one: CustomField) -> None:
        self._tab.store.fields.put(one)
        self._draw()

    async def _rename(self, one: CustomField, value: str) -> CustomField:
        changed = await projects.update_field(self._tab.api, one, {"name": value})
        self._take(changed)
        return changed

    async def _put(self, field_id: str, place: dict[str, str]) -> None:
        one = self._tab.store.fields.by_id[field_id]
        changed = await self._tab.attempt(projects.update_field(self._tab.api, one, place))
        if changed is not None:
            self._tab.store.fields.put(changed)
        self._draw()

    async def _archive(self, one: CustomField, *, back: bool) -> None:
        changed = await self._tab.attempt(projects.archive_field(self._tab.api, one, back=back))
        if changed is not None:
            self._take(changed)
            undo = None if back else partial(self._archive, changed, back=True)
            said = _("{name} is back") if back else _("{name} archived")
            self._tab.toasts.say(said.format(name=one["name"]), undo=undo)

    def _ask(self, one: CustomField) -> None:
        consequence = _("Its values go from all tasks. This cannot be undone; archiving keeps them.")
        confirm(
            self._tab, _("Delete the field “{name}”?").format(name=one["name"]), consequence, partial(self._delete, one)
        )

    async def _delete(self, one: CustomField) -> None:
        if await self._tab.attempt(done(projects.delete_field(self._tab.api, one))):
            self._tab.store.fields.drop(one["id"], one["version"] + 1)
            self._draw()
            self._tab.toasts.say(_("{name} deleted").format(name=one["name"]))

    # a new one

    def _adder(self) -> None:
        with box("tt-set-add tt-after"):
            with box("tt-frame tt-grow"):
                self._name = field(_("Name of a new field")).props("maxlength=120")
            with button("tt-frame tt-choice tt-narrow", label=_("Type of the new field")) as made:
                self._shown = text(TYPES["text"][0], "tt-name")
                icon("chevron-down")
            made.on("click", lambda: self._choose_type(made), [])
            text_button(_("Add field"), self._add, classes="tt-plain", icon_name="plus")
        with box("tt-set-under"):
            self._choices = field(
                _("Its options, with commas between them: Minor, Major"), label=_("Options of the new field")
            )
            self._choices.classes("tt-set-choices").set_visibility(False)
        self._beneath = Beneath(self._tab, {"name": self._name, "options": self._choices})
        for entry in (self._name, self._choices):
            on_enter(entry, self._add)

    async def _choose_type(self, anchor: ui.element) -> None:
        async def picked(value: str) -> None:
            self._type = next(one for one in FIELD_TYPES if one == value)
            self._shown.text = TYPES[self._type][0]
            self._choices.set_visibility(value in SELECTS)

        items = [
            Item(one, label, partial(icon, sign), is_chosen=one == self._type) for one, (label, sign) in TYPES.items()
        ]
        await pickers.choose(anchor, lambda: items, picked, title=_("Type"))

    async def _add(self) -> None:
        name = (self._name.value or "").strip()
        if not name:
            return
        named = [one.strip() for one in (self._choices.value or "").split(",") if one.strip()]
        if self._type in SELECTS and not named:
            self._beneath.say(sentence(_("name at least one option to choose from")), "options")
            return
        options = [
            {"name": one, "color": texts.COLORS[at % len(texts.COLORS)]}
            for at, one in enumerate(named if self._type in SELECTS else [])
        ]
        made = projects.create_field(self._tab.api, self._project, name, self._type, options)  # type: ignore[arg-type]
        one = await self._beneath.attempt(made)
        if one is not None:
            self._name.value = self._choices.value = ""
            self._take(one)
