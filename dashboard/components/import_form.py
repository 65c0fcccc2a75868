"""Bringing a file in: dropped or chosen; of a table one says what its columns hold, and where it goes."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, cast

from nicegui import ui
from nicegui.events import GenericEventArguments

from config.settings import load
from dashboard.calls.imports import Column, Import, Preview
from dashboard.components import pickers
from dashboard.components.chooser import Item
from dashboard.components.elements import box, button, dot, field, icon, text, text_button
from dashboard.files import size_text
from dashboard.hub import encode
from dashboard.language import _, plural
from dashboard.tab import Tab

PICK = "(e) => tasktide.pickImport(e.currentTarget)"
MOST_COLUMNS = 60  # that are shown; of what has more, what is not recognised is left out
FIELDS = {
    "title": _("Title"),
    "description": _("Description"),
    "status": _("Status"),
    "priority": _("Priority"),
    "assignees": _("Assignees"),
    "assignee_email": _("Assignee’s e-mail"),
    "labels": _("Labels"),
    "start_at": _("Start date"),
    "due_at": _("Due date"),
    "estimate": _("Estimate"),
    "parent": _("Parent task"),
    "id": _("Id"),
    "other_id": _("Second id"),
    "created_at": _("Created"),
    "completed_at": _("Completed"),
    "author": _("Author"),
    "comment": _("Comment"),
    "kind": _("Kind of row"),
    "level": _("Indentation"),
}
SOURCES = {"todoist": "Todoist", "asana": "Asana", "jira": "Jira"}
LEFT_OUT = _("Left out")

Begun = Callable[[Import], None]


class ImportForm:
    """The zone for the file, and what is asked about it."""

    def __init__(self, tab: Tab, begun: Begun) -> None:
        self._tab = tab
        self._begun = begun
        self._chosen: dict[str, str] = {}
        self._preview: Preview | None = None
        self._project = ""  # the id of one that is there; a new one otherwise
        self._name: ui.input | None = None
        with box("tt-set-card tt-import") as self._zone:
            self._place = box("tt-contents")
        self._zone.props["data-imports"] = tab.store.workspace["id"]
        self._zone.props["data-limit"] = load().attachment_limit
        self._zone.on("tt-taken", self._take, ["detail"])
        self._zone.on("tt-seen", self._see, ["detail"])
        self._zone.on("tt-begun", self._begin, ["detail"])
        self._zone.on("tt-refused", self._refuse, ["detail"])
        self._ask_for_file()

    # the file

    def _ask_for_file(self, complaint: str = "") -> None:
        self._preview = None
        self._zone.props(remove="data-busy")
        self._place.clear()
        with self._place, box("tt-import-drop"):
            icon("upload")
            text(_("Drop a file here"), tag="b")
            lead = _(
                "A board from Trello (JSON), or a table (CSV) from Todoist, Asana, Jira or a spreadsheet; up to {size}."
            )
            text(lead.format(size=size_text(load().attachment_limit)), tag="p")
            text_button(_("Choose a file")).on("click", js_handler=PICK)
            said = text(complaint, "tt-complaint", "p").props("role=alert")
            said.set_visibility(bool(complaint))

    def _take(self, event: GenericEventArguments) -> None:
        """It is on its way."""
        self._preview = None
        self._zone.props("data-busy=1")
        self._place.clear()
        with self._place, box("tt-import-drop").props("role=status"):
            icon("file-text")
            text(str(_detail(event).get("name", "")), tag="b").props("dir=auto")
            text(_("Reading…"), tag="p")
            with box("tt-import-sent"):
                box("", "i")

    def _refuse(self, event: GenericEventArguments) -> None:
        """Nothing of it was taken; what was chosen for a table stays."""
        said = str(_detail(event).get("said") or "")
        match _detail(event).get("status"):
            case 413:
                said = _("This file is too large: {size} is the most.").format(size=size_text(load().attachment_limit))
            case 0:
                said = _("The file did not get through. Try it again.")
            case 401:
                self._tab.on_end("revoked")
                return
        said = said or _("The file was refused.")
        if self._preview is None:
            self._ask_for_file(said)
        else:
            self._zone.props(remove="data-busy")
            self._tab.toasts.complain(said)

    def _begin(self, event: GenericEventArguments) -> None:
        """The import is under way."""
        self._ask_for_file()
        self._begun(cast("Import", _detail(event)["body"]))

    # what it holds

    def _see(self, event: GenericEventArguments) -> None:
        """A table has been looked at."""
        self._preview = cast("Preview", _detail(event)["body"])
        self._zone.props(remove="data-busy")
        self._project = ""
        self._chosen = {one["name"]: one["field"] for one in reversed(self._preview["columns"])}
        self._place.clear()
        with self._place, box("tt-import-table"):
            self._heading(str(_detail(event)["name"]), self._preview)
            self._target(self._preview)
            self._columns(self._preview)
            with box("tt-import-foot"):
                self._complaint = text("", "tt-complaint").props("role=alert")
                box("tt-spacer")
                text_button(_("Cancel"), self._ask_for_file, classes="tt-plain")
                text_button(_("Import"), self._start)

    def _heading(self, name: str, preview: Preview) -> None:
        with box("tt-import-head"):
            icon("table")
            with box("tt-grow"):
                text(name, tag="b").props("dir=auto")
                facts = [plural("{n} row", "{n} rows", preview["count"]).format(n=preview["count"])]
                if preview["recognised"] in SOURCES:
                    facts.append(_("an export of {source}").format(source=SOURCES[preview["recognised"]]))
                text(" · ".join(facts), "tt-muted", "small")

    def _target(self, preview: Preview) -> None:
        with box("tt-import-line"):
            text(_("Goes into"), "tt-set-label")
            with button("tt-frame tt-choice", label=_("Project")) as chosen:
                shown = text(_("A new project"), "tt-name")
                icon("chevron-down")
            with box("tt-frame") as frame:
                self._name = field(value=preview["project_name"], label=_("Name of the new project"))
                self._name.props("maxlength=120 dir=auto")

        async def picked(project: str) -> None:
            self._project = project
            known = self._tab.store.projects.by_id.get(project)
            shown.text = known["name"] if known else _("A new project")
            frame.set_visibility(known is None)

        def items() -> list[Item]:
            mine = self._tab.store.open_projects()
            new = Item("", _("A new project"), is_chosen=not self._project)
            return [new, *(Item(p["id"], p["name"], partial(dot, p["color"]), p["key"]) for p in mine)]

        chosen.on("click", lambda: pickers.choose(chosen, items, picked, title=_("Project")), [])

    def _columns(self, preview: Preview) -> None:
        names = dict.fromkeys(self._chosen)
        filled = [
            one for one in preview["columns"] if (one["examples"] or one["field"]) and names.pop(one["name"], 1) is None
        ]
        filled.sort(key=lambda one: not one["field"])
        with box("tt-import-columns").props("role=list"):
            for one in filled[:MOST_COLUMNS]:
                self._column(one)
        left = len({one["name"] for one in preview["columns"]}) - len(filled[:MOST_COLUMNS])
        if left > 0:
            said = plural(
                "{n} column without contents is left out.", "{n} columns without contents are left out.", left
            )
            text(said.format(n=left), "tt-set-note", "p")

    def _column(self, column: Column) -> None:
        with box("tt-import-column").props("role=listitem"):
            with box("tt-grow"):
                text(column["name"], tag="b").props("dir=auto")
                text(" · ".join(column["examples"]), "tt-muted", "small").props("dir=auto")
            icon("arrow-right", "tt-hide-m")
            label = _("What “{column}” holds").format(column=column["name"])
            with button("tt-frame tt-choice", label=label) as made:
                shown = text(FIELDS.get(column["field"], LEFT_OUT), "tt-name")
                icon("chevron-down")
        made.classes(add="" if column["field"] else "tt-off")

        async def picked(value: str) -> None:
            self._chosen[column["name"]] = value
            shown.text = FIELDS.get(value, LEFT_OUT)
            made.classes(add="" if value else "tt-off", remove="tt-off" if value else "")
            self._complaint.text = ""

        def items() -> list[Item]:
            now = self._chosen[column["name"]]
            known = [Item(value, name, is_chosen=value == now) for value, name in FIELDS.items()]
            return [Item("", LEFT_OUT, is_chosen=not now), *known]

        made.on("click", lambda: pickers.choose(made, items, picked, title=label), [])

    def _start(self) -> None:
        if "title" not in self._chosen.values():
            self._complaint.text = _("Say which column holds the titles.")
            return
        name = ((self._name.value if self._name else "") or "").strip()
        if not self._project and not name:
            self._complaint.text = _("Give the new project a name.")
            return
        fields = {"source": "csv", "mapping": json.dumps(self._chosen)}
        fields |= {"project_id": self._project} if self._project else {"project_name": name}
        self._zone.props("data-busy=1")
        self._tab.client.run_javascript(f"tasktide.sendImport({encode(fields)})")


def _detail(event: GenericEventArguments) -> Mapping[str, Any]:
    detail = event.args.get("detail") if isinstance(event.args, dict) else None
    return detail if isinstance(detail, dict) else {}
