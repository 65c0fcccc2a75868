"""`/settings/profile`."""

from functools import partial
from zoneinfo import available_timezones

from nicegui import ui

from dashboard import times
from dashboard.components import pickers
from dashboard.components.chooser import Item
from dashboard.components.elements import box, button, field, icon, link, text, text_button
from dashboard.tab import Tab

THEMES = (("system", "monitor", "System"), ("light", "sun", "Light"), ("dark", "moon", "Dark"))


class Profile:
    """Name, time zone, theme, the way out."""

    kinds = frozenset[str]()
    drawn: object = None

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        me = tab.store.me
        with box("", "section"):
            text("Profile", tag="h2")
            text(f"You are signed in as {me['email']}.", tag="p")
            with box("tt-two"):
                self._first = labelled("First name", me["first_name"])
                self._last = labelled("Last name", me["last_name"])
            self._zone_field(me["timezone"])
            text_button("Save", self._save)
        self._appearance()
        with box("", "section"):
            text("This browser", tag="h2")
            text("Signing out ends this browser's session and its live connection at once.", tag="p")
            with link("/signout", "tt-btn tt-danger").props(remove="data-go"):
                text("Sign out")

    def state(self) -> object:
        """What is shown, in short: redrawing under somebody's finger is only right when it differs."""
        return None

    def draw(self) -> None:
        """Nothing here changes by itself."""

    def _zone_field(self, zone: str) -> None:
        self._zone = zone
        with box("tt-field"):
            text("Time zone", tag="label")
            with button("tt-frame tt-choice", label="Time zone") as made:
                self._zone_shown = text(zone)
                box("tt-spacer")
                icon("chevron-down")
        made.on("click", lambda: self._choose_zone(made), [])

    async def _choose_zone(self, anchor: ui.element) -> None:
        async def picked(zone: str) -> None:
            self._zone = self._zone_shown.text = zone

        names = sorted(name for name in available_timezones() if name == "UTC" or ("/" in name and "Etc" not in name))
        items = [Item(name, name.replace("_", " "), is_chosen=name == self._zone) for name in names]
        await pickers.choose(anchor, lambda: items, picked, title="Time zone")

    def _appearance(self) -> None:
        with box("", "section"):
            text("Appearance", tag="h2")
            text("Remembered in this browser.", tag="p")
            with box("tt-row"):
                for name, sign, label in THEMES:
                    text_button(label, partial(_theme, name), classes="tt-plain", icon_name=sign)

    async def _save(self) -> None:
        changes = {
            "first_name": (self._first.value or "").strip(),
            "last_name": (self._last.value or "").strip(),
            "timezone": self._zone,
        }
        user = await self._tab.attempt(self._tab.api.update_me(changes))
        if user is not None:
            self._tab.session.user = user
            self._tab.store.me = user
            self._tab.here = times.zone(user["timezone"])
            self._tab.toasts.say("Profile saved")


def labelled(label: str, value: str = "", placeholder: str = "") -> ui.input:
    """A field in a frame under its name."""
    with box("tt-field"):
        caption = text(label, tag="label")
        with box("tt-frame"):
            made = field(placeholder, value=value, label=label)
        caption.props["for"] = made.html_id
    return made


def _theme(name: str) -> None:
    ui.run_javascript(f"tasktide.theme('{name}')")
