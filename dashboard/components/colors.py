"""Choosing a colour: one of eight, or one's own."""

import re
from collections.abc import Awaitable, Callable
from functools import partial

from nicegui import ui
from nicegui.events import GenericEventArguments

from dashboard import texts
from dashboard.components.chooser import popover
from dashboard.components.elements import box, button, dot, icon, named, text
from dashboard.language import _

NAMES = (_("Indigo"), _("Blue"), _("Green"), _("Amber"), _("Orange"), _("Red"), _("Pink"), _("Grey"))
_COLOR = re.compile(r"#[0-9a-f]{6}")
Pick = Callable[[str], Awaitable[None]]


def color_button(color: str, label: str, pick: Pick, *, shape: str = "tt-dot") -> ui.element:
    """A spot of the colour that opens the choice."""
    made = button("tt-ib tt-color", label=label)
    with made:
        dot(color, shape)
    made.on("click", lambda: open_colors(made, color, pick), [])
    return made


def open_colors(anchor: ui.element, chosen: str, pick: Pick) -> None:
    """Hang the choice on an element."""

    async def picked(color: str) -> None:
        menu.close()
        if color != chosen:
            await pick(color)

    async def own(event: GenericEventArguments) -> None:
        color = str(event.args).lower()
        if _COLOR.fullmatch(color):
            await picked(color)

    with popover(anchor).props("role=dialog " + named(_("Colour"))) as menu:
        with box("tt-swatches").props("role=group " + named(_("Colour"))):
            for color, name in zip(texts.COLORS, NAMES, strict=True):
                with button("tt-swatch", partial(picked, color), label=name) as made:
                    dot(color, "tt-dot")
                    if color == chosen:
                        icon("check")
                made.props["aria-pressed"] = "true" if color == chosen else "false"
        with ui.element("label").classes("tt-set-own"):
            text(_("Own colour"))
            entry = ui.element("input").props("type=color").props(f"value={chosen}")
            entry.props["aria-label"] = _("Own colour")
            entry.on("change", own, js_handler="(e) => emit(e.target.value)")
    menu.open()
