"""All selections that the pages of one hub show, each read once and told of every task that changes."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Protocol, cast
from zoneinfo import ZoneInfo

from nicegui import background_tasks

from dashboard.cards import Patch, gone
from dashboard.client import Api
from dashboard.documents import Event, Task
from dashboard.errors import DashboardError, Missing
from dashboard.selection import Meaning, Selection, meaning, task_names
from dashboard.store import Change, Store
from dashboard.terms import sort_of
from query.errors import QueryError

MOST_CARDS = 5_000  # that one list shows
KEPT = 12  # selections that nobody shows any more but may go back to
PATIENCE = timedelta(seconds=5)  # after which a list is read again that could not be
SETTLE = 0.3  # seconds for which further events are waited for before a list is read again


class Place(Protocol):
    """The hub, as selections need it."""

    store: Store

    @property
    def api(self) -> Api:
        """The API as the hub's person."""

    def tell_moved(self) -> None:
        """Let the pages know that tasks came or went."""


class Selections:
    """By their text. `here`: the person's time zone, in which days begin."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._by_text: OrderedDict[str, Selection] = OrderedDict()
        self._locks: dict[str, asyncio.Lock] = {}
        self._alarm: asyncio.TimerHandle | None = None

    def find(self, text: str) -> Selection | None:
        """The selection, if it has been read."""
        return self._by_text.get(text)

    async def ensure(self, text: str) -> Selection:
        """The selection, read if need be. Raises `DashboardError`, `QueryError`."""
        try:
            async with self._locks.setdefault(text, asyncio.Lock()):
                found = self._by_text.get(text) or await self._first(text)
                self._by_text.move_to_end(text)
                return found
        finally:
            if text not in self._by_text:
                self._locks.pop(text, None)

    async def _first(self, text: str) -> Selection:
        found = Selection(text, await self._meaning(text))
        self._by_text[text] = found
        try:
            await self._read(found)
        except BaseException:
            self._by_text.pop(text, None)
            raise
        found.take_moved()  # whoever asks gets all of it
        return found

    def forget_unused(self, shown: set[str]) -> None:
        """Drop what nobody shows, but for the last few."""
        unused = [text for text in self._by_text if text not in shown]
        for text in unused[: max(0, len(unused) - KEPT)]:
            del self._by_text[text]
            self._locks.pop(text, None)

    def take(self, change: Change, event: Event | None = None) -> None:
        """Tell each selection of a change."""
        for selection in self._by_text.values():
            if event is not None:
                selection.hear(event)
            for task_id, patch in change.cards.items():
                if "gone" in patch:
                    selection.drop(task_id)
                elif task_id in change.tasks:
                    selection.take(change.tasks[task_id])
        self._set_alarm()

    async def again(self) -> None:
        """Read all of them again. Raises `DashboardError`."""
        for selection in list(self._by_text.values()):
            await self._read_again(selection)

    def cards(self, selection: Selection, task_ids: Iterable[str]) -> list[Patch]:
        """These tasks as the selection's lists show them: their cards, or their end."""
        store = self._place.store
        return [store.patch(task_id) if task_id in selection.ids else gone(task_id) for task_id in task_ids]

    def all(self) -> list[Selection]:
        """Every selection."""
        return list(self._by_text.values())

    async def _read(self, selection: Selection) -> None:
        selection.begin(selection.meaning)
        store, sort = self._place.store, sort_of(selection.text) or "-updated_at"
        query: dict[str, str | int] = {"workspace": store.workspace["id"], "q": selection.text, "sort": sort}
        found: list[Task] = []
        try:
            async for page in self._place.api.pages("/api/tasks", query):
                found += cast("list[Task]", page.items)
                if len(found) >= MOST_CARDS:
                    break
        except BaseException:
            selection.give_up()
            raise
        for task in found:
            store.put_task(task)
        selection.is_cut = len(found) >= MOST_CARDS
        selection.finish(found)
        self._set_alarm()

    async def _meaning(self, text: str) -> Meaning:
        place, tasks = self._place, {}
        for name in task_names(text):
            tasks[name] = (await place.api.task(name, place.store.workspace["id"]))["id"]
        return meaning(text, place.store, tasks, self.here)

    @property
    def here(self) -> ZoneInfo:
        """The zone of the person's profile: the API reckons in it, too."""
        return ZoneInfo(self._place.store.me["timezone"] or "UTC")

    async def _read_again(self, selection: Selection) -> None:
        try:
            selection.meaning = await self._meaning(selection.text)
            await self._read(selection)
        except (Missing, QueryError):  # what the query names is there no longer
            selection.moved |= selection.ids
            selection.ids, selection.is_stale = set(), False
        self._place.tell_moved()

    def _set_alarm(self) -> None:
        """Wake up when the first selection has to be looked at again."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        waits = [wait for one in self._by_text.values() if (wait := _wait(one)) is not None]
        if waits:
            self._alarm = asyncio.get_running_loop().call_later(max(SETTLE, min(waits)), self._wake)

    def _wake(self) -> None:
        self._alarm = None
        background_tasks.create(self._look(), name="lists that time has changed")

    async def _look(self) -> None:
        for selection in self.all():
            wait = _wait(selection)
            if wait is not None and wait <= 0:
                try:
                    await self._read_again(selection)
                except DashboardError:  # what is known stays, and it is tried again
                    selection.is_stale, selection.due = False, datetime.now(UTC) + PATIENCE
        self._set_alarm()


def _wait(selection: Selection) -> float | None:
    """Seconds until a selection has to be read again."""
    if selection.is_stale:
        return 0.0
    return None if selection.due is None else (selection.due - datetime.now(UTC)).total_seconds()
