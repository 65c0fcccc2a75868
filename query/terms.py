"""What a term such as `due:<7d` means: from field and values, as written, to the tree."""

import math
import re
from collections.abc import Callable, Mapping
from typing import cast, get_args

from config.names import nearest
from query.errors import QueryError
from query.fields import CATEGORIES, CUSTOM, DATES_OR_NONE, FIELDS, FLAGS, PEOPLE, POSSESSIONS, PRIORITIES, SORTS, TASKS
from query.moments import Edge, is_long, moment
from query.tree import (
    Among,
    Custom,
    Dated,
    DateField,
    Estimated,
    Flag,
    FlagName,
    Has,
    InCategory,
    NamedField,
    Not,
    Possession,
    PriorityIn,
    Range,
    Tree,
    either_of,
)
from query.written import Item, Name, Value

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_TASK = re.compile(r"[A-Za-z][A-Za-z0-9]{0,9}-[1-9][0-9]{0,8}|[0-9A-Fa-f]{8}(?:-?[0-9A-Fa-f]{4}){3}-?[0-9A-Fa-f]{12}")
_WITHOUT_NONE = frozenset({"status", "project"})


def term(field: Name, items: tuple[Item, ...]) -> Tree:
    """The meaning of one term. Not for `sort:`, which asks nothing of a task."""
    name = field.text.lower()
    if name.startswith(CUSTOM):
        return Custom(_custom_key(field), items)
    known = FIELDS.get(name)
    if known is None:
        raise QueryError(
            f"there is no field {field.text!r}{nearest(name, FIELDS)}"
            " (put words with a colon in quotes to look for them as text)",
            field.at,
        )
    if known.kind == "named":
        return _named(cast("NamedField", name), [single(name, item) for item in items])
    return either_of(*(_TERMS[known.kind](name, item) for item in items))


def single(field: str, item: Item) -> Value:
    """The value of an item that is no comparison."""
    if item.operator != "=" or item.value is None:
        raise QueryError(f"{field}: takes no comparison; it takes {_value_of(field)}", item.at)
    return item.value


def order(items: tuple[Item, ...]) -> str:
    """`due,-priority` → `due_at,-priority`, as the API's parameter `sort` has it."""
    return ",".join(_sort_key(single("sort", item)) for item in items)


def number_range(field: str, item: Item) -> Range:
    """The numbers that an item means."""
    low, high = item.value, item.upper
    match item.operator:
        case "<" | "<=":
            return Range(None, _number(field, low), high_included=item.operator == "<=")
        case ">" | ">=":
            return Range(_number(field, low), None, low_included=item.operator == ">=")
        case "..":
            return Range(_number(field, low) if low else None, _number(field, high) if high else None)
        case _:
            return Range(_number(field, low), _number(field, low))


def edges(field: str, item: Item) -> tuple[Edge | None, Edge | None]:
    """Where the time that an item means begins and ends."""
    low, high = item.value, item.upper
    match item.operator:
        case "<" | "<=":
            return None, _edge(field, low, at_end=item.operator == "<=")
        case ">" | ">=":
            return _edge(field, low, at_end=item.operator == ">"), None
        case "..":
            return _edge(field, low, at_end=False), _edge(field, high, at_end=True)
        case _:
            since = _edge(field, low, at_end=False)
            if since is not None and not is_long(since.moment):
                raise QueryError(
                    f"{item.value.text if item.value else ''} is an instant: write < or > before it", item.at
                )
            return since, _edge(field, low, at_end=True)


def _custom_key(field: Name) -> Name:
    key = field.text.lower().removeprefix(CUSTOM)
    if not KEY.fullmatch(key):
        raise QueryError(f"{key!r} is no key of a custom field", field.at + len(CUSTOM))
    return Name(key, field.at + len(CUSTOM))


def _named(field: NamedField, values: list[Value]) -> Tree:
    me = field in PEOPLE and any(value.word == "me" for value in values)
    none = field not in _WITHOUT_NONE and any(value.word == "none" for value in values)
    categories = frozenset(value.word for value in values if field == "status") & frozenset(CATEGORIES)
    keywords = {*(["me"] if me else []), *(["none"] if none else []), *categories}
    names = tuple(_name(field, value) for value in values if value.word not in keywords)
    among = Among(field, names=names, me=me, none=none)
    if not categories:
        return among
    return either_of(InCategory(categories), *([among] if names else []))


