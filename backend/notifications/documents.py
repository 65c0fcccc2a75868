"""How the API shows notifications."""

from backend.core.documents import Document, dates, person, utc

_FACTS = f"""'id', n.id, 'workspace_id', n.workspace_id, 'project_id', t.project_id, 'task_id', n.task_id,
    'comment_id', n.comment_id, 'user_id', n.user_id, 'kind', n.kind, 'actor', {person("u")}, 'seq', n.seq,
    'count', n.count, 'excerpt', n.excerpt, 'changes', n.changes, 'due_at', {utc("n.due_at")},
    'happened_at', {utc("n.happened_at")}, 'read_at', {utc("n.read_at")}, 'archived_at', {utc("n.archived_at")}"""
_TABLES = """notifications_notification n JOIN tasks_task t ON t.id = n.task_id
    LEFT JOIN accounts_user u ON u.id = n.actor_id"""

# What events carry: of the task the id alone, as documents show other tasks.
NOTIFICATION = Document(
    "notification",
    f"""SELECT n.id, n.workspace_id, json_build_object({_FACTS}, {dates("n")}) AS document FROM {_TABLES}""",
)

# What is read: the same, with the task as it is called now.
NOTIFICATION_WITH_TASK = Document(
    "notification_with_task",
    f"""SELECT n.id, n.workspace_id, json_build_object({_FACTS},
    'task', json_build_object('id', t.id, 'key', p.key || '-' || t.number, 'title', t.title), {dates("n")}) AS document
    FROM {_TABLES} JOIN projects_project p ON p.id = t.project_id""",
)
