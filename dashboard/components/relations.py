"""What a task waits for, what waits for it, what it belongs with."""

from functools import partial
from typing import cast

from nicegui import ui

from dashboard.calls.task import Relation, Side, link_tasks, unlink_tasks
from dashboard.cards import card
from dashboard.components.chooser import Chooser, Item, popover
from dashboard.components.elements import box, button, icon, icon_button, picture, ring, text
from dashboard.components.picking import pick
from dashboard.components.sheet import Sheet
from dashboard.components.task_picker import pick_task
from dashboard.documents import Event, Task
from dashboard.language import _
from dashboard.tab import later

SIDES: dict[Side, tuple[str, str]] = {
    "blocked_by": (_("Blocked by"), "ban"),
    "blocks": (_("Blocks"), "arrow-right"),
    "relates": (_("Relates to"), "link-2"),
    "duplicates": (_("Duplicate of"), "copy"),
    "duplicated_by": (_("Duplicated by"), "copy"),
}
BACK: dict[str, Side] = {"blocks": "blocked_by", "relates": "relates", "duplicates": "duplicated_by"}
CLOSED = {"done", "cancelled"}


class Relations:
    """Listed by kind, each with key, title and state; added by a picker, removed with a way back."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._found = {one["id"]: one for one in sheet.found.relations}
        self._tasks = {one["id"]: one for one in sheet.found.related}
        with box("tt-sec") as self._section:
            text(_("Relations"), tag="h2")
            self._count = text("", "tt-n")
            if sheet.can_write:
                with box("tt-sec-tools"):
                    plus = icon_button("plus", _("Add a relation"))
                    plus.on("click", lambda: self._offer(plus), [])
        self._list = box("tt-relations")
        self._draw()

    @property
    def waits_for(self) -> list[str]:
        """The open tasks that block this one, by what they are called."""
        waiting = [one for one in self._found.values() if self._side(one) == "blocked_by"]
        others = [self._tasks.get(self._other(one)) for one in waiting]
        return [f"{one['key']} {one['title']}" for one in others if one and one["status"]["category"] not in CLOSED]

    def on_link(self, event: Event) -> None:
        """A link came or went."""
        one = cast("Relation", event["data"])
        if event["type"] == "link.deleted":
            self._found.pop(one["id"], None)
        else:
            self._found[one["id"]] = one
        other = self._other(one)
        if other not in self._tasks:
            later(self._sheet.tab, partial(self._read, other), "a related task")
        self._draw()

    def on_task(self, event: Event) -> bool:
        """Another task changed; whether it is one of those here."""
        task = cast("Task", event["data"])
        known = self._tasks.get(task["id"])
        if known is None or known["version"] >= task.get("version", 0):
            return False
        self._tasks[task["id"]] = task
        self._draw()
        return True

    async def _read(self, task_id: str) -> None:
        tab = self._sheet.tab
        task = await tab.attempt(tab.api.task(task_id, tab.store.workspace["id"]))
        if task is not None:
            self._tasks[task_id] = task
            self._sheet.found.related.append(task)
            self._draw()

    def _draw(self) -> None:
        self._count.text = str(len(self._found)) if self._found else ""
        self._list.clear()
        self._list.set_visibility(bool(self._found))
        self._section.set_visibility(bool(self._found) or self._sheet.can_write)
        with self._list:
            for side, (label, _sign) in SIDES.items():
                mine = [one for one in self._found.values() if self._side(one) == side]
                if mine:
                    text(label, "tt-rel-side", "h4")
                for one in mine:
                    self._row(one)

    def _row(self, one: Relation) -> None:
        task = self._tasks.get(self._other(one))
        with box("tt-sub-row"):
            if task is None:
                text(_("A task that you cannot see"), "tt-name tt-muted")
            else:
                self._state(task)
                is_closed = task["status"]["category"] in CLOSED
                struck = " tt-struck" if is_closed else ""
                with button(f"tt-name{struck}", partial(self._sheet.tab.open_key, task["key"])):
                    text(task["key"], "tt-key")
                    text(f" {task['title']}").props("dir=auto")
            if self._sheet.can_write:
                icon_button("x", _("Remove the relation"), partial(self._remove, one))

    def _state(self, task: Task) -> None:
        label, tab = _("Status: {name}").format(name=task["status"]["name"]), self._sheet.tab
        can_write = tab.may_change(task["project_id"]) and task["deleted_at"] is None
        state = button("tt-hit", label=label) if can_write else picture(label, "tt-hit")
        if can_write:
            state.on("click", lambda: pick(self._sheet.tab, "status", [card(task)], state), [])
        with state:
            ring(task["status"]["category"])

    async def _offer(self, anchor: ui.element) -> None:
        async def picked(side: str) -> None:
            menu.close()
            await self._ask(cast("Side", side))

        items = [Item(side, f"{label}…", partial(icon, sign)) for side, (label, sign) in SIDES.items()]
        with popover(anchor, align="right") as menu:
            chooser = Chooser(lambda _words: items, picked, can_search=False)
        await chooser.search()
        menu.open()

    async def _ask(self, side: Side) -> None:
        known = {self._other(one) for one in self._found.values() if self._side(one) == side}
        besides = {self._sheet.id, *known}
        await pick_task(self._sheet.tab, SIDES[side][0], partial(self._add, side), besides=besides)

    async def _add(self, side: Side, other: Task) -> None:
        tab = self._sheet.tab
        self._tasks[other["id"]] = other
        self._sheet.found.related.append(other)
        relation = await tab.attempt(link_tasks(tab.api, self._sheet.id, side, other["id"]))
        if relation is not None:
            self._found[relation["id"]] = relation
            self._draw()

    async def _remove(self, one: Relation) -> None:
        tab, side, other = self._sheet.tab, self._side(one), self._tasks.get(self._other(one))

        async def work() -> bool:
            await unlink_tasks(tab.api, self._sheet.id, one["id"])
            return True

        if await tab.attempt(work()):
            self._found.pop(one["id"], None)
            self._draw()
            tab.toasts.say(_("Relation removed"), undo=partial(self._add, side, other) if other else None)

    def _side(self, one: Relation) -> Side:
        return cast("Side", one["kind"]) if one["source_id"] == self._sheet.id else BACK[one["kind"]]

    def _other(self, one: Relation) -> str:
        return one["target_id"] if one["source_id"] == self._sheet.id else one["source_id"]
