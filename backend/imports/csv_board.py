"""A board made of a table: statuses, labels and people are those that its rows name."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from backend.imports.board import NAME_LIMIT, Board, BrokenFileError, Card, Category, Column, Comment, Label, Problem
from backend.imports.board import Person as BoardPerson
from backend.imports.categories import guess
from backend.imports.csv_columns import FIELDS, Field, chosen, recognised
from backend.imports.csv_rows import Entry, Person, Rows, by_reference
from backend.imports.csv_text import Table, read_table
from backend.imports.fields import Fields, shortened
from backend.imports.trello_cards import within
from config.names import nearest
from query.fold import fold

SOURCE = "csv"
COLORS = ("#579dff", "#4bce97", "#e2b203", "#f87462", "#9f8fef", "#60c6d2", "#e774bb", "#94c748")
_ORDER = tuple(Category)


def read(data: bytes, *, scope: str, name: str, mapping: Mapping[str, str]) -> Board:
    """The board in a table. `scope`: what the same rows of another project do not share. `mapping`: column → field.

    `BrokenFileError`'s sentence goes on from the file's name.
    """
    table = read_table(data)
    require_known(table, mapping)
    fields = chosen(table.header, mapping)
    if Field.TITLE not in fields:
        columns = ", ".join(f"“{column}”" for column in table.header[:20])
        raise BrokenFileError(f"has no column of titles among {columns}: say which one it is.")
    rows = Rows(table, fields, recognised(table.header))
    entries = rows.entries()
    return _Maker(scope, rows.problems, entries).board(name)


def require_known(table: Table, mapping: Mapping[str, str]) -> None:
    """`BrokenFileError` where the mapping names a column or a field that there is not."""
    for column, field in mapping.items():
        if column not in table.header:
            raise BrokenFileError(f"has no column “{column[:60]}”{nearest(column, table.header)}.")
        if field and field not in FIELDS:
            raise BrokenFileError(f"is said to hold “{field[:60]}”, which no column can hold{nearest(field, FIELDS)}.")


class _Maker:
    """Everything that the entries name, each once. Ids begin with `scope`, but for people and labels."""

    def __init__(self, scope: str, problems: list[Problem], entries: Sequence[Entry]) -> None:
        self._scope, self._problems = scope, problems
        self._entries = self._in_order(entries)
        self._columns = self._made_columns()
        self._labels = self._made_labels()
        self._people = {
            person.source_id: person
            for entry in entries
            for person in (*entry.people, *([entry.author] if entry.author else []))
        }

    def board(self, name: str) -> Board:
        """All of it."""
        cards, last = list[Card](), dict[str, str]()
        for entry in self._entries:
            card = self._card(entry)
            cards.append(replace(card, previous=last.get(card.column)))
            last[card.column] = card.source_id
        return Board(
            source=SOURCE,
            source_id=self._scope,
            name=shortened(name, NAME_LIMIT),
            description="",
            key_hints=(name,),
            columns=tuple(self._columns.values()),
            labels=tuple(self._labels.values()),
            people=tuple(_person(person) for person in self._people.values()),
            cards=tuple(cards),
            problems=tuple(self._problems),
        )

    def _in_order(self, entries: Sequence[Entry]) -> list[Entry]:
        """As in the file, but every task behind the one above it."""
        known = by_reference(entries)
        for entry in entries:
            if entry.parent and entry.above is None:
                entry.above = known.get(entry.parent)
                if entry.above is None:
                    self._complain(entry, f"its parent “{entry.parent[:60]}” is not in the file: taken without it")
        there = {id(entry) for entry in entries}
        depths: dict[int, int] = {}
        for entry in entries:
            for one in reversed(self._up(entry, there, depths)):
                depths[id(one)] = depths[id(one.above)] + 1 if one.above else 0
        return sorted(entries, key=lambda entry: depths[id(entry)])

    def _up(self, entry: Entry, there: set[int], done: Container[int]) -> list[Entry]:
        """It, and what stands above it, as far as that is not `done`. Who comes round to himself goes no further."""
        path: dict[int, Entry] = {}
        one: Entry | None = entry
        while one is not None and id(one) not in done:
            path[id(one)] = one
            if one.above and (id(one.above) not in there or id(one.above) in path):
                self._complain(one, "stands below itself, or below a row that was not taken: taken without a parent")
                one.above = None
            one = one.above
        return list(path.values())

    def _made_columns(self) -> dict[str, Column]:
        """Name, folded → status, in the order in which work goes through them."""
        found: dict[str, Column] = {}
        for entry in self._entries:
            name = " ".join(entry.status.split())[:NAME_LIMIT]
            if name and fold(name) not in found:
                found[fold(name)] = Column(self._id("status", fold(name)), name, guess(name), is_archived=False)
        for category, name in ((Category.TODO, "Todo"), (Category.ACTIVE, "Doing"), (Category.DONE, "Done")):
            is_there = any(column.category is category for column in found.values())
            if not is_there and (not found or self._needs(category, found)):
                key = f"\0{category}"
                found[key] = Column(self._id("status", f":{category}"), name, category, False, is_implied=True)
        return dict(sorted(found.items(), key=lambda pair: _ORDER.index(pair[1].category)))

    def _needs(self, category: Category, named: Mapping[str, Column]) -> bool:
        if category is Category.DONE:
            return any(entry.is_completed for entry in self._entries)
        is_open = any(not column.category.is_closed for column in named.values())
        nameless = any(not entry.status.strip() and not entry.is_completed for entry in self._entries)
        return category is Category.TODO and nameless and not is_open

    def _column(self, entry: Entry) -> Column:
        """What is completed stands in a status that says so."""
        named = self._columns.get(fold(" ".join(entry.status.split())[:NAME_LIMIT])) if entry.status.strip() else None
        if entry.is_completed and not (named and named.category.is_closed):
            return next(column for column in self._columns.values() if column.category is Category.DONE)
        if named is not None:
            return named
        return next(column for column in self._columns.values() if not column.category.is_closed)

    def _made_labels(self) -> dict[str, Label]:
        names = {fold(name): name[:NAME_LIMIT] for entry in reversed(self._entries) for name in entry.labels}
        return {key: Label(key, name, _color(key)) for key, name in names.items()}

    def _card(self, entry: Entry) -> Card:
        row = Fields({}, entry.where, self._problems)
        return Card(
            source_id=self._id("row", entry.source_id),
            number=None,
            title=entry.title,
            description=within(row, "description", entry.description),
            column=self._column(entry).source_id,
            previous=None,
            is_archived=False,
            start_at=entry.start_at,
            due_at=entry.due_at,
            created_at=entry.created_at,
            last_activity_at=entry.completed_at,
            author=entry.author.source_id if entry.author else None,
            labels=tuple(dict.fromkeys(fold(name) for name in entry.labels)),
            assignees=tuple(dict.fromkeys(person.source_id for person in entry.people)),
            subtasks=(),
            comments=tuple(self._comments(entry, row)),
            attachments=(),
            priority=entry.priority,
            estimate=entry.estimate,
            parent=self._id("row", entry.above.source_id) if entry.above else None,
            where=entry.where,
        )

    def _comments(self, entry: Entry, row: Fields) -> Sequence[Comment]:
        """The file does not say who wrote them."""
        return [
            Comment(self._id("comment", f"{entry.source_id}/{number}"), None, None, within(row, "a comment", body))
            for number, body in enumerate(entry.comments, 1)
        ]

    def _id(self, kind: str, rest: str) -> str:
        return f"{self._scope}/{kind}/{rest}"

    def _complain(self, entry: Entry, reason: str) -> None:
        self._problems.append(Problem(entry.where, reason))


def _person(person: Person) -> BoardPerson:
    return BoardPerson(person.source_id, person.name, person.email, is_member=False)


def _color(name: str) -> str:
    return COLORS[blake2b(name.encode(), digest_size=1).digest()[0] % len(COLORS)]
