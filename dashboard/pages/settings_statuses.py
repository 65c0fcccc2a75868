"""The columns of a project's board."""

from functools import partial

from nicegui import ui

from dashboard import texts
from dashboard.calls import labels, projects
from dashboard.components import pickers
from dashboard.components.beneath import Beneath
from dashboard.components.chooser import Item, dialog
from dashboard.components.elements import (
    box,
    button,
    field,
    icon,
    icon_button,
    on_enter,
    ring,
    text,
    text_button,
)
from dashboard.components.ordered import Ordered
from dashboard.components.rows import Rows, Update
from dashboard.documents import CATEGORIES, Project, Status
from dashboard.hub import Batch
from dashboard.language import _, plural
from dashboard.pages.settings_parts import SavedField, done
from dashboard.tab import Tab


class Statuses:
    """In the order of the board; hidden ones too."""

    def __init__(self, tab: Tab, project: Project) -> None:
        self._tab = tab
        self._project = project["id"]
        text(
            _("A column's kind says what a task in it is: waiting, begun, done. Order them as the board shall."),
            "tt-set-lead",
            "p",
        )
        self._rows: Rows[Status] = Rows(self._line, lambda one: one["version"])
        self._list = Ordered(lambda: self._rows.order(self._list), self._put)
        with box("tt-set-add tt-after"):
            with box("tt-frame tt-grow"):
                self._name = field(_("Name of a new column")).props("maxlength=120")
            text_button(_("Add column"), self._add, classes="tt-plain", icon_name="plus")
        self._beneath = Beneath(tab, {"name": self._name})
        on_enter(self._name, self._add)
        self._draw()

    def on_batch(self, batch: Batch) -> None:
        """Others change them, too."""
        if "status" in batch.change.kinds or batch.change.is_reset:
            self._draw()

    def _draw(self) -> None:
        self._rows.show(self._list, self._tab.store.columns(self._project, archived=True))

    def _line(self, status: Status) -> Update[Status]:
        now = {"status": status}
        self._list.grip(_("Move {name}").format(name=status["name"]), status["id"])
        kind = box("tt-contents")
        name = SavedField(
            self._tab,
            _("Name of {name}").format(name=status["name"]),
            status["name"],
            lambda value: self._write(status["id"], {"name": value}),
            name="name",
            is_bare=True,
        )
        name.input.props("maxlength=120")
        foot = box("tt-contents")

        def update(changed: Status) -> None:
            now["status"] = changed
            name.show(changed["name"])
            self._paint_kind(kind, changed)
            self._paint_foot(foot, changed)

        update(status)
        return update

    def _paint_kind(self, place: ui.element, status: Status) -> None:
        place.clear()
        label = texts.CATEGORY[status["category"]]
        with (
            place,
            button(
                "tt-pill tt-set-kind", label=_("Kind of {name}: {label}").format(name=status["name"], label=label)
            ) as made,
        ):
            ring(status["category"])
            text(label, "tt-hide-m")
        made.on("click", lambda: self._recategorise(status, made), [])

    def _paint_foot(self, place: ui.element, status: Status) -> None:
        place.clear()
        is_hidden = status["archived_at"] is not None
        sign, label = ("eye", _("Show")) if is_hidden else ("eye-off", _("Hide"))
        with place:
            if is_hidden:
                text(_("Hidden"), "tt-tag")
            icon_button(sign, f"{label} {status['name']}", partial(self._hide, status, back=is_hidden))
            icon_button("trash-2", _("Delete {name}").format(name=status["name"]), partial(self._ask, status))

    async def _add(self) -> None:
        wanted = (self._name.value or "").strip()
        if wanted and await self._beneath.attempt(self._write("", {"name": wanted, "category": "active"})) is not None:
            self._name.value = ""

    async def _write(self, status: str, body: dict[str, object]) -> Status:
        changed = await projects.write_status(self._tab.api, self._project, status, body)
        self._tab.store.statuses.put(changed)
        self._draw()
        return changed

    async def _put(self, status: str, place: dict[str, str]) -> None:
        await self._tab.attempt(self._write(status, dict(place)))
        self._draw()

    async def _recategorise(self, status: Status, anchor: ui.element) -> None:
        async def picked(category: str) -> None:
            await self._tab.attempt(self._write(status["id"], {"category": category}))

        items = [
            Item(one, texts.CATEGORY[one], partial(ring, one), is_chosen=one == status["category"])
            for one in CATEGORIES
        ]
        await pickers.choose(anchor, lambda: items, picked, title=_("Kind"))

    async def _hide(self, status: Status, *, back: bool = False) -> None:
        changed = await self._tab.attempt(projects.archive_status(self._tab.api, status, back=back))
        if changed is not None:
            self._tab.store.statuses.put(changed)
            self._draw()
            undo = None if back else partial(self._hide, status, back=True)
            said = _("{name} is back") if back else _("{name} hidden")
            self._tab.toasts.say(said.format(name=status["name"]), undo=undo)

    # deleting

    async def _ask(self, status: Status) -> None:
        counting = labels.count_tasks(self._tab.api, self._tab.store.workspace["id"], status=status["id"])
        count = await self._tab.attempt(counting)
        if count == 0:
            await self._delete(status)
        elif count:
            self._ask_where(status, count)

    def _ask_where(self, status: Status, count: int) -> None:
        others = [one for one in self._tab.store.columns(self._project) if one["id"] != status["id"]]
        with self._tab.client.layout:
            frame, card = dialog("tt-small", _("Delete {name}").format(name=status["name"]))

        async def chosen(other: Status) -> None:
            frame.close()
            await self._delete(status, other["id"])

        with card:
            with box("tt-ask"):
                text(_("Delete {name}?").format(name=status["name"]), tag="h2")
                asked = plural(
                    "It holds {n} task. Where shall they go?", "It holds {n} tasks. Where shall they go?", count
                )
                text(asked.format(n=f"{count:,}"), tag="p")
                for other in others:
                    with button("tt-item", partial(chosen, other)):
                        ring(other["category"])
                        text(other["name"], "tt-name")
                        icon("arrow-right")
            with box("tt-df"):
                box("tt-spacer")
                text_button(_("Cancel"), frame.close, classes="tt-plain")
        frame.open()

    async def _delete(self, status: Status, move_to: str = "") -> None:
        if await self._tab.attempt(done(projects.delete_status(self._tab.api, status, move_to))):
            self._tab.store.statuses.drop(status["id"], status["version"])
            self._draw()
            undo = None if move_to else partial(self._make_again, status)
            self._tab.toasts.say(_("{name} deleted").format(name=status["name"]), undo=undo)

    async def _make_again(self, status: Status) -> None:
        body: dict[str, object] = {"name": status["name"], "category": status["category"]}
        behind = [one for one in self._tab.store.columns(self._project) if one["position"] > status["position"]]
        if behind:
            body["before"] = behind[0]["id"]
        await self._tab.attempt(self._write("", body))
