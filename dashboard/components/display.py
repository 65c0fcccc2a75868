"""How the tasks are shown: grouping, order, subtasks, archived ones."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import cast

from nicegui import ui

from dashboard import texts
from dashboard.components.chooser import popover
from dashboard.components.elements import Action, box, button, named, text
from dashboard.filters import GROUPS, LAYOUTS, SORTS, Filter
from dashboard.language import _
from dashboard.routes import Layout
from dashboard.tab import Tab

Put = Callable[[str], Awaitable[None]]


async def choose_display(tab: Tab, anchor: ui.element) -> None:
    """A panel that stays open while one tries."""
    with popover(anchor, align="right") as menu:
        panel = box("tt-display").props("role=group " + named(_("Display")))
    _draw(tab, panel)
    menu.open()


def _draw(tab: Tab, panel: ui.element) -> None:
    shown = tab.route.shown

    async def put(changed: Filter) -> None:
        await tab.go(replace(tab.route, shown=changed), replace_entry=True)
        _draw(tab, panel)

    async def turn(layout: str) -> None:
        await tab.go(replace(tab.route, kind=cast("Layout", layout or tab.route.kind), task=""))
        _draw(tab, panel)

    panel.clear()
    with panel:
        if tab.route.in_project:
            _choices(_("Layout"), texts.LAYOUT, LAYOUTS, tab.route.kind, turn)
        elif tab.route.kind != "home":
            _choices(_("Layout"), texts.LAYOUT, LAYOUTS, shown.layout, lambda value: put(replace(shown, layout=value)))
        _choices(_("Group by"), texts.GROUP, GROUPS, shown.group, lambda value: put(replace(shown, group=value)))
        _choices(_("Order"), texts.SORT, SORTS, shown.sort, lambda value: put(replace(shown, sort=value)))
        for name, label in (("subtasks", _("Subtasks")), ("archived", _("Archived tasks"))):
            _switch(label, partial(put, _flipped(shown, name)), is_on=getattr(shown, name))


def _flipped(shown: Filter, name: str) -> Filter:
    if name == "subtasks":
        return replace(shown, subtasks=not shown.subtasks)
    return replace(shown, archived=not shown.archived)


def _choices(title: str, labels: dict[str, str], values: tuple[str, ...], chosen: str, put: Put) -> None:
    with box("tt-choices").props("role=radiogroup " + named(title)):
        text(title, "tt-group", "div")
        for value in values:
            again = "" if value == chosen else value
            made = button("tt-chip" + (" tt-set" if value == chosen else ""), partial(put, again))
            made.props(f"role=radio aria-checked={'true' if value == chosen else 'false'}")
            with made:
                text(labels[value])


def _switch(label: str, flip: Action, *, is_on: bool) -> None:
    made = button("tt-item", flip)
    made.props(f"role=switch aria-checked={'true' if is_on else 'false'}")
    with made:
        text(label, "tt-name")
        box("tt-switch" + (" tt-set" if is_on else ""), "i")
