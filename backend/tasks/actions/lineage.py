"""Which tasks stand above and below others, however deep: one statement each."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from backend.core.sql import fetch, fetch_one

_ABOVE = """
    WITH RECURSIVE above AS (
        SELECT t.id, t.parent_id FROM tasks_task t WHERE t.id = %s
        UNION SELECT t.id, t.parent_id FROM above a JOIN tasks_task t ON t.id = a.parent_id)
    SELECT 1 FROM above WHERE id = %s"""
_FAMILY = """
    WITH RECURSIVE family AS (
        SELECT t.id, t.parent_id, t.deleted_at FROM tasks_task t WHERE t.id = ANY(%s)
        UNION SELECT t.id, t.parent_id, t.deleted_at FROM family f JOIN tasks_task t ON t.parent_id = f.id
            WHERE %s OR t.deleted_at IS NOT DISTINCT FROM f.deleted_at)
    SELECT id, parent_id FROM family ORDER BY id"""


_IN_USE = """
    WITH RECURSIVE used AS (
        SELECT %s::uuid AS id
        UNION SELECT t.id FROM used u JOIN tasks_task t ON t.parent_id = u.id
            JOIN projects_status s ON s.id = t.status_id
            WHERE t.deleted_at IS NULL AND t.archived_at IS NULL AND s.category <> 'cancelled')
    SELECT id FROM used WHERE id <> %s LIMIT %s"""


def in_use_below(task_id: UUID, most: int) -> list[UUID]:
    """The tasks below one, however deep, that are neither put away nor cancelled, nor below such; `most` of them."""
    return [one for (one,) in fetch(_IN_USE, [task_id, task_id, most])]


def is_at_or_above(task_id: UUID, other_id: UUID) -> bool:
    """Whether a task is another one, or stands above it."""
    return fetch_one(_ABOVE, [other_id, task_id]) is not None


def families_of(task_ids: Collection[UUID], *, alike: bool) -> list[UUID]:
    """The tasks and those below them, each after the one above it.

    `alike`: only those that are in the trash since the same moment as the one above, or as little as it.
    """
    above: dict[UUID, UUID | None] = dict(fetch(_FAMILY, [list(task_ids), not alike]))
    below: defaultdict[UUID | None, list[UUID]] = defaultdict(list)
    for task_id, parent_id in above.items():
        below[parent_id].append(task_id)
    # Of those that were asked for one may stand below another one.
    family = [one for one in dict.fromkeys(task_ids) if above.get(one) not in above]
    for one in family:
        family += below[one]
    return family
