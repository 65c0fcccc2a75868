"""What a select offers: written as a whole list, so a change by somebody else meanwhile is never lost (`If-Match`)."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TypeVar, cast

from nicegui import ui

from dashboard import texts
from dashboard.calls import projects
from dashboard.calls.projects import NewOption
from dashboard.components.colors import color_button
from dashboard.components.elements import box, field, icon_button, on_enter, text_button
from dashboard.components.rows import Listed, Rows, Update
from dashboard.documents import CustomField, Option
from dashboard.errors import Missing
from dashboard.language import _
from dashboard.pages.settings_parts import SavedField, done
from dashboard.tab import Tab

T = TypeVar("T")


class Choice(Listed):
    """An option where it stands."""

    option: Option
    is_first: bool
    is_last: bool


class Options:
    """Renamed, coloured, moved, taken away, added."""

    def __init__(self, tab: Tab, one: CustomField, take: Callable[[CustomField], None]) -> None:
        self._tab = tab
        self._field = one
        self._take = take
        self._turn = asyncio.Lock()
        self._list = box()
        self._rows: Rows[Choice] = Rows(self._line, lambda choice: choice, "tt-set-option")
        with box("tt-set-add tt-after"):
            with box("tt-frame tt-grow"):
                self._name = field(_("Name of a new option")).props("maxlength=120")
            text_button(_("Add option"), self._add, classes="tt-plain")
        on_enter(self._name, self._add)
        self.show(one["options"])

    def show(self, options: list[Option]) -> None:
        """Make the lines those of the options; what is being typed in them stays."""
        last = len(options) - 1
        choices: list[Choice] = [
            {"id": option["key"], "option": option, "is_first": at == 0, "is_last": at == last}
            for at, option in enumerate(options)
        ]
        self._rows.show(self._list, choices)

    def _line(self, choice: Choice) -> Update[Choice]:
        key, named = choice["id"], choice["option"]["name"]
        colour = box("tt-contents")
        name = SavedField(
            self._tab, _("Name of {name}").format(name=named), named, partial(self._rename, key), is_bare=True
        )
        name.input.props("maxlength=120")
        buttons = [
            icon_button("arrow-up", "", partial(self._shift, key, -1)),
            icon_button("arrow-down", "", partial(self._shift, key, 1)),
            icon_button("x", "", partial(self._remove, key)),
        ]

        def update(now: Choice) -> None:
            option = now["option"]
            name.show(option["name"])
            name.input.props["aria-label"] = _("Name of {name}").format(name=option["name"])
            colour.clear()
            with colour:
                label = _("Colour of {name}").format(name=option["name"])
                color_button(option["color"], label, partial(self._paint, key))
            self._adjust(buttons, now)

        update(choice)
        return update

    def _adjust(self, buttons: list[ui.element], now: Choice) -> None:
        named = now["option"]["name"]
        labels = _("Move {name} up"), _("Move {name} down"), _("Remove {name}")
        cannot = now["is_first"], now["is_last"], now["is_first"] and now["is_last"]
        for made, label, is_disabled in zip(buttons, labels, cannot, strict=True):
            made.props["aria-label"] = made.props["title"] = label.format(name=named)
            made.props["disabled"] = is_disabled

    async def _write(self, change: Callable[[list[NewOption]], T]) -> T:
        """In turn: what was done before gives the field another version, and may give its options another order."""
        async with self._turn:
            newest = self._tab.store.fields.by_id.get(self._field["id"], self._field)
            options = [cast("NewOption", {**option}) for option in newest["options"]]
            made = change(options)
            self._take(await projects.write_options(self._tab.api, newest, options))
        return made

    async def _rename(self, key: str, name: str) -> None:
        await self._write(lambda options: options[_place(options, key)].update({"name": name}))

    async def _paint(self, key: str, color: str) -> None:
        painting = self._write(lambda options: options[_place(options, key)].update({"color": color}))
        await self._tab.attempt(painting)

    async def _shift(self, key: str, by: int) -> None:
        def shift(options: list[NewOption]) -> None:
            at = _place(options, key)
            options.insert(max(0, at + by), options.pop(at))

        await self._tab.attempt(self._write(shift))

    async def _remove(self, key: str) -> None:
        def remove(options: list[NewOption]) -> tuple[int, NewOption]:
            at = _place(options, key)
            return at, options.pop(at)

        removed = await self._tab.attempt(self._write(remove))
        if removed is not None:
            at, gone = removed
            self._tab.toasts.say(_("{name} removed").format(name=gone["name"]), undo=partial(self._again, at, gone))

    async def _again(self, at: int, gone: NewOption) -> None:
        await self._tab.attempt(self._write(lambda options: options.insert(at, gone)))

    async def _add(self) -> None:
        name, self._name.value = (self._name.value or "").strip(), ""

        def add(options: list[NewOption]) -> None:
            options.append({"name": name, "color": texts.COLORS[len(options) % len(texts.COLORS)]})

        if name and not await self._tab.attempt(done(self._write(add))):
            self._name.value = self._name.value or name


def _place(options: list[NewOption], key: str) -> int:
    for at, option in enumerate(options):
        if option.get("key") == key:
            return at
    raise Missing(404, _("Not found"), _("There is no such thing here."))  # somebody else has removed it meanwhile
