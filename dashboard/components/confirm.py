"""Asking before something that has no way back."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from dashboard.components.chooser import dialog
from dashboard.components.elements import box, field, text, text_button
from dashboard.language import _
from dashboard.tab import Tab

Act = Callable[[], Awaitable[None]]


def confirm(tab: Tab, question: str, consequence: str, act: Act, *, label: str = _("Delete"), typed: str = "") -> None:
    """Ask; `typed` is a word that has to be typed first, where a wrong click would cost too much."""
    with tab.client.layout:
        frame, card = dialog("tt-small", question)

    async def confirmed() -> None:
        if typed and (entry.value or "").strip() != typed:
            return
        frame.close()
        await act()

    with card:
        with box("tt-ask"):
            text(question, tag="h2")
            text(consequence, tag="p")
            if typed:
                with box("tt-field"):
                    asked = _("Type “{typed}” to confirm").format(typed=typed)
                    caption = text(asked, tag="label")
                    with box("tt-frame"):
                        entry = field(label=asked).props("autofocus autocomplete=off")
                    caption.props["for"] = entry.html_id
        with box("tt-df"):
            box("tt-spacer")
            cancel = text_button(_("Cancel"), frame.close, classes="tt-plain")
            sure = text_button(label, confirmed, classes="tt-danger")
        if typed:
            _unlock_by(entry, sure, typed)
        else:
            cancel.props("autofocus")
    frame.open()


def _unlock_by(entry: ui.input, sure: ui.element, typed: str) -> None:
    sure.props["disabled"] = True

    def look() -> None:
        sure.props["disabled"] = (entry.value or "").strip() != typed

    entry.on_value_change(look)
