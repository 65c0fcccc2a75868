"""A list of documents of which each change repaints its own row alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypedDict, TypeVar

from nicegui import ui

from dashboard.components.elements import box


class Listed(TypedDict):
    """What a row may show: documents, and parts of them."""

    id: str


D = TypeVar("D", bound=Listed)
Update = Callable[[D], None]
Paint = Callable[[D], Update[D] | None]


@dataclass
class _Row(Generic[D]):
    root: ui.element
    state: object
    update: Update[D] | None


class Rows(Generic[D]):
    """`paint` fills a row, and may give what takes a newer document in without painting it anew: where something is
    typed. `state` is what a row shows of a document: as long as that is the same, the row is left alone."""

    def __init__(self, paint: Paint[D], state: Callable[[D], object], classes: str = "tt-tr", tag: str = "div") -> None:
        self._paint = paint
        self._state = state
        self._classes = classes
        self._tag = tag
        self._rows: dict[str, _Row[D]] = {}

    def show(self, place: ui.element, documents: Iterable[D]) -> None:
        """Make the rows in `place` those of the documents, in their order."""
        shown = list(documents)
        wanted = [document["id"] for document in shown]
        for gone in self._rows.keys() - set(wanted):
            self._rows.pop(gone).root.delete()
        for document in shown:
            self._show_one(place, document)
        if self.order(place) != wanted:
            for index, one in enumerate(wanted):
                self._rows[one].root.move(place, index)

    def order(self, place: ui.element) -> list[str]:
        """The ids of the rows as they stand, which somebody may have dragged about."""
        ids = {row.root: document_id for document_id, row in self._rows.items()}
        return [ids[child] for child in place.default_slot.children if child in ids]

    def _show_one(self, place: ui.element, document: D) -> None:
        known, state = self._rows.get(document["id"]), self._state(document)
        if known is None:
            with place, box(self._classes, self._tag) as root:
                update = self._paint(document)
            self._rows[document["id"]] = _Row(root, state, update)
        elif known.state != state:
            known.state = state
            if known.update is not None:
                known.update(document)
            else:
                known.root.clear()
                with known.root:
                    known.update = self._paint(document)
