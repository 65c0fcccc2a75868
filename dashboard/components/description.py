"""A task's text: shown as Markdown, edited where it stands, with a preview; what was typed survives a reload."""

import asyncio

from nicegui import ui
from nicegui.events import GenericEventArguments

from dashboard import markdown
from dashboard.components.elements import area, box, icon_button, text, text_button
from dashboard.components.held import Held, holder
from dashboard.components.notice import Notice
from dashboard.components.sheet import Sheet
from dashboard.documents import Event
from dashboard.hub import encode
from dashboard.language import _

# a click on a link follows it, one on a box ticks it, a selection is for copying
CLICK = """(e) => {
    if (e.target.closest('a') || String(getSelection())) return;
    const box = e.target.closest('input[data-check]');
    if (box) e.preventDefault();
    emit(box ? Number(box.dataset.check) : -1);
}"""


def prose(source: str, *, can_check: bool = False) -> ui.element:
    """Markdown as sanitised HTML."""
    shown = ui.html(markdown.render(source, can_check=can_check), sanitize=False).classes("tt-prose")
    return shown.props("dir=auto")


class Description:
    """Reads until it is clicked."""

    _field: ui.textarea
    _notice: Notice

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._draft = f"description:{sheet.id}"
        self._is_editing = False
        self._base = sheet.task["description"]  # from which one began to write
        self._ticking = asyncio.Lock()
        self._place = box("tt-contents")
        self._held = Held(sheet, "description", _("the description"), holder())
        self.read()

    def draw(self) -> None:
        """Show whose it is."""
        self._held.draw()

    def resume(self, draft: str) -> None:
        """Open the editor again if a text was begun and neither saved nor given up."""
        if draft and not self._is_editing and self._sheet.can_write:
            self.edit(draft)

    def update(self, event: Event) -> None:
        """Another text came; whoever is writing keeps their own, and is asked."""
        if not self._is_editing:
            if self._shown != self._sheet.task["description"]:
                self.read()
            return
        typed, theirs = (self._field.value or "").strip(), self._sheet.task["description"]
        if typed == self._base.strip():
            self._field.value = self._base = theirs
        elif typed != theirs:
            self._notice.ask_about_theirs(event["actor"], theirs, take=self._cancel, keep=self._notice.hide)

    def read(self) -> None:
        """Show it."""
        self._is_editing = False
        self._place.clear()
        source, can_write = self._sheet.task["description"], self._sheet.can_write
        self._shown = source
        with self._place, box("tt-d-text") as shown:
            if source.strip():
                prose(source, can_check=can_write)
            else:
                text(_("Add a description…") if can_write else _("No description"), "tt-muted")
        if can_write:
            shown.on("click", self._on_click, js_handler=CLICK)
            with shown:
                icon_button("pencil", _("Edit the description"), classes="tt-d-pencil").on("click.stop", self._open, [])
        self.draw()

    async def _on_click(self, event: GenericEventArguments) -> None:
        number = event.args if isinstance(event.args, int) else -1
        if number < 0:
            self._open()
            return
        async with self._ticking:  # two ticks are two texts, the second of which has the first in it
            before = self._sheet.task["description"]
            after = markdown.toggled(before, number)
            if after != before:
                await self._sheet.change({"description": after})
        if not self._is_editing:
            self.read()

    def _open(self) -> None:
        if self._held.other is None and not self._is_editing:
            self.edit()

    def edit(self, draft: str = "") -> None:
        """Begin to write, or go on with what was begun."""
        self._is_editing = True
        self._base = self._sheet.task["description"]
        self._place.clear()
        with self._place, box("tt-d-edit"):
            self._field = area(
                _("Markdown, with lists such as “- [ ] bread”"), value=draft or self._base, label=_("Description")
            )
            self._field.props(f'autofocus dir=auto data-draft="{self._draft}"')
            self._field.on("keydown.ctrl.enter", self._save, [])
            self._field.on("keydown.meta.enter", self._save, [])
            self._field.on("focus", self._held.take, [])
            self._field.on("blur", self._held.give_back, [])
            self._field.on_value_change(self._held.take)
            self._preview = box("tt-d-preview tt-hidden")
            self._notice = Notice()
            with box("tt-d-tools"):
                self._toggle = text_button(_("Preview"), self._show_preview, classes="tt-plain")
                box("tt-spacer")
                text_button(_("Cancel"), self._cancel, classes="tt-plain")
                text_button(_("Save"), self._save)

    def _show_preview(self) -> None:
        is_open = "tt-hidden" not in self._preview.classes
        self._preview.clear()
        if not is_open:
            with self._preview:
                prose(self._field.value or "")
        self._preview.classes(add="tt-hidden" if is_open else "", remove="" if is_open else "tt-hidden")
        self._field.classes(add="" if is_open else "tt-hidden", remove="tt-hidden" if is_open else "")
        self._toggle.clear()
        with self._toggle:
            text(_("Preview") if is_open else _("Write"))

    async def _save(self) -> None:
        source = (self._field.value or "").strip()
        if self._notice.is_shown:
            self._sheet.tab.toasts.complain(_("Somebody else changed this text meanwhile: see theirs, or keep yours."))
        elif source == self._base.strip() or await self._sheet.change({"description": source}):
            self._cancel()

    def _cancel(self) -> None:
        self._held.give_back()
        self._sheet.tab.client.run_javascript(f"tasktide.forget({encode(self._draft)})")
        self.read()
