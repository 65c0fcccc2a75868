"""`/settings/notifications`: what one wants to hear of, and how."""

from functools import partial

from nicegui import ui

from dashboard.calls import inbox as calls
from dashboard.calls.inbox import Channel, Kind, Switches
from dashboard.components.elements import box, button, text
from dashboard.hub import Batch
from dashboard.language import _
from dashboard.pages.settings_parts import card, row
from dashboard.tab import Tab

CHANNELS: dict[Channel, str] = {"app": _("App"), "email": _("E-mail")}
DIGEST = _("A mail each morning")
KINDS: dict[Kind, tuple[str, str]] = {
    "assigned": (_("Assigned to you"), _("Somebody gives you a task.")),
    "mentioned": (_("Mentions"), _("A comment names you.")),
    "commented": (_("Comments"), _("Somebody comments on a task that you watch, made or have.")),
    "changed": (_("Changes"), _("Such a task moves to another status, gets another date or other people.")),
    "reminder": (_("Reminders"), _("The time that you have set yourself has come.")),
    "due_soon": (_("Due soon"), _("A task of yours is due within a day.")),
    "overdue": (_("Overdue"), _("A task of yours is past its date.")),
}


class Notifications:
    """A table of switches; each is saved when it is turned."""

    def __init__(self, tab: Tab, switches: Switches, *, has_digest: bool) -> None:
        self._tab, self._switches, self._has_digest = tab, switches, has_digest
        self._drawn: dict[tuple[Kind, Channel], tuple[ui.element, ui.element]] = {}
        with box("tt-table"), box("tt-wants", "table"):
            self._head()
            with box("", "tbody"):
                for kind in KINDS:
                    self._line(kind)
        note = _("Mails come two minutes later, several in one. What you have read in the app by then is not mailed.")
        text(note, "tt-set-note", "p")
        with (
            box("tt-set-below"),
            card(),
            row(DIGEST, _("What is overdue, due today and unread, at eight by your clock.")),
        ):
            self._digest = button("tt-set-turn", self._turn_digest, label=DIGEST).props("role=switch")
        with self._digest:
            self._mark = box("tt-switch", "i")
        self._show_digest()

    @classmethod
    async def open(cls, tab: Tab) -> "Notifications":
        """Read the switches."""
        return cls(tab, await calls.preferences(tab.api), has_digest=await calls.has_digest(tab.api))

    def on_batch(self, batch: Batch) -> None:
        """One's preferences are in no workspace's log."""

    def _head(self) -> None:
        with box("", "thead"), box("", "tr"):
            text(_("Tell me of"), tag="th").props("scope=col")
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
        label = f"{KINDS[kind][0]}: {CHANNELS[channel]}"
        with button("", partial(self._turn, kind, channel), label=label).props("role=switch") as made:
            mark = box("tt-switch", "i")
        self._drawn[kind, channel] = made, mark
        self._show(kind, channel)

    def _show(self, kind: Kind, channel: Channel) -> None:
        _turned(*self._drawn[kind, channel], is_on=self._switches[kind][channel])

    def _show_digest(self) -> None:
        _turned(self._digest, self._mark, is_on=self._has_digest)

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

    async def _turn_digest(self) -> None:
        """The same."""
        self._has_digest = not self._has_digest
        self._show_digest()
        if not await self._tab.attempt(calls.set_digest(self._tab.api, is_on=self._has_digest)):
            self._has_digest = not self._has_digest
            self._show_digest()


def _turned(made: ui.element, mark: ui.element, *, is_on: bool) -> None:
    made.props["aria-checked"] = "true" if is_on else "false"
    mark.classes(add="tt-set" if is_on else "", remove="" if is_on else "tt-set")
