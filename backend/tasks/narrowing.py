"""What a status means (`done`, `is:open`) as the ids of the statuses that mean it, among those that are seen.

The meaning is written in the status's own row, so a condition on it is a join, of which PostgreSQL cannot tell how many
tasks are left. Of ids it can; and of the one status of one project it reads the column of a board in its order. Where
nobody sees a status no task is looked for: the way through all the others would be long.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from backend.core.statements import Row
from query.tree import All, Among, Either, Flag, InCategory, Not, Tree, leaves

# More of them would make the statement longer, and not quicker.
MANY = 1_000
_MEANT: Mapping[str, Collection[str]] = {
    "open": ("backlog", "todo", "active"),
    "closed": ("done", "cancelled"),
    "done": ("done",),
}

Statuses = Callable[[Collection[str] | None], Sequence[Row]]
"""Ids of projects → id and category of their statuses that are seen; of all projects where None is given."""


def narrowed(tree: Tree, statuses: Statuses) -> Tree:
    """A resolved tree that says the same of tasks that are seen, in ids if they are not too many."""
    if not any(map(_is_of_status, leaves(tree))):
        return tree
    rows = statuses(_projects(tree))
    return tree if len(rows) > MANY else _within(tree, {str(status): category for status, category in rows})


def _projects(tree: Tree) -> frozenset[str] | None:
    """The projects to which the tree confines itself, if it does."""
    match tree:
        case Among("project", ids, none=False):
            return ids
        case All(parts):
            found = [projects for part in parts if (projects := _projects(part)) is not None]
            return frozenset.intersection(*found) if found else None
        case _:
            return None


def _is_of_status(leaf: Tree) -> bool:
    match leaf:
        case InCategory() | Among("status"):
            return True
        case Flag(name):
            return name in _MEANT
        case _:
            return False


def _within(tree: Tree, known: Mapping[str, str]) -> Tree:
    """What a tree says of tasks that have one of the known statuses."""
    match tree:
        case All(parts):
            return All(tuple(_within(part, known) for part in parts))
        case Either(parts):
            return Either(tuple(_within(part, known) for part in parts))
        case Not(part):
            return Not(_within(part, known))
        case Among("status", ids):
            return Among("status", ids & known.keys())
        case InCategory(categories):
            return _of(categories, known)
        case Flag(name) if name in _MEANT:
            return _of(_MEANT[name], known)
        case _:
            return tree


def _of(categories: Collection[str], known: Mapping[str, str]) -> Tree:
    return Among("status", frozenset(status for status, category in known.items() if category in categories))
