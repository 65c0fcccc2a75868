"""A query as a tree. It depends on no reader: who asks, where and when comes in when it is evaluated.

Frozen and comparable, so a parsed query is kept and shared. What the query names (labels, people …) is a `Name` until
`query.resolve` has put its id in place; the back ends take resolved trees.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from query.moments import Edge
from query.written import Item, Name

FlagName = Literal["open", "closed", "done", "overdue", "blocked", "subtask", "recurring", "archived", "any", "deleted"]
"""What a task is or is not; `any` is said of every task. `deleted` is for whoever shows the trash, not for queries."""

Possession = Literal[
    "assignee",
    "attachment",
    "author",
    "comment",
    "completed",
    "description",
    "due",
    "estimate",
    "label",
    "link",
    "parent",
    "start",
    "subtask",
]
"""What a task may have."""

NamedField = Literal[
    "status",
    "label",
    "project",
    "assignee",
    "author",
    "watching",
    "parent",
    "blocks",
    "blocked_by",
    "relates_to",
    "duplicates",
    "duplicated_by",
]
"""Fields that hold other things."""

DateField = Literal["due", "start", "created", "updated", "completed"]


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`; None: without an end. `*_included`: whether the end belongs to it."""

    low: float | None = None
    high: float | None = None
    low_included: bool = True
    high_included: bool = True

    def holds(self, number: float) -> bool:
        """Whether `number` lies in it."""
        above = self.low is None or number > self.low or (self.low_included and number == self.low)
        below = self.high is None or number < self.high or (self.high_included and number == self.high)
        return above and below


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds. Without parts: every task."""

    parts: tuple["Tree", ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """One of the parts holds. Without parts: no task."""

    parts: tuple["Tree", ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Tree"


@dataclass(frozen=True, slots=True)
class Word:
    """A folded text somewhere in key, title or description."""

    text: str


@dataclass(frozen=True, slots=True)
class Flag:
    """`is:`."""

    name: FlagName


@dataclass(frozen=True, slots=True)
class Has:
    """`has:`."""

    what: Possession


@dataclass(frozen=True, slots=True)
class Among:
    """A field holds one of these things, the reader, or nothing. `names` is empty once the tree is resolved."""

    field: NamedField
    ids: frozenset[str] = frozenset()
    names: tuple[Name, ...] = ()
    me: bool = False
    none: bool = False


@dataclass(frozen=True, slots=True)
class InCategory:
    """The status means one of these, whatever its name."""

    categories: frozenset[str]


@dataclass(frozen=True, slots=True)
class PriorityIn:
    """The priority, as a number from 0 (none) to 4 (urgent), is one of these."""

    ranks: frozenset[int]


@dataclass(frozen=True, slots=True)
class Estimated:
    """The estimate lies in a range."""

    range: Range


@dataclass(frozen=True, slots=True)
class Dated:
    """A date lies between two edges; None: without an end."""

    field: DateField
    since: Edge | None
    until: Edge | None


@dataclass(frozen=True, slots=True)
class Custom:
    """A custom field as written; what it means depends on its type, so resolving replaces it."""

    key: Name
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class FieldSet:
    """A custom field has a value."""

    key: str


@dataclass(frozen=True, slots=True)
class FieldText:
    """A custom field's text holds a folded text."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldAmong:
    """A custom field is one of these texts, or a list with one of them, or names the reader."""

    key: str
    values: frozenset[str]
    me: bool = False


@dataclass(frozen=True, slots=True)
class FieldNumber:
    """A custom field's number lies in a range."""

    key: str
    range: Range


@dataclass(frozen=True, slots=True)
class FieldDate:
    """A custom field's calendar day lies between two edges."""

    key: str
    since: Edge | None
    until: Edge | None


@dataclass(frozen=True, slots=True)
class FieldChecked:
    """A custom field's box is checked."""

    key: str


Tree: TypeAlias = (
    All
    | Either
    | Not
    | Word
    | Flag
    | Has
    | Among
    | InCategory
    | PriorityIn
    | Estimated
    | Dated
    | Custom
    | FieldSet
    | FieldText
    | FieldAmong
    | FieldNumber
    | FieldDate
    | FieldChecked
)

EVERYTHING = All()
NOTHING = Either()


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query.

    `sort` as the API's parameter of that name takes it, or None.
    """

    tree: Tree
    sort: str | None = None


def branches(tree: Tree) -> tuple[Tree, ...]:
    """The parts right below."""
    match tree:
        case All(parts) | Either(parts):
            return parts
        case Not(part):
            return (part,)
        case _:
            return ()


def leaves(tree: Tree) -> Iterator[Tree]:
    """The terms of which a tree is made, from left to right."""
    below = branches(tree)
    if not below and not isinstance(tree, All | Either):
        yield tree
    for part in below:
        yield from leaves(part)


def either_of(*parts: Tree) -> Tree:
    """One of the parts holds."""
    return parts[0] if len(parts) == 1 else Either(parts)


def listed(tree: Tree, *, archived: bool | None = None, deleted: bool = False) -> Tree:
    """What a list shows of it: not the trash, or only that; archived tasks only if it, or `archived`, says so."""
    says = any(isinstance(leaf, Flag) and leaf.name in {"archived", "any"} for leaf in leaves(tree))
    trash, away = Flag("deleted"), Flag("archived")
    parts = [tree, trash if deleted else Not(trash)]
    if archived is not None:
        parts.append(away if archived else Not(away))
    elif not says:
        parts.append(Not(away))
    return All(tuple(part for part in parts if part != EVERYTHING))
