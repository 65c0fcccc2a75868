"""Who hears of a task: whoever made it, has it, spoke of it, was named there or watches it, and did not mute it."""

from uuid import UUID

from backend.core.sql import among, fetch

_WATCHING = """
    SELECT id AS task_id, created_by_id AS user_id FROM tasks_task WHERE {task}
    UNION SELECT task_id, user_id FROM tasks_assignment WHERE {of_task}
    UNION SELECT task_id, author_id FROM tasks_comment WHERE {of_task} AND deleted_at IS NULL
    UNION SELECT c.task_id, m.user_id FROM tasks_mention m JOIN tasks_comment c ON c.id = m.comment_id
        WHERE {of_task} AND c.deleted_at IS NULL
    UNION SELECT task_id, user_id FROM tasks_watcher WHERE {of_task}
    EXCEPT SELECT task_id, user_id FROM tasks_watcher WHERE {of_task} AND is_muted"""
_SOMEBODY = """
    SELECT 1 FROM ({watching}) w JOIN accounts_user u ON u.id = w.user_id
    WHERE u.is_active AND u.has_login AND u.id IS DISTINCT FROM %s LIMIT 1"""


def people_watching(task_id: UUID) -> frozenset[UUID]:
    """Who watches a task."""
    text, parameters = _watching(frozenset({task_id}))
    return frozenset(user_id for _, user_id in fetch(text, parameters) if user_id is not None)


def somebody_watches(task_ids: frozenset[UUID], besides: UUID | None) -> bool:
    """Whether anybody else, who can log in, watches one of the tasks."""
    text, parameters = _watching(task_ids)
    return bool(fetch(_SOMEBODY.format(watching=text), [*parameters, besides]))


def _watching(task_ids: frozenset[UUID]) -> tuple[str, list[object]]:
    task, of_task = among("id", task_ids), among("task_id", task_ids)
    parts = 1 + _WATCHING.count("{of_task}")
    return _WATCHING.format(task=task.sql, of_task=of_task.sql), [*task.parameters * parts]
