"""What a select offers: written as a whole list, so a change by somebody else meanwhile is never lost (`If-Match`)."""

from collections.abc import Callable
from functools import partial
from typing import cast

from dashboard import texts
from dashboard.calls import projects
from dashboard.calls.projects import NewOption
from dashboard.components.colors import color_button
from dashboard.components.elements import box, field, icon_button, on_enter, text_button
from dashboard.documents import CustomField, Option
from dashboard.language import _
from dashboard.pages.settings_parts import SavedField
from dashboard.tab import Tab


class Options:
    """Renamed, coloured, moved, taken away, added."""

    def __init__(self, tab: Tab, one: CustomField, take: Callable[[CustomField], None]) -> None:
        self._tab = tab
        self._field = one
        self._take = take
        with box("tt-sub"):
            for at, option in enumerate(one["options"]):
                self._line(at, option)
            with box("tt-set-add tt-after"):
                with box("tt-frame tt-grow"):
                    self._name = field(_("Name of a new option")).props("maxlength=120")
                text_button(_("Add option"), self._add, classes="tt-plain")
            on_enter(self._name, self._add)

    def _line(self, at: int, option: Option) -> None:
        last = len(self._field["options"]) - 1
        with box("tt-set-option"):
            color_button(option["color"], _("Colour of {name}").format(name=option["name"]), partial(self._paint, at))
            name = SavedField(
                self._tab,
                _("Name of {name}").format(name=option["name"]),
                option["name"],
                partial(self._rename, at),
                is_bare=True,
            )
            name.input.props("maxlength=120")
            up = icon_button("arrow-up", _("Move {name} up").format(name=option["name"]), partial(self._shift, at, -1))
            down = icon_button(
                "arrow-down", _("Move {name} down").format(name=option["name"]), partial(self._shift, at, 1)
            )
            up.props["disabled"], down.props["disabled"] = at == 0, at == last
            remove = icon_button("x", _("Remove {name}").format(name=option["name"]), partial(self._remove, at))
            remove.props["disabled"] = last == 0

    def _list(self) -> list[NewOption]:
        return [cast("NewOption", {**option}) for option in self._field["options"]]

    async def _write(self, options: list[NewOption]) -> CustomField:
        changed = await projects.write_options(self._tab.api, self._field, options)
        self._take(changed)
        return changed

    async def _rename(self, at: int, name: str) -> CustomField:
        options = self._list()
        options[at]["name"] = name
        return await self._write(options)

    async def _paint(self, at: int, color: str) -> None:
        options = self._list()
        options[at]["color"] = color
        await self._tab.attempt(self._write(options))

    async def _shift(self, at: int, by: int) -> None:
        options = self._list()
        options.insert(at + by, options.pop(at))
        await self._tab.attempt(self._write(options))

    async def _remove(self, at: int) -> None:
        options, before = self._list(), self._list()
        gone = options.pop(at)
        changed = await self._tab.attempt(self._write(options))
        if changed is not None:
            undo = partial(self._again, changed, before)
            self._tab.toasts.say(_("{name} removed").format(name=gone["name"]), undo=undo)

    async def _again(self, changed: CustomField, options: list[NewOption]) -> None:
        self._field = changed
        await self._tab.attempt(self._write(options))

    async def _add(self) -> None:
        name = (self._name.value or "").strip()
        if name:
            color = texts.COLORS[len(self._field["options"]) % len(texts.COLORS)]
            await self._tab.attempt(self._write([*self._list(), {"name": name, "color": color}]))
