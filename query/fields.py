"""The words of the language: fields, flags, things to have, and what may be sorted by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from query.tree import DateField, NamedField, Possession

Kind = Literal["named", "priority", "number", "date", "is", "has", "sort"]

PRIORITIES: Final = ("none", "low", "medium", "high", "urgent")
CATEGORIES: Final = ("backlog", "todo", "active", "done", "cancelled")
CLOSED: Final = frozenset({"done", "cancelled"})
PEOPLE: Final = frozenset({"assignee", "author", "watching"})
TASKS: Final = frozenset({"parent", "blocks", "blocked_by", "relates_to", "duplicates", "duplicated_by"})
CUSTOM: Final = "field."


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the language. `value`: what it takes, in words for people."""

    kind: Kind
    label: str
    value: str


_PERSON = "me, none, an address, a name or an id"
_TASK = "a key such as OPS-12, an id, or none"
_DATE = "a date such as today, 7d, -2w or 2026-12-31, a range a..b, or none"

FIELDS: Final[Mapping[str, Field]] = {
    "status": Field("named", "Status", "a status or a category such as done"),
    "priority": Field("priority", "Priority", "none, low, medium, high or urgent"),
    "assignee": Field("named", "Assigned to", _PERSON),
    "author": Field("named", "Created by", _PERSON),
    "watching": Field("named", "Watched by", _PERSON),
    "label": Field("named", "Label", "a label, or none"),
    "project": Field("named", "Project", "a key such as OPS, or an id"),
    "parent": Field("named", "Subtask of", _TASK),
    "blocks": Field("named", "Blocks", _TASK),
    "blocked_by": Field("named", "Blocked by", _TASK),
    "relates_to": Field("named", "Relates to", _TASK),
    "duplicates": Field("named", "Duplicates", _TASK),
    "duplicated_by": Field("named", "Duplicated by", _TASK),
    "due": Field("date", "Due", _DATE),
    "start": Field("date", "Starts", _DATE),
    "created": Field("date", "Created", _DATE),
    "updated": Field("date", "Last changed", _DATE),
    "completed": Field("date", "Done", _DATE),
    "estimate": Field("number", "Estimate", "a number, a range a..b, or none"),
    "is": Field("is", "Is", "a flag such as open"),
    "has": Field("has", "Has", "a thing such as attachment"),
    "sort": Field("sort", "Sorted by", "fields such as due,-priority"),
}

FLAGS: Final[Mapping[str, str]] = {
    "open": "Neither done nor cancelled",
    "closed": "Done or cancelled",
    "done": "Done",
    "overdue": "Open, and due before now",
    "blocked": "Waits for another task",
    "unassigned": "Assigned to nobody",
    "mine": "Assigned to me",
    "watching": "Watched by me",
    "subtask": "Stands below another task",
    "recurring": "Comes again",
    "archived": "Put away",
    "any": "Archived tasks too",
}

POSSESSIONS: Final[tuple[str, ...]] = get_args(Possession)
NAMED: Final[tuple[NamedField, ...]] = get_args(NamedField)
DATES: Final[tuple[DateField, ...]] = get_args(DateField)

# Those that a task may be without.
DATES_OR_NONE: Final[Mapping[str, Possession]] = {"due": "due", "start": "start", "completed": "completed"}

SORTS: Final[Mapping[str, str]] = {
    "due": "due_at",
    "start": "start_at",
    "created": "created_at",
    "updated": "updated_at",
    "completed": "completed_at",
    "priority": "priority",
    "estimate": "estimate",
    "title": "title",
    "number": "number",
    "position": "position",
}
