"""`/settings/profile`: name, address, picture, time zone, theme."""

from datetime import datetime
from functools import partial
from typing import cast
from zoneinfo import available_timezones

from nicegui import ui

from dashboard import times
from dashboard.calls import account
from dashboard.calls.account import Me
from dashboard.calls.people import PersonDocument
from dashboard.components import pickers
from dashboard.components.chooser import Item
from dashboard.components.elements import box, button, icon, link, text
from dashboard.components.person_facts import picture
from dashboard.hub import Batch
from dashboard.pages.settings_address import AddressRow
from dashboard.pages.settings_parts import Mark, SavedField, card, row
from dashboard.tab import Tab

THEMES = (("light", "sun", "Light"), ("dark", "moon", "Dark"), ("system", "monitor", "System"))

# only the browser knows which one it is
MARK_THEME = (
    "document.querySelectorAll('[data-theme-choice]').forEach((one) => one.setAttribute('aria-pressed',"
    " one.dataset.themeChoice === document.documentElement.dataset.chosen))"
)


class Profile:
    """Each field is saved when one leaves it."""

    def __init__(self, tab: Tab, me: Me) -> None:
        self._tab = tab
        self._me = me
        with card("You"):
            self._face()
            self._first = self._name("First name", "first_name")
            self._last = self._name("Last name", "last_name", is_needed=False)
            self._address = AddressRow(tab, me)
        with card("Where and how"):
            self._zone_row()
            self._theme_row()
        with (
            card("This browser"),
            row("Sign out", "Ends this sign-in in all its tabs, and their live connection, at once."),
            link("/signout", "tt-btn tt-plain").props(remove="data-go"),
        ):
            icon("log-out")
            text("Sign out")

    @classmethod
    async def open(cls, tab: Tab) -> "Profile":
        """Read oneself."""
        return cls(tab, await account.me(tab.api))

    def on_batch(self, batch: Batch) -> None:
        """Another device of one's own may have changed it."""
        mine = [event for event in batch.change.events if event["object"]["id"] == self._me["id"]]
        if mine and mine[-1]["type"] == "user.updated":
            self._take({**self._me, **mine[-1]["data"]})  # type: ignore[typeddict-item]

    def _take(self, me: Me) -> None:
        self._me = me
        self._first.show(me["first_name"])
        self._last.show(me["last_name"])
        self._avatar.show(me["avatar"] or "")
        self._address.show(me)
        self._show_zone(me["timezone"])
        self._draw_face()

    def _face(self) -> None:
        with row("Picture", "The https address of one; without it your initials, in a colour of your own."):
            self._avatar = SavedField(
                self._tab,
                "Address of your picture",
                self._me["avatar"] or "",
                lambda value: self._save("avatar", value or None),
                name="avatar",
                is_needed=False,
            )
            self._avatar.input.props("type=url maxlength=500 autocomplete=photo")
            self._avatar.input.props["placeholder"] = "https://…"
            self._face_place = box("tt-contents")
        self._draw_face()

    def _draw_face(self) -> None:
        self._face_place.clear()
        with self._face_place:
            picture(cast("PersonDocument", self._me))

    def _name(self, label: str, name: str, *, is_needed: bool = True) -> SavedField:
        with row(label):
            value = str(self._me[name])  # type: ignore[literal-required]
            made = SavedField(self._tab, label, value, partial(self._save, name), name=name, is_needed=is_needed)
            made.input.props(f"maxlength=120 autocomplete={'given-name' if name == 'first_name' else 'family-name'}")
        return made

    async def _save(self, name: str, value: str | None) -> Me:
        me = await account.update_me(self._tab.api, name, value)
        self._me = self._tab.session.user = me
        if me["version"] > self._tab.store.me["version"]:
            self._tab.store.me = me
        self._draw_face()
        return me

    # time zone

    def _zone_row(self) -> None:
        with (
            row("Time zone", "For due dates, reminders and the daily mail."),
            box("tt-saves"),
            button("tt-frame tt-choice", label="Time zone") as made,
        ):
            icon("globe")
            self._zone = text("", "tt-name")
            self._clock = text("", "tt-muted tt-number")
            self._zone_mark = Mark()
            icon("chevron-down")
        made.on("click", lambda: self._choose_zone(made), [])
        self._show_zone(self._me["timezone"])

    def _show_zone(self, name: str) -> None:
        self._zone.text = name.replace("_", " ")
        self._clock.text = clock_in(name)

    async def _choose_zone(self, anchor: ui.element) -> None:
        async def picked(name: str) -> None:
            if await self._tab.attempt(self._save("timezone", name)) is not None:
                self._tab.here = times.zone(name)
                self._show_zone(name)
                self._zone_mark.show()

        now = self._me["timezone"]
        items = [Item(name, name.replace("_", " "), hint=clock_in(name), is_chosen=name == now) for name in zones()]
        await pickers.choose(anchor, lambda: items, picked, title="Time zone")

    # theme

    def _theme_row(self) -> None:
        with (
            row("Theme", "Remembered in this browser."),
            box("tt-set-segments").props('role=group aria-label="Theme"'),
        ):
            for name, sign, label in THEMES:
                with button("tt-set-segment", partial(_theme, name)).props(f"data-theme-choice={name}"):
                    icon(sign)
                    text(label)
        ui.run_javascript(MARK_THEME)


def zones() -> list[str]:
    """The time zones that people know by a place."""
    return sorted(name for name in available_timezones() if name == "UTC" or ("/" in name and "Etc" not in name))


def clock_in(name: str) -> str:
    """What the clocks there say now."""
    return f"{datetime.now(times.zone(name)):%H:%M}"


def _theme(name: str) -> None:
    ui.run_javascript(f"tasktide.theme('{name}'); {MARK_THEME}")
