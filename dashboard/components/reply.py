"""The field for a new comment, below everything else."""

from nicegui import ui

from dashboard import mentions
from dashboard.calls.task import FullComment
from dashboard.components.comment import Timeline, previewer
from dashboard.components.elements import area, box, icon_button, once
from dashboard.components.sheet import Sheet
from dashboard.hub import encode
from dashboard.language import _


class Reply:
    """What is typed is kept over a reload, and sent with Ctrl Enter; `@` offers people."""

    def __init__(self, sheet: Sheet, timeline: Timeline) -> None:
        self._sheet = sheet
        self._timeline = timeline
        self._draft = f"comment:{sheet.id}"
        with box("tt-reply"):
            with box("tt-reply-in"):
                self._field = area(_("Leave a comment…"), label=_("Comment"))
                self._field.props(f'rows=1 dir=auto data-mentions data-draft="{self._draft}"')
                preview = box("tt-d-preview tt-hidden")
            send = once(self._send)
            self._field.on("keydown.ctrl.enter", send, [])
            self._field.on("keydown.meta.enter", send, [])
            icon_button("eye", _("See how it will look"), previewer(self._field, preview), "tt-reply-eye")
            icon_button("arrow-up", _("Send (Ctrl Enter)"), send)
        self._preview: ui.element = preview
        self._has_sent = False

    def resume(self, draft: str) -> None:
        """What was typed before a reload stands there again."""
        if draft and not self._has_sent:
            self._field.value = self._field.value or draft

    async def _send(self) -> None:
        tab, typed = self._sheet.tab, (self._field.value or "").strip()
        if not typed:
            return
        self._has_sent = True
        comment = await tab.attempt(tab.api.comment(self._sheet.id, mentions.written(typed, self._sheet.people())))
        if comment is None:
            return
        if (self._field.value or "").strip() == typed:
            self._field.value = ""
            tab.client.run_javascript(f"tasktide.forget({encode(self._draft)})")
        if "tt-hidden" not in self._preview.classes:
            previewer(self._field, self._preview)()
        found: FullComment = comment  # type: ignore[assignment]  # the API sends all of it
        self._timeline.take(found, by_oneself=True)
        tab.client.run_javascript(
            f"document.querySelector('[data-comment=\"{comment['id']}\"]')?.scrollIntoView({{block:'nearest'}})"
        )
