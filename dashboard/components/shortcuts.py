"""The list of keys."""

from dashboard import texts
from dashboard.components.chooser import dialog
from dashboard.components.elements import box, icon_button, text
from dashboard.language import _
from dashboard.tab import Tab


def open_shortcuts(tab: Tab) -> None:
    """Show it."""
    with tab.client.layout:
        frame, card = dialog("tt-small", _("Keyboard"))
    with card:
        with box("tt-dh"):
            text(_("Keyboard"))
            box("tt-spacer")
            icon_button("x", _("Close"), frame.close)
        with box("tt-keys").props("tabindex=0"):
            for title, entries in texts.SHORTCUTS:
                text(title, tag="h3")
                for what, keys in entries:
                    text(what)
                    with box("tt-kbds"):
                        for key in keys:
                            text(key, "tt-kbd")
    frame.open()
