"""What can be done to the marked tasks: a bar above the bottom of the page while there are any."""

from collections.abc import Callable
from functools import partial

from dashboard.calls.bulk import MOST
from dashboard.cards import Card
from dashboard.components.elements import Text, box, button, icon, icon_button, named, text
from dashboard.components.picking import pick
from dashboard.language import _, plural
from dashboard.tab import Tab

FIELDS = (
    ("status", "circle-dashed", _("Status"), "S"),
    ("priority", "signal", _("Priority"), "P"),
    ("assignee", "users", _("Assign"), "A"),
    ("label", "tag", _("Labels"), "L"),
    ("due", "calendar", _("Due"), "D"),
)


class BulkBar:
    """`unmark` takes the marks off."""

    def __init__(self, tab: Tab, unmark: Callable[[], None]) -> None:
        self._tab = tab
        self._unmark = tab.unmark = unmark
        self._count: Text | None = None
        self._root = box("tt-bulk").props("role=toolbar " + named(_("Selected tasks")))
        self.draw([])

    def draw(self, marked: list[str]) -> None:
        """Show what can be done to these tasks."""
        had_some, self._tab.marked = bool(self._tab.marked), marked
        self._root.set_visibility(bool(marked))
        if not marked:
            return
        if had_some and self._count is not None:
            self._count.text = self._words()
            return
        self._root.clear()
        with self._root:
            self._count = text(self._words(), "tt-bulk-n")
            self._count.props("role=status")
            for field, sign, label, key in FIELDS:
                made = button("tt-pill")
                made.props["title"] = _("{label} ({key})").format(label=label, key=key)
                made.on("click", partial(self._pick, field, made), [])
                with made:
                    icon(sign)
                    text(label, "tt-hide-m")
                made.props["aria-label"] = label
            icon_button("archive", _("Archive"), partial(self._put_away, "archived"))
            icon_button("trash-2", _("Delete"), partial(self._put_away, "deleted"), "tt-red")
            icon_button("x", _("Clear the selection (Esc)"), self._unmark)

    def _words(self) -> str:
        return plural("{n} selected", "{n} selected", len(self._tab.marked)).format(n=len(self._tab.marked))

    def _cards(self) -> list[Card]:
        return [card for one in self._tab.marked if (card := self._tab.store.cards.get(one))]

    async def _pick(self, field: str, anchor: object) -> None:
        del anchor  # the bar is at the bottom: there is more room in the middle of the page
        await pick(self._tab, field, self._cards())

    async def _put_away(self, way: str) -> None:
        cards = self._cards()
        if len(cards) > MOST:
            self._tab.toasts.complain(_("At most {most} tasks at once; these are {n}.").format(most=MOST, n=len(cards)))
        elif await self._tab.change_many(cards, {way: True}, "archived" if way == "archived" else "deleted"):
            self._unmark()
