"""The filter: a pill per field, words, and what is hidden by default. Its state is the URL's."""

import asyncio
from dataclasses import replace
from functools import partial

from nicegui import ui

from dashboard import texts
from dashboard.components import pickers
from dashboard.components.chooser import Item
from dashboard.components.elements import avatar, box, button, field, icon, ring, text
from dashboard.documents import CATEGORIES
from dashboard.errors import DashboardError
from dashboard.filters import FIELDS, Filter
from dashboard.tab import Tab

SIGNS = {"status": "circle-dashed", "assignee": "users", "label": "tag", "priority": "signal", "due": "calendar"}
NAMES = {"status": "Status", "assignee": "Assignee", "label": "Label", "priority": "Priority", "due": "Due"}
PAUSE = 0.25  # seconds without a key before the server is asked what else holds the words
FOUND = 100


class FilterBar:
    """Shown above boards and lists."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._typed = 0
        with box("tt-bar").props('role=search aria-label="Filter"') as self.root:
            with box("tt-find"):
                icon("search")
                self._words = field("Filter", label="Filter by words").on_value_change(
                    lambda event: self._type(event.value or "")
                )
                self._words.classes("tt-words")
            self._pills = box("tt-contents")
        self._drawn: object = None

    def draw(self) -> None:
        """Show the route's filter."""
        shown = self._tab.route.shown
        state = (self._tab.route.kind, self._tab.route.name, shown)
        if state == self._drawn:
            return
        self._drawn = state
        if shown.words != (self._words.value or "").strip():
            self._words.value = shown.words
        self._pills.clear()
        with self._pills:
            for name in FIELDS:
                if not (name == "assignee" and self._tab.route.kind == "home"):
                    self._pill(name, shown)
            if not shown.is_empty:
                with button("tt-pill tt-dashed", self._clear):
                    icon("x")
                    text("Clear")
            box("tt-spacer")
            self._display()

    async def set(self, shown: Filter) -> None:
        """Filter by something else."""
        await self._tab.go(replace(self._tab.route, shown=shown), replace_entry=True)

    def _pill(self, name: str, shown: Filter) -> None:
        chosen = shown.chosen(name)
        with box("tt-pill " + ("tt-set" if chosen else "tt-dashed")) as pill:
            main = button("tt-pill-in")
            main.on("click", lambda: self._choose(name, pill), [])
            if chosen:
                with button("tt-clear", partial(self._reset, name), label=f"Clear {NAMES[name]}"):
                    icon("x")
        with main:
            icon(SIGNS[name])
            text(NAMES[name])
            if chosen:
                labels = {item.value: item.label for item in self._items(name)}
                first = labels.get(chosen[0], "…")
                text(first if len(chosen) == 1 else f"{len(chosen)} chosen", tag="b")

    async def _reset(self, name: str) -> None:
        await self.set(self._tab.route.shown.with_values(name, ()))

    async def _choose(self, name: str, pill: ui.element) -> None:
        async def picked(value: str) -> None:
            await self.set(self._tab.route.shown.toggled(name, value))

        await pickers.choose(pill, lambda: self._items(name), picked, title=NAMES[name])

    def _items(self, name: str) -> list[Item]:
        store, chosen = self._tab.store, set(self._tab.route.shown.chosen(name))
        match name:
            case "status":
                project = store.project(self._tab.route.name)
                if project is not None:
                    return pickers.status_items(store.columns(project["id"]), chosen)
                return [Item(c, texts.CATEGORY[c], partial(ring, c), is_chosen=c in chosen) for c in CATEGORIES]
            case "assignee":
                people = [p for p in store.people() if p["id"] != store.me["id"]]
                mine = Item(
                    "me",
                    texts.ME,
                    partial(avatar, {"id": store.me["id"], "name": store.me["name"]}),
                    is_chosen="me" in chosen,
                )
                nobody = Item("none", texts.NOBODY, partial(avatar, None), is_chosen="none" in chosen)
                return [mine, nobody, *pickers.person_items(people, chosen, "")]
            case "label":
                none = Item("none", "No label", is_chosen="none" in chosen)
                return [*pickers.label_items(store.sorted_labels(), chosen), none]
            case "priority":
                return pickers.priority_items(chosen)
            case _:
                return [Item(key, label, is_chosen=key in chosen) for key, label in texts.DUE.items()]

    def _display(self) -> None:
        pill = button("tt-pill")
        pill.on("click", lambda: self._choose_display(pill), [])
        with pill:
            icon("sliders-horizontal")
            text("Display")

    async def _choose_display(self, pill: ui.element) -> None:
        async def picked(value: str) -> None:
            now = self._tab.route.shown
            await self.set(
                replace(now, subtasks=not now.subtasks)
                if value == "subtasks"
                else replace(now, archived=not now.archived)
            )

        def items() -> list[Item]:
            now = self._tab.route.shown
            return [
                Item("subtasks", "Subtasks", partial(icon, "list-tree"), is_chosen=now.subtasks),
                Item("archived", "Archived", partial(icon, "archive"), is_chosen=now.archived),
            ]

        await pickers.choose(pill, items, picked, title="Show")

    async def _clear(self) -> None:
        now = self._tab.route.shown
        await self.set(Filter(archived=now.archived, subtasks=now.subtasks, me=now.me))

    async def _type(self, words: str) -> None:
        self._typed += 1
        typed, words = self._typed, words.strip()
        if words == self._tab.route.shown.words:
            return
        await self.set(replace(self._tab.route.shown, words=words, found=()))
        await asyncio.sleep(PAUSE)
        if words and typed == self._typed:
            await self._find(words, typed)

    async def _find(self, words: str, typed: int) -> None:
        """Titles are searched in the browser at once; what descriptions and comments hold, the server knows."""
        try:
            found = await self._tab.api.find_tasks(self._tab.store.workspace["id"], words, limit=FOUND)
        except DashboardError:
            return
        if typed == self._typed and self._tab.view is not None:
            self._tab.view.show(replace(self._tab.route.shown, found=tuple(task["id"] for task in found)))
