"""An export's labels: from the board (new form) and from inside the cards (old form)."""

from collections.abc import Iterable

from backend.imports.board import Card, Label
from backend.imports.fields import Fields
from backend.imports.trello_colors import hex_of


class LabelReader:
    """Labels by Trello's id; two of the same name and colour are one."""

    def __init__(self, root: Fields) -> None:
        self._labels: dict[str, Label] = {}
        self._same: dict[str, str] = {}
        self._named: set[str] = set()
        for raw in root.rows("labels"):
            self._add(raw, root)
        for card in root.rows("cards"):
            for raw in Fields(card if isinstance(card, dict) else {}, "card", []).rows("labels"):
                self._add(raw, root)

    def resolve(self, source_id: str) -> str | None:
        """The id under which the label is imported, or None for one that the file does not describe."""
        return self._same.get(source_id)

    def of_card(self, card: Fields) -> tuple[str, ...]:
        """The labels of one card."""
        inside = [_key(Fields(raw, "", [])) for raw in card.rows("labels") if isinstance(raw, dict)]
        wanted = dict.fromkeys((*card.texts("idLabels"), *filter(None, inside)))
        unknown = [source_id for source_id in wanted if source_id not in self._same]
        if unknown:
            card.complain(f"{len(unknown)} of its labels are not in the file: left out")
        return tuple(dict.fromkeys(self._same[source_id] for source_id in wanted if source_id in self._same))

    def used_by(self, cards: Iterable[Card]) -> tuple[Label, ...]:
        """Those with a name, and of the nameless colours those that some card carries."""
        used = {source_id for card in cards for source_id in card.labels}
        return tuple(label for key, label in self._labels.items() if key in used or key in self._named)

    def _add(self, raw: object, root: Fields) -> None:
        if not isinstance(raw, dict):
            return
        row = Fields(raw, "label", root.problems)
        source_id = _key(row)
        if not source_id or source_id in self._same:
            return
        color = row.text("color")
        name = row.named("name", "")
        twin = next((known for known in self._labels.values() if _alike(known.name, name or _title(color))), None)
        if twin and twin.color == hex_of(color):
            self._same[source_id] = twin.source_id
            return
        shown = name or _title(color)
        label = Label(source_id, f"{shown} ({_title(color)})" if twin else shown, hex_of(color))
        self._labels[source_id], self._same[source_id] = label, source_id
        if name:
            self._named.add(source_id)


def _key(row: Fields) -> str:
    """The label's id; the oldest exports have none, there it is colour and name."""
    source_id = row.text("id")
    if source_id or not (row.text("color") or row.text("name")):
        return source_id
    return f"{row.text('color')}:{row.text('name')}"


def _title(color: str) -> str:
    return color.replace("_", " ").capitalize() or "Grey"


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
