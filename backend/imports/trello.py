"""Trello's JSON export of a board (Board menu → Print, export and share → Export as JSON), old form and new.

The old one (until about 2015) has no `labels`: they stand inside the cards. Comments are among the `actions`, of which
Trello exports the newest thousand; checklists stand beside the cards. Instants of creation are read from the ids, whose
first eight hexadecimal digits are seconds since 1970 (MongoDB's ObjectId).
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from backend.imports.board import NAME_LIMIT, Board, BrokenFileError, Card, Category, Column, Problem
from backend.imports.categories import guess
from backend.imports.fields import BadRowError, Fields, unlike
from backend.imports.trello_cards import CardReader
from backend.imports.trello_labels import LabelReader
from backend.imports.trello_people import PeopleReader

SIZE_LIMIT = 128 * 1024 * 1024  # bytes; a board of 5,000 cards has about 30 MiB
ACTIONS_EXPORTED = 1000
# What becomes of a file in memory follows from these: `{}` is two bytes there, and seventy here.
MOST_BRACKETS = 1_000_000
MOST_VALUES = 3_000_000


def read_file(path: Path) -> Board:
    """The board in the file at `path`. `BrokenFileError` says in one sentence why there is none."""
    data = content_of(path)
    try:
        return read(data)
    except BrokenFileError as error:
        raise BrokenFileError(f"{path.name} {error}") from None


def content_of(path: Path) -> bytes:
    """The bytes of a file. `BrokenFileError` says in one sentence why there are none, or too many."""
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise BrokenFileError(f"{path.name} is larger than {SIZE_LIMIT // 1024 // 1024} MiB, which no export is.")
        return path.read_bytes()
    except OSError as error:
        raise BrokenFileError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from None


def read(data: bytes) -> Board:
    """The board in `data`. `BrokenFileError`'s sentence goes on from the file's name."""
    root = Fields(_parse(data), "board", [])
    source_id = _identity(root)
    people = PeopleReader(root)
    labels = LabelReader(root)
    columns = _columns(root)
    cards = CardReader(root, people, labels).read(columns)
    _tell_what_is_missing(root, cards)
    return Board(
        source="trello",
        source_id=source_id,
        name=root.named("name", "Trello"),
        description=root.text("desc"),
        key_hints=(root.text("name"), urlsplit(root.text("url")).path.rpartition("/")[2]),
        columns=(*_with_done(source_id, columns, cards), *_missing_columns(root, columns, cards)),
        labels=labels.used_by(cards),
        people=people.used_by(cards),
        cards=cards,
        problems=tuple(root.problems),
    )


def _parse(data: bytes) -> dict[str, object]:
    if data.count(b"{") + data.count(b"[") > MOST_BRACKETS:
        raise BrokenFileError(f"holds more than {MOST_BRACKETS:,} objects and lists, which no board does.")
    if data.count(b",") > MOST_VALUES:
        raise BrokenFileError(f"holds more than {MOST_VALUES:,} values, which no board does.")
    try:
        parsed = json.loads(data)
    except UnicodeDecodeError:
        raise BrokenFileError("is not a text file in UTF-8.") from None
    except json.JSONDecodeError as error:
        what = error.msg.lower().removesuffix(" at")
        raise BrokenFileError(f"is not complete JSON: {what} in line {error.lineno}, column {error.colno}.") from None
    except (ValueError, RecursionError):
        raise BrokenFileError("is not JSON of a sane size and depth.") from None
    if not isinstance(parsed, dict):
        raise BrokenFileError("is JSON, but not a Trello board.")
    return parsed


def _identity(root: Fields) -> str:
    """The board's id, once it is certain that this is a board."""
    missing = [name for name in ("lists", "cards") if not isinstance(root.row.get(name), list)]
    board_id = root.row.get("id")
    if missing or not isinstance(board_id, str) or not board_id.strip():
        what = " and ".join(missing) or "id"
        raise BrokenFileError(f"is JSON, but not a Trello board: it has no {what}.")
    if not isinstance(root.row.get("name"), str):
        raise BrokenFileError("is JSON, but not a Trello board: its name is not text.")
    return board_id


def _columns(root: Fields) -> tuple[Column, ...]:
    """The lists from left to right."""
    found: dict[str, tuple[float, Column]] = {}
    for index, raw in enumerate(root.rows("lists"), 1):
        where = f"list {index}"
        try:
            row = _row(raw, where, root.problems)
            source_id = row.required("id")
            unlike(source_id, found)
        except BadRowError as error:
            root.problems.append(Problem(where, f"{error}: not taken"))
            continue
        name = row.named("name", "Untitled")
        if not row.text("name").strip():
            row.complain("has no name: called “Untitled”")
        column = Column(source_id, name, guess(name), row.flag("closed"))
        found[source_id] = (row.number("pos"), column)
    return tuple(column for _, column in sorted(found.values(), key=lambda pair: pair[0]))


def _row(raw: object, where: str, problems: list[Problem]) -> Fields:
    if not isinstance(raw, dict):
        raise BadRowError("is not an object")
    return Fields(raw, where, problems)


def _with_done(board_id: str, columns: Sequence[Column], cards: Iterable[Card]) -> tuple[Column, ...]:
    """Ticked checklist items need somewhere to be done."""
    has_done_items = any(subtask.is_done for card in cards for subtask in card.subtasks)
    if not has_done_items or any(column.category is Category.DONE and not column.is_archived for column in columns):
        return tuple(columns)
    return (*columns, Column(f"{board_id}:done", "Done", Category.DONE, is_archived=False))


def _missing_columns(root: Fields, columns: Sequence[Column], cards: Iterable[Card]) -> tuple[Column, ...]:
    """Lists that were deleted, or left out of the export, and yet have cards: archived, under their last known name."""
    known = {column.source_id for column in columns}
    names = _names_in_actions(root)
    missing = dict.fromkeys(card.column for card in cards if card.column not in known)
    return tuple(
        Column(source_id, name, guess(name), is_archived=True)
        for source_id in missing
        if (name := names.get(source_id, "Deleted list"))
    )


def _names_in_actions(root: Fields) -> dict[str, str]:
    names: dict[str, str] = {}
    for raw in root.rows("actions"):
        data = Fields(raw if isinstance(raw, dict) else {}, "action", root.problems).inner("data")
        for key in ("list", "listAfter", "listBefore"):
            found = data.inner(key).row
            match found.get("id"), found.get("name"):
                case str(source_id), str(name) if name.strip() and "\x00" not in name:
                    names.setdefault(source_id, name[:NAME_LIMIT])
    return names


def _tell_what_is_missing(root: Fields, cards: Sequence[Card]) -> None:
    """What the board has and the file, or Tasktide, has not."""
    rows = (Fields(raw, "", []) for raw in root.rows("cards") if isinstance(raw, dict))
    badges = {row.text("id"): row.inner("badges").integer("comments") or 0 for row in rows}
    promised = sum(badges.get(card.source_id, 0) for card in cards)
    absent = promised - sum(len(card.comments) for card in cards)
    if absent > 0:
        newest = f"Trello exports the newest {ACTIONS_EXPORTED:,} actions"
        root.complain(f"{absent} of {promised} comments are not in the file ({newest})")
    if fields := len(root.rows("customFields")):
        root.complain(f"{fields} custom fields and their values are not taken")
