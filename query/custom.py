"""What a term on a custom field means, by the types of the fields that have its key: projects may differ."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from config.names import nearest
from query.errors import QueryError
from query.fold import searchable
from query.moments import Edge, Instant, Later
from query.terms import edges, number_range, single
from query.tree import (
    All,
    Among,
    Custom,
    FieldAmong,
    FieldChecked,
    FieldDate,
    FieldNumber,
    FieldSet,
    FieldText,
    Not,
    Tree,
    either_of,
)
from query.written import Item, Name

_YES = frozenset({"true", "yes"})
_NO = frozenset({"false", "no"})

People: TypeAlias = Callable[[Name], Collection[str]]


@dataclass(frozen=True, slots=True)
class CustomField:
    """A custom field. `options`: key → name, of a select. `projects`: where it is."""

    type: str
    options: Mapping[str, str]
    projects: frozenset[str]


def custom_tree(term: Custom, fields: Sequence[CustomField], people: People) -> Tree:
    """The meaning of `field.key:…` for these fields. `QueryError` where it means something for none of them."""
    return either_of(*(_item(term.key.text, item, fields, people) for item in term.items))


def people_named(items: Sequence[Item], fields: Sequence[CustomField]) -> set[str]:
    """The people whom the term names."""
    if not any(field.type == "person" for field in fields):
        return set()
    return {item.value.text for item in items if item.value is not None and item.value.word not in {"me", "none"}}


def _item(key: str, item: Item, fields: Sequence[CustomField], people: People) -> Tree:
    if item.operator == "=" and item.value is not None and item.value.word == "none":
        return Not(FieldSet(key))
    meanings: list[Tree] = []
    errors: list[QueryError] = []
    for field in fields:
        try:
            meaning = _person(key, item, people) if field.type == "person" else _TYPES[field.type](key, item, field)
        except QueryError as error:
            errors.append(error)
        else:
            meanings.append(meaning)
    if not meanings:
        raise errors[0]
    return either_of(*dict.fromkeys(meanings))


def _person(key: str, item: Item, people: People) -> Tree:
    """A field that names a person."""
    value = single(f"field.{key}", item)
    if value.word == "me":
        return FieldAmong(key, frozenset(), me=True)
    return FieldAmong(key, frozenset(people(Name(value.text, value.at))))


def _text(key: str, item: Item, _: CustomField) -> Tree:
    return FieldText(key, searchable(single(f"field.{key}", item).text))


def _number(key: str, item: Item, _: CustomField) -> Tree:
    return FieldNumber(key, number_range(f"field.{key}", item))


def _date(key: str, item: Item, _: CustomField) -> Tree:
    since, until = edges(f"field.{key}", item)
    if any(isinstance(edge.moment, Later | Instant) for edge in (since, until) if isinstance(edge, Edge)):
        raise QueryError(f"field.{key}: holds days; take a date such as today or 2026-12-31", item.at)
    return FieldDate(key, since, until)


def _choice(key: str, item: Item, field: CustomField) -> Tree:
    value = single(f"field.{key}", item)
    wanted = searchable(value.text)
    chosen = {key for key, name in field.options.items() if wanted in {searchable(key), searchable(name)}}
    if not chosen:
        names = field.options.values()
        raise QueryError(
            f"field.{key}: has no option {value.text!r}{nearest(value.text, names)}; known: {', '.join(names)}",
            value.at,
        )
    return FieldAmong(key, frozenset(chosen))


def _checkbox(key: str, item: Item, field: CustomField) -> Tree:
    value = single(f"field.{key}", item)
    if value.word in _YES:
        return FieldChecked(key)
    if value.word in _NO:
        return All((Among("project", field.projects), Not(FieldChecked(key))))
    raise QueryError(f"field.{key}: expected true or false, not {value.text!r}", value.at)


_TYPES: Mapping[str, Callable[[str, Item, CustomField], Tree]] = {
    "text": _text,
    "number": _number,
    "date": _date,
    "select": _choice,
    "multi_select": _choice,
    "checkbox": _checkbox,
}