def _name(field: NamedField, value: Value) -> Name:
    if field in TASKS and not _TASK.fullmatch(value.text):
        raise QueryError(f"{field}: expected {_value_of(field)}, not {value.text!r}", value.at)
    return Name(value.text, value.at)


def _priority(field: str, item: Item) -> Tree:
    ranks = range(len(PRIORITIES))
    low = _rank(field, item.value) if item.value else ranks[0]
    high = _rank(field, item.upper) if item.upper else ranks[-1]
    match item.operator:
        case "<":
            chosen = ranks[:low]
        case "<=":
            chosen = ranks[: low + 1]
        case ">":
            chosen = ranks[low + 1 :]
        case ">=":
            chosen = ranks[low:]
        case "..":
            chosen = ranks[low : high + 1]
        case _:
            chosen = ranks[low : low + 1]
    return PriorityIn(frozenset(chosen))


def _rank(field: str, value: Value) -> int:
    return PRIORITIES.index(_one_of(field, value, PRIORITIES))


def _date(field: str, item: Item) -> Tree:
    if field in DATES_OR_NONE and _is_none(item):
        return Not(Has(DATES_OR_NONE[field]))
    return Dated(cast("DateField", field), *edges(field, item))


def _estimate(field: str, item: Item) -> Tree:
    return Not(Has("estimate")) if _is_none(item) else Estimated(number_range(field, item))


def _is(field: str, item: Item) -> Tree:
    match _one_of(field, single(field, item), FLAGS):
        case "unassigned":
            return Among("assignee", none=True)
        case "mine":
            return Among("assignee", me=True)
        case "watching":
            return Among("watching", me=True)
        case name if name in get_args(FlagName):
            return Flag(cast("FlagName", name))
    raise AssertionError(field)


def _has(field: str, item: Item) -> Tree:
    value = single(field, item)
    if value.word.startswith(CUSTOM):
        name = Name(value.word, value.at)
        return Not(Custom(_custom_key(name), (Item("=", Value("none", value.at)),)))
    return Has(cast("Possession", _one_of(field, value, POSSESSIONS)))


_TERMS: Mapping[str, Callable[[str, Item], Tree]] = {
    "priority": _priority,
    "number": _estimate,
    "date": _date,
    "is": _is,
    "has": _has,
}


def _sort_key(value: Value) -> str:
    name = value.text.lower().removeprefix("-")
    turned = "-" if value.text.startswith("-") else ""
    if name.startswith(CUSTOM) and KEY.fullmatch(name.removeprefix(CUSTOM)):
        return turned + name
    if name not in SORTS and name not in SORTS.values():
        raise QueryError(
            f"cannot sort by {name!r}{nearest(name, SORTS)}; known: {', '.join(SORTS)}", value.at + len(turned)
        )
    return turned + SORTS.get(name, name)


def _is_none(item: Item) -> bool:
    return item.operator == "=" and item.value is not None and item.value.word == "none"


def _one_of(field: str, value: Value, known: tuple[str, ...] | Mapping[str, str]) -> str:
    name = value.text.lower()
    if name not in known:
        guess = nearest(name, known) or f"; known: {', '.join(known)}"
        raise QueryError(f"{field}: expected {_value_of(field)}, not {value.text!r}{guess}", value.at)
    return name


def _number(field: str, value: Value | None) -> float:
    if value is None or not _NUMBER.fullmatch(value.text) or not math.isfinite(float(value.text)):
        raise QueryError(f"{field}: expected {_value_of(field)}, not {value.text if value else ''!r}", _at(value))
    return float(value.text)


def _edge(field: str, value: Value | None, *, at_end: bool) -> Edge | None:
    if value is None:
        return None
    found = moment(value.text) if not value.is_quoted else None
    if found is None:
        raise QueryError(f"{field}: expected {_value_of(field)}, not {value.text!r}", value.at)
    return Edge(found, "end" if at_end else "start")


def _at(value: Value | None) -> int:
    return value.at if value else 0


def _value_of(field: str) -> str:
    """What a field takes, in words."""
    return FIELDS[field].value if field in FIELDS else "a value of its type"
