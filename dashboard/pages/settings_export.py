"""Exports, a part of `/settings/data`: all of the workspace, or a table of tasks; and the files that were made."""

from functools import partial
from typing import cast

from nicegui import ui

from dashboard import times
from dashboard.calls import exports
from dashboard.calls.exports import Export
from dashboard.components.confirm import confirm
from dashboard.components.elements import box, empty, field, icon, icon_button, named, on_enter, text, text_button
from dashboard.components.form_field import sentence
from dashboard.components.rows import Rows
from dashboard.errors import DashboardError, Refused, SignedOut
from dashboard.files import size_text
from dashboard.hub import Batch
from dashboard.language import _
from dashboard.pages.settings_parts import card, done, row
from dashboard.tab import Tab, later

STATES = {
    "waiting": _("Waiting"),
    "running": _("Being made"),
    "done": _("Ready"),
    "failed": _("Failed"),
}


class ExportPart:
    """Two ways out, and what came of them."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._exports: dict[str, Export] = {}
        self._rows: Rows[Export] = Rows(self._line, lambda export: export["version"])
        with card(
            _("Export"), _("Take your work along, or keep a copy. A file is kept for seven days, for you alone.")
        ):
            self._everything()
            self._tasks()
        self._notice = box("tt-contents")
        with self._notice, box("tt-set-bones").props("aria-hidden=true"):
            box("tt-bone")
        self._none = text(_("Nothing exported yet. What you export stands here, to be downloaded."), "tt-set-none", "p")
        self._table = box("tt-table").props("aria-live=polite " + named(_("Your exports")))
        for one in (self._none, self._table):
            one.set_visibility(False)
        later(tab, self._read, "exports")

    def on_batch(self, batch: Batch) -> None:
        """Show how far they are."""
        found = [event for event in batch.change.events if event["type"].startswith("export.")]
        for event in found:
            export = cast("Export", event["data"])
            if event["type"] == "export.deleted":
                self._exports.pop(export["id"], None)
            else:
                self._put(export)
        if batch.change.is_reset:
            later(self._tab, self._read, "exports")
        elif found:
            self._draw()

    # asking

    def _everything(self) -> None:
        hint = _("Projects, tasks, comments and files, as a zip that Tasktide reads again.")
        with row(_("The whole workspace"), hint):
            if self._tab.can_manage:
                made = text_button(_("Export"), partial(self._ask, "json"), icon_name="archive")
                made.props["aria-label"] = _("Export the whole workspace")
            else:
                with box("tt-tag", "span"):
                    text(_("For owners and admins"))

    def _tasks(self) -> None:
        with row(_("Tasks as a table"), _("As CSV, for spreadsheets: all that you see, or those that a query finds.")):
            with box("tt-saves tt-set-export"):
                with box("tt-frame") as self._frame:
                    self._query = field(_("is:open label:bug"), label=_("Which tasks, as a query"))
                    self._query.props("maxlength=2000 autocomplete=off spellcheck=false")
                self._complaint = text("", "tt-complaint", "div").props("role=alert")
            made = text_button(_("Export"), self._ask_table, icon_name="table")
            made.props["aria-label"] = _("Export tasks as a table")
        on_enter(self._query, self._ask_table)

    async def _ask_table(self) -> None:
        try:
            await self._create("csv", (self._query.value or "").strip())
        except DashboardError as error:
            faults = error.fields if isinstance(error, Refused) else ()
            self._complain(" ".join(sentence(fault.message) for fault in faults))
            if not faults:
                self._tab.toasts.complain(str(error))
        else:
            self._complain("")

    async def _ask(self, form: str) -> None:
        await self._tab.attempt(self._create(form))

    async def _create(self, form: str, q: str = "") -> None:
        try:
            export = await exports.create(self._tab.api, self._tab.store.workspace["id"], form, q)
        except SignedOut:
            self._tab.on_end("revoked")
        else:
            self._put(export)
            self._draw()

    def _complain(self, message: str) -> None:
        self._frame.classes(add="tt-wrong" if message else "", remove="" if message else "tt-wrong")
        self._complaint.text = message

    # what there is

    async def _read(self) -> None:
        try:
            found = await exports.exports(self._tab.api, self._tab.store.workspace["id"])
        except SignedOut:
            self._tab.on_end("revoked")
        except DashboardError as error:
            if not self._notice.is_deleted:
                self._notice.clear()
                with self._notice, empty("circle-alert", _("Your exports could not be loaded"), str(error)):
                    text_button(_("Try again"), self._read)
        else:
            read = {export["id"] for export in found}
            self._exports = {known: export for known, export in self._exports.items() if known in read}
            for export in found:
                self._put(export)
            if not self._notice.is_deleted:
                self._notice.clear()
                self._draw()

    def _put(self, export: Export) -> None:
        """Take it in, unless something newer is known: an answer may come after its event."""
        known = self._exports.get(export["id"])
        if known is None or known["version"] < export["version"]:
            self._exports[export["id"]] = export

    def _draw(self) -> None:
        """Lines that are as they were stay, with the focus that they have."""
        if self._table.is_deleted:
            return
        newest_first = sorted(self._exports.values(), key=lambda one: one["created_at"], reverse=True)
        self._rows.show(self._table, newest_first)
        self._none.set_visibility(not self._exports)
        self._table.set_visibility(bool(self._exports))

    def _line(self, export: Export) -> None:
        icon("archive" if export["format"] == "json" else "table", "tt-set-sign")
        with box("tt-grow"):
            text(_("Whole workspace") if export["format"] == "json" else _("Tasks"), tag="b")
            with box("tt-set-facts"):
                for fact in self._facts(export):
                    text(fact)
        if export["state"] == "done":
            self._download(export)
        else:
            text(STATES[export["state"]], "tt-tag" + (" tt-warn" if export["state"] == "failed" else ""))
        label = _("Delete {name}").format(name=export["file_name"])
        icon_button("trash-2", label, partial(self._confirm, export))

    def _facts(self, export: Export) -> list[str]:
        if export["error"]:
            return [export["error"]]
        here = self._tab.here
        facts = [export["q"]] if export["q"] else []
        facts.append(times.since(export["created_at"], here))
        if export["size"] is not None:
            until = times.short_date(times.read(export["expires_at"]).astimezone(here).date())
            facts += [size_text(export["size"]), _("Kept until {day}").format(day=until)]
        return facts

    def _download(self, export: Export) -> None:
        label = _("Download {name}").format(name=export["file_name"])
        with ui.element("a").classes("tt tt-btn tt-plain") as made:
            icon("download")
            text(_("Download"))
        made.props(f"href=/data/exports/{export['id']} download")
        made.props["aria-label"] = label

    def _confirm(self, export: Export) -> None:
        confirm(
            self._tab,
            _("Delete “{name}”?").format(name=export["file_name"]),
            _("Its file goes with it. You can export again at any time."),
            partial(self._delete, export),
        )

    async def _delete(self, export: Export) -> None:
        if await self._tab.attempt(done(exports.delete(self._tab.api, export["id"]))):
            self._exports.pop(export["id"], None)
            self._draw()
            self._tab.toasts.say(_("{name} deleted").format(name=export["file_name"]))
