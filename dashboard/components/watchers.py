"""Who hears of a task: oneself, others, or not at all."""

from functools import partial
from typing import cast

from nicegui import background_tasks, ui

from dashboard.calls.task import Watcher, unwatch, watch
from dashboard.components.chooser import Chooser, Item, matching, popover
from dashboard.components.elements import avatar, icon, text
from dashboard.components.row import Row, nothing
from dashboard.components.sheet import Sheet
from dashboard.documents import Event
from dashboard.language import _

SHOWN = 6  # faces


class Watchers:
    """The row, and its menu: watching is open to everybody who sees the task, adding others to who may change it."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._found = {one["user"]["id"]: one for one in sheet.found.watchers}
        self._row = Row("watchers", _("Watchers"), None if sheet.is_frozen else self._open)
        self.draw()

    def on_event(self, event: Event) -> None:
        """Somebody watches, mutes or no longer does."""
        one = cast("Watcher", event["data"])
        if event["type"] == "watcher.removed":
            self._found.pop(one["user"]["id"], None)
        else:
            self._found[one["user"]["id"]] = one
        self.draw()

    def draw(self) -> None:
        """Show what holds now."""
        self._row.fill(self._paint)

    def _paint(self) -> None:
        mine = self._found.get(self._sheet.me)
        watching = [one["user"] for one in self._found.values() if not one["is_muted"]]
        for person in watching[:SHOWN]:
            avatar(person)
        if len(watching) > SHOWN:
            text(f"+{len(watching) - SHOWN}", "tt-muted")
        if mine is not None and mine["is_muted"]:
            icon("bell-off")
            text(_("Muted by you"))
        elif len(watching) == 1:
            text(_("You") if mine else watching[0]["name"]).props("dir=auto")
        elif not watching:
            nothing(_("Nobody"))

    async def _open(self, anchor: ui.element) -> None:
        async def picked(value: str) -> None:
            background_tasks.create(chooser.again(), name="who was just picked")  # shown while it is on its way
            await self._picked(value)
            await chooser.again()

        with popover(anchor) as menu:
            chooser = Chooser(lambda words: matching(self._items(), words), picked, placeholder=_("Watchers"))
        await chooser.search()
        menu.open()

    def _items(self) -> list[Item]:
        mine = self._found.get(self._sheet.me)
        is_muted = mine is not None and mine["is_muted"]
        found = [
            Item("watch", _("Watch this task"), partial(icon, "eye"), is_chosen=mine is not None and not is_muted),
            Item("mute", _("Mute: tell me nothing of it"), partial(icon, "bell-off"), is_chosen=is_muted),
        ]
        if self._sheet.can_write:
            others = [one for one in self._sheet.people() if one["id"] != self._sheet.me]
            found += [
                Item(
                    one["id"],
                    one["name"],
                    partial(avatar, one),
                    hint=_("has muted it") if self._has_muted(one["id"]) else "",
                    is_chosen=one["id"] in self._found and not self._has_muted(one["id"]),
                    group=_("Others"),
                )
                for one in others
            ]
        return found

    def _has_muted(self, person: str) -> bool:
        one = self._found.get(person)
        return one is not None and one["is_muted"]

    async def _picked(self, value: str) -> None:
        mine = self._found.get(self._sheet.me)
        is_muted = mine is not None and mine["is_muted"]
        if value in {"watch", "mute"}:
            is_off = mine is not None and is_muted == (value == "mute")
            await (self._remove(self._sheet.me) if is_off else self._add("me", muted=value == "mute"))
        elif self._has_muted(value):
            self._sheet.tab.toasts.complain(_("Who has muted a task ends that by themselves."))
        else:
            await (self._remove(value) if value in self._found else self._add(value))

    async def _add(self, user: str, *, muted: bool = False) -> None:
        """Shown at once; refused, it goes back."""
        tab, person = self._sheet.tab, self._sheet.me if user == "me" else user
        before = self._found.get(person)
        name = next((one["name"] for one in self._sheet.people() if one["id"] == person), "")
        self._put(person, cast("Watcher", {"user": {"id": person, "name": name}, "is_muted": muted}))
        one = await tab.attempt(watch(tab.api, self._sheet.id, user, muted=muted))
        self._put(person, before if one is None else one)

    async def _remove(self, user: str) -> None:
        tab, before = self._sheet.tab, self._found.get(user)

        async def work() -> bool:
            await unwatch(tab.api, self._sheet.id, user)
            return True

        self._put(user, None)
        if not await tab.attempt(work()):
            self._put(user, before)

    def _put(self, user: str, one: Watcher | None) -> None:
        if one is None:
            self._found.pop(user, None)
        else:
            self._found[user] = one
        self.draw()
