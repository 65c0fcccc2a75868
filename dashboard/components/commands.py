"""What the palette can do besides finding things."""

from collections.abc import Awaitable, Callable
from functools import partial

from nicegui import ui

from dashboard.components.palette import Command
from dashboard.components.shortcuts import open_shortcuts
from dashboard.language import _
from dashboard.routes import Route
from dashboard.tab import Tab

# letter of `g …`, name, sign
PLACES = (
    ("m", _("My work"), "circle-user"),
    ("i", _("Inbox"), "inbox"),
    ("a", _("All tasks"), "layers"),
    ("b", _("Board"), "columns-3"),
    ("l", _("List"), "list"),
    ("c", _("Calendar"), "calendar"),
    ("t", _("Timeline"), "chart-gantt"),
    ("n", _("Insights"), "chart-column"),
)
THEMES = (
    ("light", _("Light theme"), "sun"),
    ("dark", _("Dark theme"), "moon"),
    ("system", _("Theme of the system"), "monitor"),
)


def commands(tab: Tab, jump: Callable[[str], Awaitable[None]]) -> list[Command]:
    """All of them; `jump` goes where the letter after `g` leads."""
    made = [Command(name, sign, f"G {letter.upper()}", partial(jump, letter)) for letter, name, sign in PLACES]
    made += [
        Command(_("People"), "users", "", partial(tab.go, Route("people"))),
        Command(_("Settings"), "settings", "", partial(tab.go, Route("settings", "profile"))),
        *(Command(label, sign, "", partial(_theme, name)) for name, label, sign in THEMES),
        Command(_("Keyboard shortcuts"), "keyboard", "?", partial(open_shortcuts, tab)),
    ]
    if tab.can_write and tab.store.open_projects():
        made.insert(0, Command(_("New task"), "plus", "C", tab.frame.open_create))
    return made


def _theme(name: str) -> None:
    ui.run_javascript(f"tasktide.theme('{name}')")
