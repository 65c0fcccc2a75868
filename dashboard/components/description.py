"""A task's text: shown as Markdown, edited where it stands, with a preview; what was typed survives a reload."""

from nicegui import ui

from dashboard import markdown
from dashboard.components.elements import area, box, text, text_button
from dashboard.documents import Task
from dashboard.hub import encode
from dashboard.tab import Tab


def prose(source: str) -> ui.element:
    """Markdown as sanitised HTML."""
    return ui.html(markdown.render(source), sanitize=False).classes("tt-prose")


class Description:
    """Reads until it is clicked."""

    def __init__(self, tab: Tab, task: Task) -> None:
        self._tab = tab
        self._task = task
        self._draft = f"description:{task['id']}"
        self._is_editing = False
        self._place = box("tt-contents")
        self._read()
        if tab.can_write:
            ui.timer(0, self._resume, once=True)

    async def _resume(self) -> None:
        """Open the editor again if a text was begun and neither saved nor given up."""
        if await self._tab.client.run_javascript(f"tasktide.draft({encode(self._draft)})") and not self._is_editing:
            await self.edit()

    def update(self, task: Task) -> None:
        """Another text came; whoever is writing keeps their own."""
        differs = task["description"] != self._task["description"]
        self._task = task
        if differs and not self._is_editing:
            self._read()

    def _read(self) -> None:
        self._is_editing = False
        self._place.clear()
        source = self._task["description"]
        with self._place, box("tt-d-text") as shown:
            if source.strip():
                prose(source)
            else:
                text("Add a description…" if self._tab.can_write else "No description", "tt-muted")
        if self._tab.can_write:
            shown.props('tabindex=0 role=button aria-label="Edit the description"')
            # a click on a link follows it, a selection is for copying
            js = "(e) => { if (!e.target.closest('a') && !String(getSelection())) emit() }"
            shown.on("click", self.edit, [], js_handler=js)
            shown.on("keydown.enter", self.edit, [])

    async def edit(self) -> None:
        """Begin to write."""
        self._is_editing = True
        self._base = self._task["description"]
        self._place.clear()
        with self._place, box("tt-d-edit"):
            self._field = area("Markdown", value=self._task["description"], label="Description")
            self._field.props(f'autofocus data-draft="{self._draft}"')
            self._field.on("keydown.ctrl.enter", self._save, [])
            self._field.on("keydown.meta.enter", self._save, [])
            self._preview = box("tt-hidden").style("padding:10px 12px;min-height:88px")
            with box("tt-d-tools"):
                self._toggle = text_button("Preview", self._show_preview, classes="tt-plain")
                box("tt-spacer")
                text_button("Cancel", self._cancel, classes="tt-plain")
                text_button("Save", self._save)
        kept = await self._tab.client.run_javascript(f"tasktide.draft({encode(self._draft)})")
        if kept:
            self._field.value = str(kept)

    def _show_preview(self) -> None:
        is_open = "tt-hidden" not in self._preview.classes
        self._preview.clear()
        if not is_open:
            with self._preview:
                prose(self._field.value or "")
        self._preview.classes(add="tt-hidden" if is_open else "", remove="" if is_open else "tt-hidden")
        self._field.classes(add="" if is_open else "tt-hidden", remove="tt-hidden" if is_open else "")

    async def _save(self) -> None:
        source = (self._field.value or "").strip()
        now = self._task["description"]
        if source != now.strip():
            if now != self._base:
                self._base = now
                self._tab.toasts.complain("Somebody else changed this text meanwhile. Save again to replace theirs.")
                return
            task = await self._tab.change(self._task["id"], {"description": source})
            if task is None:
                return
            self._task = task
        self._cancel()

    def _cancel(self) -> None:
        self._tab.client.run_javascript(f"tasktide.forget({encode(self._draft)})")
        self._read()
