"""An export's cards with what hangs on them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from backend.imports.board import (
    DESCRIPTION_LIMIT,
    TITLE_LIMIT,
    URL_LIMIT,
    Attachment,
    Card,
    Column,
    Comment,
    Problem,
    Subtask,
)
from backend.imports.fields import BadRowError, Fields, shortened, unlike
from backend.imports.trello_labels import LabelReader
from backend.imports.trello_people import PeopleReader

COMMENT_TYPES = frozenset({"commentCard", "copyCommentCard"})
CREATION_TYPES = frozenset({"createCard", "copyCard", "convertToCardFromCheckItem", "emailCard"})
FIRST_YEAR = 2011  # Trello's


class CardReader:
    """Cards, with the checklists and comments that stand elsewhere in the file."""

    def __init__(self, root: Fields, people: PeopleReader, labels: LabelReader) -> None:
        self._root, self._people, self._labels = root, people, labels
        self._checklists = _grouped(root, "checklists", lambda row: row.text("idCard"))
        comments = (row for row in _objects(root, "actions", "action") if _type(row) in COMMENT_TYPES)
        self._comments = _by_card(comments, lambda row: row.inner("data").inner("card").text("id"))
        self._authors = {
            row.inner("data").inner("card").text("id"): row.text("idMemberCreator")
            for row in _objects(root, "actions", "action")
            if _type(row) in CREATION_TYPES
        }

    def read(self, columns: Sequence[Column]) -> tuple[Card, ...]:
        """The cards that can be taken, column by column in order."""
        order = {column.source_id: index for index, column in enumerate(columns)}
        found: dict[str, tuple[int, float, Card]] = {}
        for index, raw in enumerate(self._root.rows("cards"), 1):
            where = f"card {index}"
            try:
                row = self._row(raw, where)
                where = row.where
                source_id = row.required("id")
                unlike(source_id, found)
                card = self._card(row, source_id)
            except BadRowError as error:
                self._root.problems.append(Problem(where, f"{error}: not taken"))
                continue
            self._tell_of_column(row, card.column, columns)
            found[source_id] = (order.get(card.column, len(order)), row.number("pos"), card)
        self._tell_orphans(found)
        return tuple(_chained(card for *_, card in sorted(found.values(), key=lambda each: each[:2])))

    def _row(self, raw: object, where: str) -> Fields:
        if not isinstance(raw, dict):
            raise BadRowError("is not an object")
        number = Fields(raw, where, []).integer("idShort")
        name = Fields(raw, where, []).text("name").strip()
        where = f"card #{number}" if number is not None else where
        return Fields(raw, f"{where} “{name[:60]}”" if name else where, self._root.problems)

    def _tell_of_column(self, row: Fields, column_id: str, columns: Sequence[Column]) -> None:
        column = next((column for column in columns if column.source_id == column_id), None)
        if column is None:
            row.complain("its list is not in the file: put into an archived status")
        elif row.flag("dueComplete") and not column.category.is_closed:
            row.complain(f"is ticked off in Trello, but in the list “{column.name}”, which is no done one: left open")

    def _card(self, row: Fields, source_id: str) -> Card:
        title, description = self._texts(row)
        author = self._authors.get(source_id)
        return Card(
            source_id=source_id,
            number=row.integer("idShort"),
            title=title,
            description=description,
            column=row.required("idList"),
            previous=None,
            is_archived=row.flag("closed"),
            start_at=row.instant("start"),
            due_at=row.instant("due"),
            created_at=created_at(source_id),
            last_activity_at=row.instant("dateLastActivity"),
            author=author if author and self._people.knows(author) else None,
            labels=self._labels.of_card(row),
            assignees=self._assignees(row),
            subtasks=tuple(self._subtasks(row, source_id)),
            comments=tuple(self._read_comments(source_id)),
            attachments=tuple(self._attachments(row)),
        )

    def _texts(self, row: Fields) -> tuple[str, str]:
        """Title and description within their limits; a title that is too long stands in full in the description."""
        title, description = " ".join(row.text("name").split()), row.text("desc")
        if not title:
            row.complain("has no name: called “Untitled”")
        if len(title) > TITLE_LIMIT:
            row.complain(f"its name has {len(title)} characters: cut to {TITLE_LIMIT}, in full in the description")
            description = f"{title}\n\n{description}".rstrip()
            title = shortened(title, TITLE_LIMIT)
        return title or "Untitled", within(row, "desc", description)

    def _assignees(self, row: Fields) -> tuple[str, ...]:
        wanted = row.texts("idMembers")
        known = tuple(source_id for source_id in wanted if self._people.knows(source_id))
        if len(known) < len(wanted):
            row.complain(f"{len(wanted) - len(known)} of its members are not in the file: left out")
        return known

    def _subtasks(self, card: Fields, source_id: str) -> Iterable[Subtask]:
        embedded = [Fields(raw, card.where, card.problems) for raw in card.rows("checklists") if isinstance(raw, dict)]
        lists = sorted(self._checklists.get(source_id, []) or embedded, key=lambda row: row.number("pos"))
        ticked = {
            state.text("idCheckItem")
            for raw in card.rows("checkItemStates")
            if (state := Fields(raw if isinstance(raw, dict) else {}, "", [])).text("state") == "complete"
        }
        for checklist in lists:
            prefix = f"{checklist.text('name').strip()}: " if len(lists) > 1 and checklist.text("name").strip() else ""
            items = [
                Fields(raw, card.where, card.problems) for raw in checklist.rows("checkItems") if isinstance(raw, dict)
            ]
            for item in sorted(items, key=lambda row: row.number("pos")):
                if subtask := self._subtask(item, prefix, ticked):
                    yield subtask

    def _subtask(self, item: Fields, prefix: str, ticked: set[str]) -> Subtask | None:
        source_id, name = item.text("id"), " ".join(item.text("name").split())
        if not source_id or not name:
            item.complain("an item of its checklist has no name or no id: not taken")
            return None
        title = prefix + name
        if len(title) > TITLE_LIMIT:
            item.complain(f"an item of its checklist has {len(title)} characters: cut to {TITLE_LIMIT}")
            title = shortened(title, TITLE_LIMIT)
        assignee = item.text("idMember")
        is_done = item.text("state") == "complete" or source_id in ticked
        return Subtask(
            source_id, title, is_done, item.instant("due"), assignee if self._people.knows(assignee) else None
        )

    def _read_comments(self, source_id: str) -> list[Comment]:
        """Oldest first."""
        found: dict[str, Comment] = {}
        for row in self._comments.get(source_id, []):
            body, comment_id = row.inner("data").text("text"), row.text("id")
            if not body.strip() or not comment_id:
                row.complain("a comment has no text or no id: not taken")
                continue
            author = row.text("idMemberCreator") or row.inner("memberCreator").text("id")
            at = row.instant("date") or created_at(comment_id)
            known = author if self._people.knows(author) else None
            found[comment_id] = Comment(comment_id, known, at, within(row, "a comment", body))
        return sorted(found.values(), key=lambda comment: comment.at or datetime.min.replace(tzinfo=UTC))

    def _attachments(self, card: Fields) -> Iterable[Attachment]:
        for raw in card.rows("attachments"):
            row = Fields(raw if isinstance(raw, dict) else {}, card.where, card.problems)
            source_id, url = row.text("id"), row.text("url").strip()
            if not source_id or urlsplit(url).scheme not in {"http", "https"}:
                row.complain(f"attachment “{(row.text('name') or url)[:60]}” has no web address: not taken")
                continue
            if len(url) > URL_LIMIT:
                row.complain(
                    f"attachment “{row.text('name')[:60]}” has an address of {len(url):,} characters: not taken"
                )
                continue
            name = row.text("name").strip() or unquote(url.rstrip("/").rpartition("/")[2]) or url
            yield Attachment(source_id, shortened(name, TITLE_LIMIT), url)

    def _tell_orphans(self, cards: Mapping[str, object]) -> None:
        """Checklists and comments of cards that the file does not have."""
        for what, groups in (("checklists", self._checklists), ("comments", self._comments)):
            orphans = sum(len(rows) for source_id, rows in groups.items() if source_id not in cards)
            if orphans:
                self._root.complain(f"{orphans} {what} belong to cards that are not in the file: not taken")


def _chained(cards: Iterable[Card]) -> Iterable[Card]:
    """Each card with the one above it in its column."""
    above: dict[str, str] = {}
    for card in cards:
        yield replace(card, previous=above.get(card.column))
        above[card.column] = card.source_id


def within(row: Fields, what: str, text: str) -> str:
    """The text, cut where it is longer than a description may be."""
    data = text.encode()
    if len(data) <= DESCRIPTION_LIMIT:
        return text
    row.complain(f"{what} has {len(data):,} bytes: cut to {DESCRIPTION_LIMIT:,}")
    return data[: DESCRIPTION_LIMIT - len("…".encode())].decode(errors="ignore") + "…"


def created_at(source_id: str) -> datetime | None:
    """The instant inside an id, or None where it is none of Trello's."""
    try:
        moment = datetime.fromtimestamp(int(source_id[:8], 16), UTC)
    except (ValueError, OverflowError):
        return None
    return moment if len(source_id) == 24 and moment.year >= FIRST_YEAR else None


def _type(action: Fields) -> str:
    value = action.row.get("type")
    return value if isinstance(value, str) else ""


def _objects(root: Fields, name: str, where: str) -> list[Fields]:
    rows = enumerate(root.rows(name), 1)
    return [Fields(raw, f"{where} {index}", root.problems) for index, raw in rows if isinstance(raw, dict)]


def _grouped(root: Fields, name: str, card_of: Callable[[Fields], str]) -> dict[str, list[Fields]]:
    return _by_card(_objects(root, name, "checklist"), card_of)


def _by_card(rows: Iterable[Fields], card_of: Callable[[Fields], str]) -> dict[str, list[Fields]]:
    grouped: dict[str, list[Fields]] = {}
    for row in rows:
        grouped.setdefault(card_of(row), []).append(row)
    return grouped
