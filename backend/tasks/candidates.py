"""Where a list begins: with the few tasks that one of its conditions leaves, or else with its order.

A person may have ten tasks or half of them all. A few are looked up and sorted; among many the order is followed until
a page is full. PostgreSQL takes a look-up for dearer and a step for cheaper than they are, and follows the order over a
hundred thousand tasks where three thousand were to be looked up. So it is counted first, as far as it matters.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from uuid import UUID

from backend.core.sql import ALWAYS, Condition, fetch
from query.tree import All, Among, NamedField, Tree

# So many look-ups take as long as the way through a million tasks until fifty of so many are met.
FEW = 5_000

_HOLDERS: Mapping[NamedField, str] = {
    "assignee": "SELECT a.task_id FROM tasks_assignment a WHERE a.user_id = ANY(%s)",
    "label": "SELECT l.task_id FROM tasks_tasklabel l WHERE l.label_id = ANY(%s)",
    "watching": "SELECT w.task_id FROM tasks_watcher w WHERE w.user_id = ANY(%s)",
}


class Beginning(NamedTuple):
    """The condition to begin with, and the tree that is left of the query."""

    condition: Condition
    rest: Tree


def beginning(tree: Tree, user_id: str) -> Beginning:
    """The part of a resolved tree that the fewest tasks hold, if these are few. `user_id`: who asks."""
    counted = [(_count(rows), rows, part) for part in _parts(tree) for rows in _rows(part, user_id)]
    count, rows, begun = min(counted, key=lambda one: one[0], default=(FEW + 1, ALWAYS, tree))
    if count > FEW:
        return Beginning(ALWAYS, tree)
    rest = All(tuple(part for part in _parts(tree) if part is not begun))
    return Beginning(Condition(f"t.id = ANY(ARRAY({rows.sql}))", rows.parameters), rest)


def _parts(tree: Tree) -> Iterator[Tree]:
    """What must hold at once."""
    if isinstance(tree, All):
        for part in tree.parts:
            yield from _parts(part)
    else:
        yield tree


def _rows(part: Tree, user_id: str) -> Iterator[Condition]:
    """The statement that selects the tasks that hold a part, if there is an index for it."""
    if isinstance(part, Among) and part.field in _HOLDERS and not part.none:
        ids = part.ids | {user_id} if part.me else part.ids
        if ids:
            yield Condition(_HOLDERS[part.field], (sorted(map(UUID, ids)),))


def _count(rows: Condition) -> int:
    """How many there are, counted only as far as it matters."""
    found = fetch(f"SELECT count(*) FROM ({rows.sql} LIMIT {FEW + 1}) few", rows.parameters)
    count: int = found[0][0]
    return count
