"""A task's parts at any depth, with progress."""

from functools import partial
from typing import cast

from fractional_indexing import FIError, generate_key_between
from nicegui import ui
from nicegui.elements.mixins.sortable_element import SortableElement
from nicegui.events import SortableEventArguments

from dashboard.cards import card
from dashboard.components.chooser import Chooser, Item, popover
from dashboard.components.elements import avatar, box, button, icon, icon_button, picture, ring, text
from dashboard.components.line_entry import LineEntry
from dashboard.components.picking import pick
from dashboard.components.sheet import Sheet
from dashboard.components.task_picker import pick_task
from dashboard.documents import Event, Task, TaskChanges
from dashboard.hub import encode
from dashboard.language import _
from dashboard.store import Change

DEEPEST = 8  # levels that are indented


class Rows(SortableElement):
    """A list whose rows can be dragged."""

    def __init__(self) -> None:
        super().__init__("div")


class Subtasks:
    """Listed, opened, finished, ordered, added and let go here."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._found = {one["id"]: one for one in sheet.found.subtasks}
        self._open = {sheet.id}  # whose parts have been read
        self._rows: dict[str, tuple[ui.element, Task]] = {}
        self._order: list[tuple[str, str]] | None = None
        with box("tt-sec") as self._section:
            text(_("Subtasks"), tag="h2")
            self._count = text("", "tt-n")
            with box("tt-progress") as self._progress:
                self._bar = ui.element("i")
            if sheet.can_write:
                with box("tt-sec-tools"):
                    more = icon_button("list-tree", _("Make an existing task a subtask"), self._ask)
                    more.props["title"] = _("Make an existing task a subtask")
                    icon_button("plus", _("Add a subtask"), self._begin)
        self._list = box("tt-subs")
        self._new = LineEntry(sheet.tab, _("Title of the subtask"), self._add)
        self._new.input.props("maxlength=500 dir=auto")
        self._draw()

    def update(self) -> None:
        """The counts changed."""
        self._draw_progress()

    def on_event(self, event: Event) -> None:
        """A subtask came, went or changed."""
        task = cast("Task", event["data"])
        is_gone = event["type"] in {"task.deleted", "task.purged", "task.left"}
        known = self._found.get(task["id"])
        if not is_gone and task.get("parent_id") in self._open:
            if known is not None and known["version"] >= task["version"]:
                return
            self._found[task["id"]] = task
        elif known is not None:
            del self._found[task["id"]]
        else:
            return
        self._draw()

    def on_cards(self, change: Change) -> None:
        """Tasks are others now by what oneself has just done."""
        for task_id in self._found.keys() & change.tasks.keys():
            if change.tasks[task_id]["version"] > self._found[task_id]["version"]:
                self._found[task_id] = change.tasks[task_id]
        if not self._found.keys().isdisjoint(change.cards):
            self._draw()

    def _draw(self) -> None:
        """Only the rows that changed, unless some came, went or moved: a menu may hang on another one."""
        self._draw_progress()
        order = self._flat(self._sheet.id)
        if order == self._order:
            for task_id, (row, drawn) in list(self._rows.items()):
                if self._sheet.store.hoped(self._found[task_id]) != drawn:
                    row.clear()
                    self._fill(row, self._found[task_id])
            return
        self._order = order
        self._rows.clear()
        self._list.clear()
        self._list.set_visibility(bool(order))
        self._section.set_visibility(bool(order) or self._sheet.can_write)
        with self._list:
            self._level(self._sheet.id, 0)

    def _flat(self, parent: str) -> list[tuple[str, str]]:
        """Each task that is shown, with the one above it, from top to bottom."""
        found: list[tuple[str, str]] = []
        for one in self._children(parent):
            found.append((parent, one["id"]))
            if one["id"] in self._open:
                found += [*self._flat(one["id"]), (one["id"], "")]
        return found

    def _level(self, parent: str, depth: int) -> None:
        with Rows() as rows:
            for one in self._children(parent):
                with box("tt-sub-tree"):
                    self._row(one, depth)
                    if one["id"] in self._open:
                        self._level(one["id"], depth + 1)
        if self._sheet.can_write:
            rows.make_sortable(
                on_end=partial(self._on_dropped, parent), handle=".tt-grip", ghost_class="tt-ghost", animation=0.12
            )

    def _children(self, parent: str) -> list[Task]:
        mine = [one for one in self._found.values() if one["parent_id"] == parent]
        return sorted(mine, key=lambda task: (task["position"].encode(), task["id"]))

    def _draw_progress(self) -> None:
        task = self._sheet.task
        done, total = task["subtask_done"], task["subtask_count"]
        self._count.text = f"{done}/{total}" if total else ""
        self._progress.set_visibility(total > 0)
        self._bar.style(f"width:{round(100 * done / total) if total else 0}%")

    def _row(self, one: Task, depth: int) -> None:
        row = box("tt-sub-row").style(f"padding-left:{10 + 18 * min(depth, DEEPEST)}px")
        row.props["data-sub"] = one["id"]
        self._fill(row, one)

    def _fill(self, row: ui.element, one: Task) -> None:
        one = self._sheet.store.hoped(one)
        self._rows[one["id"]] = row, one
        is_closed = one["status"]["category"] in {"done", "cancelled"}
        tab = self._sheet.tab
        with row:
            if self._sheet.can_write:
                icon("grip-vertical", "tt-grip")
            self._state(one)
            with button("tt-name" + (" tt-struck" if is_closed else ""), partial(tab.open_key, one["key"])) as name:
                text(one["title"]).props("dir=auto")
            if self._sheet.can_write:
                name.on("keydown.alt.up.prevent.stop", partial(self._step, one, -1), [])
                name.on("keydown.alt.down.prevent.stop", partial(self._step, one, 1), [])
            for person in one["assignees"][:2]:
                avatar(person)
            if one["subtask_count"]:
                self._disclosure(one)
            if self._sheet.can_write:
                more = icon_button("ellipsis", _("More about {key}").format(key=one["key"]), classes="tt-quiet-button")
                more.on("click", partial(self._menu, one, more), [])

    def _state(self, one: Task) -> None:
        label, can_write = _("Status: {name}").format(name=one["status"]["name"]), self._sheet.can_write
        state = button("tt-hit", label=label) if can_write else picture(label, "tt-hit")
        if can_write:
            state.on("click", lambda: pick(self._sheet.tab, "status", [card(one)], state), [])
        with state:
            ring(one["status"]["category"])

    def _disclosure(self, one: Task) -> None:
        is_open = one["id"] in self._open
        made = button("tt-disclosure", partial(self._toggle, one), label=_("Its subtasks"))
        made.props["aria-expanded"] = "true" if is_open else "false"
        with made:
            text(f"{one['subtask_done']}/{one['subtask_count']}", "tt-n")
            icon("chevron-down" if is_open else "chevron-right")

    async def _toggle(self, one: Task) -> None:
        tab = self._sheet.tab
        if one["id"] in self._open:
            self._open.discard(one["id"])
            self._draw()
            return
        query = {"workspace": tab.store.workspace["id"], "parent": one["id"], "archived": "any"}
        found = await tab.attempt(tab.api.listing(Task, "/api/tasks", query))
        if found is not None:
            self._open.add(one["id"])
            self._found |= {task["id"]: task for task in found}
            self._draw()

    # order

    async def _on_dropped(self, parent: str, event: SortableEventArguments) -> None:
        children = self._children(parent)
        if event.old_index < len(children):
            await self._put(children[event.old_index], event.new_index)

    async def _step(self, one: Task, by: int) -> None:
        children = self._children(one["parent_id"] or "")
        index = children.index(one) + by
        if 0 <= index < len(children):
            await self._put(one, index)
            row = encode(f'[data-sub="{one["id"]}"] .tt-name')
            self._sheet.tab.client.run_javascript(f"tasktide.focus({row})")

    async def _put(self, one: Task, index: int) -> None:
        """Let it stand at this place among its siblings: shown at once, put back if that is refused."""
        others = [task for task in self._children(one["parent_id"] or "") if task["id"] != one["id"]]
        before = others[index - 1]["position"] if index > 0 else None
        behind = others[index]["position"] if index < len(others) else None
        position = _between(before, behind)
        self._found[one["id"]] = {**one, "position": position}
        self._draw()
        task = await self._sheet.tab.change(one["id"], cast("TaskChanges", {"position": position}))
        self._found[one["id"]] = task or one
        self._draw()

    # coming and going

    async def _menu(self, one: Task, anchor: ui.element) -> None:
        async def picked(value: str) -> None:
            menu.close()
            if value == "out":
                await self._let_go(one)
            else:
                await self._step(one, -1 if value == "up" else 1)

        items = [
            Item("up", _("Move up"), partial(icon, "arrow-up"), hint=_("Alt ↑")),
            Item("down", _("Move down"), partial(icon, "arrow-down"), hint=_("Alt ↓")),
            Item("out", _("Make it a task of its own"), partial(icon, "square-check")),
        ]
        with popover(anchor, align="right") as menu:
            chooser = Chooser(lambda _words: items, picked, can_search=False)
        await chooser.search()
        menu.open()

    async def _let_go(self, one: Task) -> None:
        tab, parent = self._sheet.tab, one["parent_id"]
        if await tab.change(one["id"], {"parent_id": None}):
            self._found.pop(one["id"], None)
            self._draw()
            tab.toasts.say(
                _("{key} is a task of its own").format(key=one["key"]), undo=partial(self._take_in, one, parent)
            )

    async def _ask(self) -> None:
        besides = {self._sheet.id, *(one["id"] for one in self._children(self._sheet.id))}
        await pick_task(self._sheet.tab, _("Make it a subtask"), self._take_in, besides=besides)

    async def _take_in(self, other: Task, parent: str | None = None) -> None:
        task = await self._sheet.tab.change(other["id"], {"parent_id": parent or self._sheet.id})
        if task is not None:
            self._found[task["id"]] = task
            self._draw()

    def _begin(self) -> None:
        self._new.begin()

    async def _add(self, title: str) -> bool:
        tab, parent = self._sheet.tab, self._sheet.task
        work = tab.api.create_task({"project_id": parent["project_id"], "title": title, "parent_id": parent["id"]})
        task = await tab.attempt(work)
        if task is not None:
            self._found[task["id"]] = task
            self._draw()
            tab.hub.put(task)
        return task is not None


def _between(before: str | None, behind: str | None) -> str:
    """A place between two; where there is no room, directly behind the first."""
    try:
        return str(generate_key_between(before, behind))
    except FIError:
        return str(generate_key_between(before, None))
