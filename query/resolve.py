"""From names to ids: what a query names (labels, people, other tasks) is looked up once, before it is evaluated."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal, NoReturn, Protocol, TypeAlias, cast
from uuid import UUID

from config.names import nearest
from query.custom import CustomField, custom_tree, people_named
from query.errors import QueryError
from query.fields import PEOPLE, TASKS
from query.tree import NOTHING, All, Among, Custom, Either, FieldAmong, NamedField, Not, Tree, leaves
from query.written import Name

Source: TypeAlias = Literal["status", "label", "project", "person", "task", "field"]
"""What a query may name."""

Ids: TypeAlias = Mapping[str, Collection[str]]

_NOUNS: Mapping[str, str] = {"person": "nobody here has the name or address", "field": "there is no custom field"}


class Lookup(Protocol):
    """Where names are looked up, among what the reader may see."""

    def ids(self, source: Source, names: Collection[str]) -> Ids:
        """Name as written → ids of what is called so, without regard to case, accents and width."""

    def known(self, source: Source) -> Iterable[str]:
        """The names that there are, for suggestions."""

    def fields(self, keys: Collection[str]) -> Mapping[str, Sequence[CustomField]]:
        """Key → the custom fields that have it."""


def resolve(tree: Tree, lookup: Lookup, *, lenient: bool = False) -> Tree:
    """The tree with ids in the place of names. A name that nothing has is a `QueryError`, or, leniently, no id."""
    return _Resolver(tree, lookup, lenient=lenient).resolved(tree)


def sources(tree: Tree) -> frozenset[Source]:
    """The kinds of things that a tree names: where one of them changes, it has to be resolved anew."""
    found: set[Source] = set()
    for leaf in leaves(tree):
        match leaf:
            case Among(field, _, names) if names:
                found.add(_source(field))
            case Custom():
                found |= {"field", "person"}
            case _:
                pass
    return frozenset(found)


def unlive(tree: Tree) -> str | None:
    """The field that needs more than the task's document and the clock, so that no live query may use it."""
    return next((leaf.field for leaf in leaves(tree) if isinstance(leaf, Among) and leaf.field == "watching"), None)


def require_live(tree: Tree, text: str) -> None:
    """`QueryError` where a tree, which `text` says, needs more than the task's document and the clock."""
    if field := unlive(tree):
        message = f"{field}: no live query can ask this, for the task itself does not tell"
        raise QueryError(message, max(text.lower().find(field), 0))


def personal(tree: Tree, user_id: str) -> Tree:
    """The resolved tree with the reader's id in the place of `me`: equal for all who ask for the same tasks."""
    match tree:
        case All(parts):
            return All(tuple(personal(part, user_id) for part in parts))
        case Either(parts):
            return Either(tuple(personal(part, user_id) for part in parts))
        case Not(part):
            return Not(personal(part, user_id))
        case Among(ids=ids, me=True):
            return replace(tree, ids=ids | {user_id}, me=False)
        case FieldAmong(values=values, me=True):
            return replace(tree, values=values | {user_id}, me=False)
        case _:
            return tree


class _Resolver:
    """What the names of one tree mean, looked up at once."""

    def __init__(self, tree: Tree, lookup: Lookup, *, lenient: bool) -> None:
        self._lookup, self._lenient = lookup, lenient
        keys = {leaf.key.text for leaf in leaves(tree) if isinstance(leaf, Custom)}
        self._fields = lookup.fields(keys) if keys else {}
        wanted: dict[Source, set[str]] = defaultdict(set)
        for leaf in leaves(tree):
            match leaf:
                case Among(field, _, names):
                    wanted[_source(field)] |= {name.text for name in names if not _uuid(name.text)}
                case Custom(key, items):
                    wanted["person"] |= people_named(items, self._fields.get(key.text, ()))
                case _:
                    pass
        self._ids = {source: lookup.ids(source, names) for source, names in wanted.items() if names}

    def resolved(self, tree: Tree) -> Tree:
        """One part of the tree with ids."""
        match tree:
            case All(parts):
                return All(tuple(map(self.resolved, parts)))
            case Either(parts):
                return Either(tuple(map(self.resolved, parts)))
            case Not(part):
                return Not(self.resolved(part))
            case Among(field, ids, names):
                found = {one for name in names for one in self._named(_source(field), name)}
                return replace(tree, ids=ids | found, names=()) if names else tree
            case Custom():
                return self._custom(tree)
            case _:
                return tree

    def _custom(self, tree: Custom) -> Tree:
        fields = self._fields.get(tree.key.text, ())
        if not fields:
            return NOTHING if self._lenient else self._refuse("field", tree.key)
        return custom_tree(tree, fields, lambda name: self._named("person", name))

    def _named(self, source: Source, name: Name) -> Collection[str]:
        if own := _uuid(name.text):
            return (own,)
        found = self._ids.get(source, {}).get(name.text, ())
        return found if found or self._lenient else self._refuse(source, name)

    def _refuse(self, source: Source, name: Name) -> NoReturn:
        noun = _NOUNS.get(source, f"there is no {source}")
        raise QueryError(f"{noun} {name.text!r}{nearest(name.text, self._lookup.known(source))}", name.at)


def _source(field: NamedField) -> Source:
    """What a field holds."""
    if field in PEOPLE:
        return "person"
    return "task" if field in TASKS else cast("Source", field)


def _uuid(text: str) -> str | None:
    """The id that a text is, as documents write it."""
    try:
        return str(UUID(text))
    except ValueError:
        return None
