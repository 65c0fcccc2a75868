"""`/settings/labels`."""

from functools import partial

from nicegui import ui

from dashboard import texts
from dashboard.calls import labels
from dashboard.components import pickers
from dashboard.components.beneath import Beneath
from dashboard.components.chooser import Item
from dashboard.components.colors import color_button
from dashboard.components.confirm import confirm
from dashboard.components.elements import box, dot, empty, field, icon_button, on_enter, text_button
from dashboard.components.rows import Rows, Update
from dashboard.documents import Label
from dashboard.hub import Batch
from dashboard.language import _, plural
from dashboard.pages.settings_parts import SavedField, done
from dashboard.tab import Tab


class Labels:
    """Made, renamed, coloured, merged, deleted."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        with box("tt-set-add"):
            with box("tt-frame tt-grow"):
                self._name = field(_("Name of a new label")).props("maxlength=120")
            text_button(_("Add label"), self._add, icon_name="plus")
        self._beneath = Beneath(tab, {"name": self._name})
        on_enter(self._name, self._add)
        self._list = box("tt-table")
        with box("tt-set-card") as self._none:
            empty("tag", _("No labels yet"), _("Labels mark tasks across projects: “bug”, “customer”, “waiting”."))
        self._rows: Rows[Label] = Rows(self._line, lambda label: label["version"])
        self._draw()

    @classmethod
    async def open(cls, tab: Tab) -> "Labels":
        """There is nothing to read."""
        return cls(tab)

    def on_batch(self, batch: Batch) -> None:
        """Others work on them, too."""
        if "label" in batch.change.kinds:
            self._draw()

    def _draw(self) -> None:
        found = self._tab.store.sorted_labels()
        self._rows.show(self._list, found)
        self._list.classes(add="" if found else "tt-hidden", remove="tt-hidden" if found else "")
        self._none.set_visibility(not found)

    def _line(self, label: Label) -> Update[Label]:
        now = {"label": label}
        colour = box("tt-contents")

        def paint(shown: Label) -> None:
            colour.clear()
            with colour:
                color_button(
                    shown["color"],
                    _("Colour of {name}").format(name=shown["name"]),
                    partial(self._change, shown["id"], "color"),
                )

        def update(changed: Label) -> None:
            now["label"] = changed
            name.show(changed["name"])
            name.input.props["aria-label"] = _("Name of {name}").format(name=changed["name"])
            paint(changed)

        paint(label)
        name = SavedField(
            self._tab,
            _("Name of {name}").format(name=label["name"]),
            label["name"],
            lambda value: self._save(label["id"], "name", value),
            name="name",
            is_bare=True,
        )
        name.input.props("maxlength=120")
        merge = icon_button("merge", _("Merge into another label"))
        merge.on("click", lambda: self._choose_other(now["label"], merge), [])
        icon_button("trash-2", _("Delete this label"), lambda: self._ask(now["label"]))
        return update

    async def _add(self) -> None:
        name = (self._name.value or "").strip()
        if not name:
            return
        color = texts.COLORS[len(self._tab.store.labels.by_id) % len(texts.COLORS)]
        label = await self._beneath.attempt(labels.create(self._tab.api, self._tab.store.workspace["id"], name, color))
        if label is not None:
            self._name.value = ""
            self._take(label)

    async def _change(self, label: str, name: str, value: str) -> None:
        await self._tab.attempt(self._save(label, name, value))

    async def _save(self, label: str, name: str, value: str) -> Label:
        changed = await labels.update(self._tab.api, label, name, value)
        self._take(changed)
        return changed

    def _take(self, label: Label) -> None:
        self._tab.store.labels.put(label)
        self._draw()

    # merging

    async def _choose_other(self, label: Label, anchor: ui.element) -> None:
        others = [one for one in self._tab.store.sorted_labels() if one["id"] != label["id"]]
        items = [Item(one["id"], one["name"], partial(dot, one["color"], "tt-dot")) for one in others]

        async def picked(other: str) -> None:
            await self._ask_to_merge(label, self._tab.store.labels.by_id[other])

        await pickers.choose(anchor, lambda: items, picked, title=_("Merge “{name}” into").format(name=label["name"]))

    async def _ask_to_merge(self, label: Label, into: Label) -> None:
        count = await self._tab.attempt(self._count(label))
        if count is None:
            return
        confirm(
            self._tab,
            _("Merge “{name}” into “{into}”?").format(name=label["name"], into=into["name"]),
            plural(
                "{n} task will carry “{into}” instead, and “{name}” goes for good.",
                "{n} tasks will carry “{into}” instead, and “{name}” goes for good.",
                count,
            ).format(n=f"{count:,}", into=into["name"], name=label["name"]),
            partial(self._merge, label, into),
            label=_("Merge"),
        )

    async def _merge(self, label: Label, into: Label) -> None:
        if await self._tab.attempt(labels.merge(self._tab.api, label["id"], into["id"])) is not None:
            self._tab.toasts.say(_("{name} is merged into {into}").format(name=label["name"], into=into["name"]))

    # deleting

    async def _ask(self, label: Label) -> None:
        count = await self._tab.attempt(self._count(label))
        if count is None:
            return
        many = plural(
            "It disappears from {n} task. This cannot be undone.",
            "It disappears from {n} tasks. This cannot be undone.",
            count,
        ).format(n=f"{count:,}")
        consequence = many if count else _("No task carries it. This cannot be undone.")
        question = _("Delete “{name}”?").format(name=label["name"])
        confirm(
            self._tab,
            question,
            consequence,
            partial(self._delete, label),
        )

    async def _count(self, label: Label) -> int:
        return await labels.count_tasks(self._tab.api, self._tab.store.workspace["id"], label=label["id"])

    async def _delete(self, label: Label) -> None:
        if await self._tab.attempt(done(labels.delete(self._tab.api, label["id"]))):
            self._tab.store.labels.drop(label["id"], label["version"])
            self._tab.toasts.say(_("{name} deleted").format(name=label["name"]))
            self._draw()
