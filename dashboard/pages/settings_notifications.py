"""`/settings/notifications`: what one wants to hear of, and how."""

from functools import partial

from nicegui import ui

from dashboard.calls import inbox as calls
from dashboard.calls.inbox import Channel, Kind, Switches
from dashboard.components.elements import box, button, text
from dashboard.hub import Batch
from dashboard.tab import Tab

CHANNELS: dict[Channel, str] = {"app": "App", "email": "E-mail"}
KINDS: dict[Kind, tuple[str, str]] = {
    "assigned": ("Assigned to you", "Somebody gives you a task."),
    "mentioned": ("Mentions", "A comment names you."),
    "commented": ("Comments", "Somebody comments on a task that you watch, made or have."),
    "changed": ("Changes", "Such a task moves to another status, gets another date or other people."),
    "reminder": ("Reminders", "The time that you have set yourself has come."),
    "due_soon": ("Due soon", "A task of yours is due within a day."),
    "overdue": ("Overdue", "A task of yours is past its date."),
}


class Notifications:
    """A table of switches; each is saved when it is turned."""

    def __init__(self, tab: Tab, switches: Switches) -> None:
        self._tab, self._switches = tab, switches
        self._drawn: dict[tuple[Kind, Channel], tuple[ui.element, ui.element]] = {}
        with box("tt-table"), box("tt-wants", "table"):
            self._head()
            with box("", "tbody"):
                for kind in KINDS:
                    self._line(kind)
        text("What you have read in the app already is not mailed.", "tt-set-note", "p")

    @classmethod
    async def open(cls, tab: Tab) -> "Notifications":
        """Read the switches."""
        return cls(tab, await calls.preferences(tab.api))

    def on_batch(self, batch: Batch) -> None:
        """One's preferences are in no workspace's log."""

    def _head(self) -> None:
        with box("", "thead"), box("", "tr"):
            text("Tell me of", tag="th").props("scope=col")
            for label in CHANNELS.values():
                text(label, tag="th").props("scope=col")

    def _line(self, kind: Kind) -> None:
        label, hint = KINDS[kind]
        with box("", "tr"):
            with box("", "td"):
                text(label)
                text(hint, tag="small")
            for channel in CHANNELS:
                with box("", "td"):
                    self._cell(kind, channel)

    def _cell(self, kind: Kind, channel: Channel) -> None:
        if self._switches[kind][channel] is None:
            text("–", "tt-muted").props("aria-hidden=true")
            text("No mail is written about this", "tt-quiet")
            return
        label = f"{KINDS[kind][0]}: {CHANNELS[channel]}"
        with button("", partial(self._turn, kind, channel), label=label).props("role=switch") as made:
            mark = box("tt-switch", "i")
        self._drawn[kind, channel] = made, mark
        self._show(kind, channel)

    def _show(self, kind: Kind, channel: Channel) -> None:
        made, mark = self._drawn[kind, channel]
        is_on = bool(self._switches[kind][channel])
        made.props["aria-checked"] = "true" if is_on else "false"
        mark.classes(add="tt-set" if is_on else "", remove="" if is_on else "tt-set")

    async def _turn(self, kind: Kind, channel: Channel) -> None:
        """At once; refused, it goes back."""
        wanted = not self._switches[kind][channel]
        self._switches[kind][channel] = wanted
        self._show(kind, channel)
        changed = await self._tab.attempt(calls.change_preference(self._tab.api, kind, channel, is_on=wanted))
        if changed is None:
            self._switches[kind][channel] = not wanted
        else:
            self._switches = changed
        self._show(kind, channel)
