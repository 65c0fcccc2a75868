"""The rows of a table, one by one: what each says of its task, and what cannot be taken."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import TypeVar

from backend.imports.board import TITLE_LIMIT, Problem
from backend.imports.csv_columns import Field
from backend.imports.csv_text import Row, Table
from backend.imports.csv_values import NO, YES, instant, is_day_first, number, priority, several
from backend.imports.fields import shortened
from query.fold import fold

Value = TypeVar("Value")

_DATES = (Field.START, Field.DUE, Field.CREATED, Field.COMPLETED)
_LABEL_IN_TITLE = re.compile(r"(?:^|\s)@([\w-]+)")
_NUMBER_OF_PERSON = re.compile(r"\s*\(\d+\)$")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a cell names: by name, by address, or both."""

    name: str
    email: str | None

    @property
    def source_id(self) -> str:
        """The same for the same person, in whatever file."""
        return self.email or fold(self.name)


@dataclass(slots=True)
class Entry:
    """A row that becomes a task. `parent`: how the file refers to the task above it."""

    row: Row
    where: str
    title: str
    description: str
    status: str
    priority: str | None
    people: list[Person]
    author: Person | None
    labels: list[str]
    start_at: datetime | None
    due_at: datetime | None
    created_at: datetime | None
    completed_at: datetime | None
    is_completed: bool
    estimate: float | None
    ids: list[str]
    parent: str
    comments: list[str]
    source_id: str = ""
    above: "Entry | None" = None


@dataclass(slots=True)
class Rows:
    """All rows of a table, whose columns hold `fields`. `recognised`: whose export it is."""

    table: Table
    fields: Sequence[Field | None]
    recognised: str
    problems: list[Problem] = field(default_factory=list)

    def entries(self) -> list[Entry]:
        """The rows that become tasks, each with an id that it has in the next file too."""
        day_first = is_day_first(self._texts(*_DATES))
        found = list(self._todoist(day_first) if self.recognised == "todoist" else self._plain(day_first))
        return list(self._identified(found))

    def _plain(self, day_first: bool) -> Iterator[Entry]:
        for row in self.table.rows:
            if entry := self._entry(row, day_first=day_first):
                yield entry

    def _todoist(self, day_first: bool) -> Iterator[Entry]:
        """Sections and comments stand between the tasks to which they belong; subtasks are indented."""
        section, above = "", list[Entry]()
        for row in self.table.rows:
            cells = Cells(self.fields, row, self.problems)
            match cells.text(Field.KIND).lower():
                case "section":
                    section, above = cells.text(Field.TITLE), []
                case "note" if above:
                    above[-1].comments.append(cells.text(Field.TITLE))
                case "task" | "":
                    if entry := self._entry(row, day_first=day_first):
                        level = cells.text(Field.LEVEL)
                        depth = max(int(level) - 1, 0) if level.isdecimal() else 0
                        above = above[:depth]
                        entry.status, entry.above = section, above[-1] if above else None
                        above.append(_with_labels(entry))
                        yield entry

    def _entry(self, row: Row, *, day_first: bool) -> Entry | None:
        cells = Cells(self.fields, row, self.problems)
        if not cells.text(Field.TITLE):
            cells.complain("has no title: not taken")
            return None

        def moment(which: Field, called: str) -> datetime | None:
            return cells.parsed(which, called, lambda text: instant(text, day_first=day_first))

        done = fold(cells.text(Field.COMPLETED))
        title, description = cells.title_and_description()
        completed_at = None if done in YES | NO else moment(Field.COMPLETED, "date of completion")
        return Entry(
            row=row,
            where=cells.where,
            title=title,
            description=description,
            status=cells.text(Field.STATUS),
            priority=self._priority(cells),
            people=cells.people(),
            author=cells.person(cells.text(Field.AUTHOR)),
            labels=[label for text in cells.texts(Field.LABELS) for label in several(text)],
            start_at=moment(Field.START, "start date"),
            due_at=moment(Field.DUE, "due date"),
            created_at=moment(Field.CREATED, "date of creation"),
            completed_at=completed_at,
            is_completed=done in YES or completed_at is not None,
            estimate=cells.parsed(Field.ESTIMATE, "estimate", number),
            ids=[text for which in (Field.ID, Field.OTHER_ID) if (text := cells.text(which))],
            parent=cells.text(Field.PARENT),
            comments=cells.texts(Field.COMMENT),
        )

    def _priority(self, cells: "Cells") -> str | None:
        text = cells.text(Field.PRIORITY)
        if self.recognised == "todoist" and text == "4":
            return "none"  # its last one is no priority at all
        known = priority(text)
        if text and known is None:
            cells.complain(f"priority “{text[:40]}” is not known: left out")
        return known or ("none" if Field.PRIORITY in self.fields else None)

    def _identified(self, entries: Sequence[Entry]) -> Iterator[Entry]:
        """By the file's own id; without one by what the whole row says, so that the same row is the same task."""
        seen = Counter[str]()
        for entry in entries:
            own = entry.ids[0] if Field.ID in self.fields and entry.ids else ""
            key = own or f"row:{blake2b(repr(entry.row.cells).encode(), digest_size=16).hexdigest()}"
            seen[key] += 1
            if own and seen[key] > 1:
                self.problems.append(Problem(entry.where, "has the same id as another one: not taken"))
                continue
            entry.source_id = key if seen[key] == 1 else f"{key}:{seen[key]}"
            yield entry

    def _texts(self, *fields: Field) -> Iterator[str]:
        places = [index for index, which in enumerate(self.fields) if which in fields]
        return (row.cells[index] for row in self.table.rows for index in places)


