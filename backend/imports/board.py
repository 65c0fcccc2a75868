"""What every reader makes of a foreign file, and all that the writer knows of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

TITLE_LIMIT = 500  # characters
DESCRIPTION_LIMIT = 64 * 1024  # bytes of UTF-8
NAME_LIMIT = 120  # characters, of boards, columns and labels
URL_LIMIT = 2000


class BrokenFileError(Exception):
    """The file as a whole cannot be read, so that nothing of it is imported. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that could not be taken, or not as it stands, and why."""

    row: str
    reason: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the file names. `is_member`: still on the board."""

    source_id: str
    name: str
    email: str | None
    is_member: bool


@dataclass(frozen=True, slots=True)
class Label:
    """`color` as #rrggbb."""

    source_id: str
    name: str
    color: str


class Category(StrEnum):
    """What a status means, whatever it is called."""

    BACKLOG = "backlog"
    TODO = "todo"
    ACTIVE = "active"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def is_closed(self) -> bool:
        """Nobody works on it any more."""
        return self in {Category.DONE, Category.CANCELLED}


@dataclass(frozen=True, slots=True)
class Column:
    """A list of the board. `is_implied`: the file names none, any status of this category will do."""

    source_id: str
    name: str
    category: Category
    is_archived: bool
    is_implied: bool = False


@dataclass(frozen=True, slots=True)
class Subtask:
    """An item of a checklist. `assignee` is a person's source id."""

    source_id: str
    title: str
    is_done: bool
    due_at: datetime | None
    assignee: str | None


@dataclass(frozen=True, slots=True)
class Comment:
    """`author` is a person's source id; None where nobody is known."""

    source_id: str
    author: str | None
    at: datetime | None
    body: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A link; `url` begins with http:// or https://."""

    source_id: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """A card; columns, labels and people by their source ids. `previous`: the card above it in its column.

    Of the last ones None where the file does not say. `parent`: a card that stands before this one in the board.
    `where`: how a report names it.
    """

    source_id: str
    number: int | None
    title: str
    description: str
    column: str
    previous: str | None
    is_archived: bool
    start_at: datetime | None
    due_at: datetime | None
    created_at: datetime | None
    last_activity_at: datetime | None
    author: str | None
    labels: tuple[str, ...]
    assignees: tuple[str, ...]
    subtasks: tuple[Subtask, ...]
    comments: tuple[Comment, ...]
    attachments: tuple[Attachment, ...]
    priority: str | None = None
    estimate: float | None = None
    parent: str | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """A whole board. `key_hints`: texts from which its key may be made, best first."""

    source: str
    source_id: str
    name: str
    description: str
    key_hints: tuple[str, ...]
    columns: tuple[Column, ...]
    labels: tuple[Label, ...]
    people: tuple[Person, ...]
    cards: tuple[Card, ...]
    problems: tuple[Problem, ...]
