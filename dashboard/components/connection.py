"""Whether what one sees is true just now: Connected, Reconnecting or Offline."""

from dashboard.components.elements import box, text
from dashboard.feed import State
from dashboard.language import _
from dashboard.tab import Tab

WORDS = {State.LIVE: _("Connected"), State.CONNECTING: _("Reconnecting"), State.OFFLINE: _("Offline")}


class ConnectionMark:
    """Its words are all there; the browser, which knows first that it is cut off, shows the one that holds."""

    def __init__(self, tab: Tab) -> None:
        with box("tt-linkmark").props("role=status") as self._root:
            box("", "i").props("aria-hidden=true")
            for state, word in WORDS.items():
                text(word, f"tt-is-{state}")
        self.on_state(tab.hub.feed.state)

    def on_state(self, state: State) -> None:
        """The stream came or went."""
        self._root.props["data-state"] = str(state)
