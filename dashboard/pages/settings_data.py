"""`/settings/data`: what comes in, and what goes out."""

from dashboard.calls import imports
from dashboard.calls.imports import Import
from dashboard.components.elements import box, text
from dashboard.components.import_form import ImportForm
from dashboard.components.import_rows import ImportRows
from dashboard.hub import Batch
from dashboard.language import _
from dashboard.pages.settings_export import ExportPart
from dashboard.tab import Tab, later


class DataSection:
    """Imports, each one's own."""

    def __init__(self, tab: Tab, found: list[Import]) -> None:
        self._tab = tab
        with box("tt-set-group", "section"):
            text(_("Import"), tag="h2")
            if tab.can_write:
                self._rows: ImportRows | None = None
                self._form = ImportForm(tab, self._begun)
                self._rows = ImportRows(tab, found)
            else:
                self._rows = None
                text(_("You look at this workspace as a viewer; members and above import."), "tt-set-none", "p")
        self._exports = ExportPart(tab)

    @classmethod
    async def open(cls, tab: Tab) -> "DataSection":
        """Read what was imported."""
        return cls(tab, await imports.imports(tab.api, tab.store.workspace["id"]) if tab.can_write else [])

    def on_batch(self, batch: Batch) -> None:
        """Something went on."""
        self._exports.on_batch(batch)
        if self._rows is None:
            return
        if batch.change.is_reset:
            later(self._tab, self._read_again, "imports after a reset")
        self._rows.on_batch(batch)

    def _begun(self, one: Import) -> None:
        if self._rows is not None:
            self._rows.put(one)

    async def _read_again(self) -> None:
        found = await self._tab.attempt(imports.imports(self._tab.api, self._tab.store.workspace["id"]))
        for one in reversed(found or []):
            self._begun(one)