@dataclass(frozen=True, slots=True)
class Cells:
    """One row, by what its columns hold."""

    fields: Sequence[Field | None]
    row: Row
    problems: list[Problem]

    @property
    def where(self) -> str:
        """How a report names the row."""
        title = self.text(Field.TITLE)
        return f"line {self.row.line} “{title[:60]}”" if title else f"line {self.row.line}"

    def texts(self, wanted: Field) -> list[str]:
        """What the columns of this field say."""
        cells = zip(self.fields, self.row.cells, strict=True)
        return [text for which, cell in cells if which == wanted and (text := cell.strip())]

    def text(self, wanted: Field) -> str:
        """What the first of them says, or ""."""
        return next(iter(self.texts(wanted)), "")

    def title_and_description(self) -> tuple[str, str]:
        """Within their limits; a title that is too long stands in full in the description."""
        title = " ".join(self.text(Field.TITLE).split())
        description = "\n\n".join(self.texts(Field.DESCRIPTION))
        if len(title) > TITLE_LIMIT:
            self.complain(f"its title has {len(title)} characters: cut to {TITLE_LIMIT}, in full in the description")
            description = f"{title}\n\n{description}".rstrip()
        return shortened(title, TITLE_LIMIT), description

    def parsed(self, wanted: Field, called: str, parse: Callable[[str], Value]) -> Value | None:
        """The value of a cell; None where it is empty, or says nothing that can be read, which is told."""
        text = self.text(wanted)
        if not text:
            return None
        try:
            return parse(text)
        except (ValueError, OverflowError):
            self.complain(f"{called} “{text[:40]}” cannot be read: left out")
            return None

    def people(self) -> list[Person]:
        """Who is to do it. An address beside a single name is that person's."""
        names = [name for text in self.texts(Field.ASSIGNEES) for name in several(text)]
        email = self.text(Field.ASSIGNEE_EMAIL).lower()
        if "@" in email and len(names) < 2:
            return [Person(names[0] if names else email.partition("@")[0], email)]
        return [found for name in names if (found := self.person(name))]

    def person(self, text: str) -> Person | None:
        """Somebody by name or address; `Ann (123)` is Ann."""
        name = _NUMBER_OF_PERSON.sub("", " ".join(text.split()))
        if "@" in name and " " not in name:
            return Person(name.partition("@")[0], name.lower())
        return Person(name, None) if name else None

    def complain(self, reason: str) -> None:
        """Tell what is wrong with this row."""
        self.problems.append(Problem(self.where, reason))


def by_reference(entries: Sequence[Entry]) -> Mapping[str, Entry]:
    """How a row may call another one: by any of its ids, or by its title where no other has that."""
    titles = Counter(entry.title for entry in entries)
    named = {entry.title: entry for entry in entries if titles[entry.title] == 1}
    return named | {key: entry for entry in entries for key in entry.ids}


def _with_labels(entry: Entry) -> Entry:
    """Todoist writes labels into the title, each with an @."""
    labels = _LABEL_IN_TITLE.findall(entry.title)
    title = _LABEL_IN_TITLE.sub("", entry.title).strip()
    if labels and title:
        entry.title, entry.labels = title, [*entry.labels, *labels]
    return entry
