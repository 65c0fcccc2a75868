"""`/settings/labels`."""

from collections.abc import Awaitable, Callable
from functools import partial

from nicegui import ui

from dashboard import texts
from dashboard.components import pickers
from dashboard.components.chooser import Item, dialog
from dashboard.components.elements import (
    LEAVE_ON_ENTER,
    box,
    button,
    dot,
    empty,
    field,
    icon_button,
    on_enter,
    text,
    text_button,
)
from dashboard.documents import Label
from dashboard.tab import Tab

COLOR_NAMES = ("Indigo", "Blue", "Green", "Amber", "Orange", "Red", "Pink", "Grey")


class Labels:
    """Made, renamed, coloured, deleted."""

    kinds = frozenset({"label"})

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        with box("", "section"):
            text("Labels", tag="h2")
            text("They belong to the whole workspace; a change shows on every task at once.", tag="p")
            if tab.can_write:
                with box("tt-row").style("margin-bottom:14px;flex-wrap:nowrap"):
                    with box("tt-frame").style("flex:1;min-width:0"):
                        self._name = field("Name of a new label").props("maxlength=60")
                    on_enter(self._name, self._add)
                    text_button("Add label", self._add, icon_name="plus")
            self._list = box("")
        self.draw()

    def state(self) -> object:
        """What is shown, in short: redrawing under somebody's finger is only right when it differs."""
        return [(label["id"], label["version"]) for label in self._tab.store.labels.by_id.values()]

    def draw(self) -> None:
        """Show all of them."""
        self.drawn = self.state()
        self._list.clear()
        with self._list:
            labels = self._tab.store.sorted_labels()
            if not labels:
                empty("tag", "No labels yet", "Labels mark tasks across projects: “bug”, “customer”, “waiting”.")
                return
            with box("tt-table"):
                for label in labels:
                    self._row(label)

    def _row(self, label: Label) -> None:
        with box("tt-tr"):
            if not self._tab.can_write:
                dot(label["color"], "tt-dot")
                text(label["name"])
                return
            color = button("tt-ib", label=f"Colour of {label['name']}")
            color.on("click", lambda: self._recolor(label, color), [])
            with color:
                dot(label["color"], "tt-dot")
            name = field(value=label["name"], label=f"Name of {label['name']}").classes("tt-grow")
            name.on("keydown.enter", js_handler=LEAVE_ON_ENTER)
            name.on("blur", lambda: self._rename(label, name), [])
            icon_button("trash-2", f"Delete {label['name']}", partial(self._ask, label))

    async def _add(self) -> None:
        name = (self._name.value or "").strip()
        if not name:
            return
        color = texts.COLORS[len(self._tab.store.labels.by_id) % len(texts.COLORS)]
        body = {"workspace_id": self._tab.store.workspace["id"], "name": name, "color": color}
        label = await self._tab.attempt(self._tab.api.document(Label, "POST", "/api/labels", body))
        if label is not None:
            self._name.value = ""
            self._take(label)

    async def _rename(self, label: Label, name: ui.input) -> None:
        wanted = (name.value or "").strip()
        if wanted and wanted != label["name"]:
            await self._change(label, {"name": wanted})

    async def _recolor(self, label: Label, anchor: ui.element) -> None:
        async def picked(color: str) -> None:
            await self._change(label, {"color": color})

        items = [
            Item(color, name, partial(dot, color, "tt-dot"), is_chosen=color == label["color"])
            for color, name in zip(texts.COLORS, COLOR_NAMES, strict=True)
        ]
        await pickers.choose(anchor, lambda: items, picked, title="Colour")

    async def _change(self, label: Label, changes: dict[str, object]) -> None:
        changed = await self._tab.attempt(self._tab.api.document(Label, "PATCH", f"/api/labels/{label['id']}", changes))
        if changed is not None:
            self._take(changed)
        else:
            self.draw()

    def _take(self, label: Label) -> None:
        self._tab.store.labels.put(label)
        self.draw()

    def _ask(self, label: Label) -> None:
        confirm(
            self._tab,
            f"Delete “{label['name']}”?",
            "It disappears from every task. This cannot be undone.",
            partial(self._delete, label),
        )

    async def _delete(self, label: Label) -> None:
        if await self._tab.attempt(self._tab.api.call("DELETE", f"/api/labels/{label['id']}")) is not None:
            self._tab.store.labels.drop(label["id"], label["version"])
            self._tab.toasts.say(f"{label['name']} deleted")
            self.draw()


def confirm(tab: Tab, question: str, consequence: str, act: Callable[[], Awaitable[None]]) -> None:
    """Ask before something that has no way back."""
    with tab.client.layout:
        frame, card = dialog("tt-small", question)

    async def confirmed() -> None:
        frame.close()
        await act()

    with card:
        with box("tt-create").style("padding-top:18px"):
            text(question, tag="b")
            text(consequence, "tt-muted", "div")
        with box("tt-df"):
            box("tt-spacer")
            text_button("Cancel", frame.close, classes="tt-plain")
            text_button("Delete", confirmed, classes="tt-danger")
    frame.open()
