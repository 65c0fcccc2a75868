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
from dashboard.components.elements import box, button, icon, link, named, text
from dashboard.components.person_facts import picture
from dashboard.documents import WeekStart
from dashboard.hub import Batch
from dashboard.language import _
from dashboard.pages.settings_address import AddressRow
from dashboard.pages.settings_parts import Mark, SavedField, card, row
from dashboard.tab import Tab

WEEK_STARTS: dict[WeekStart, str] = {"monday": _("Monday"), "sunday": _("Sunday"), "saturday": _("Saturday")}
THEMES = (("light", "sun", _("Light")), ("dark", "moon", _("Dark")), ("system", "monitor", _("System")))

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
        with card(_("You")):
            self._face()
            self._first = self._name(_("First name"), "first_name")
            self._last = self._name(_("Last name"), "last_name", is_needed=False)
            self._address = AddressRow(tab, me)
        with card(_("Where and how")):
            self._zone_row()
            self._week_row()
            self._theme_row()
        with (
            card(_("This browser")),
            row(_("Sign out"), _("Ends this sign-in in all its tabs, and their live connection, at once.")),
            link("/signout", "tt-btn tt-plain").props(remove="data-go"),
        ):
            icon("log-out")
            text(_("Sign out"))

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
        self._mark_week()
        self._draw_face()

    def _face(self) -> None:
        with row(_("Picture"), _("The https address of one; without it your initials, in a colour of your own.")):
            self._avatar = SavedField(
                self._tab,
                _("Address of your picture"),
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
            row(_("Time zone"), _("For due dates, reminders and the daily mail.")),
            box("tt-saves"),
            button("tt-frame tt-choice", label=_("Time zone")) as made,
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
            self._show_zone(name)
            if await self._tab.attempt(self._save("timezone", name)) is not None:
                self._tab.here = times.zone(name)
                self._zone_mark.show()
            else:
                self._show_zone(self._me["timezone"])

        now = self._me["timezone"]
        items = [Item(name, name.replace("_", " "), hint=clock_in(name), is_chosen=name == now) for name in zones()]
        await pickers.choose(anchor, lambda: items, picked, title=_("Time zone"))

    # week

    def _week_row(self) -> None:
        with (
            row(_("Weeks begin on"), _("In calendars, and where a day is chosen.")),
            box("tt-set-segments").props("role=group " + named(_("Weeks begin on"))),
        ):
            self._days = {day: self._day(day, name) for day, name in WEEK_STARTS.items()}
        self._mark_week()

    def _day(self, day: WeekStart, name: str) -> ui.element:
        with button("tt-set-segment", partial(self._begin_weeks, day)) as made:
            text(name)
        return made

    def _mark_week(self) -> None:
        for day, made in self._days.items():
            made.props["aria-pressed"] = "true" if day == self._me["week_start"] else "false"

    async def _begin_weeks(self, day: WeekStart) -> None:
        before, self._me = self._me, {**self._me, "week_start": day}
        self._mark_week()
        if await self._tab.attempt(self._save("week_start", day)) is None:
            self._me = before
            self._mark_week()

    # theme

    def _theme_row(self) -> None:
        with (
            row(_("Theme"), _("Remembered in this browser.")),
            box("tt-set-segments").props("role=group " + named(_("Theme"))),
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
