"""How the API shows tasks and what hangs on them."""

from backend.core.documents import Document, dates, person, utc

_ASSIGNEES = """(SELECT COALESCE(json_agg(json_build_object('id', u.id, 'name', u.name) ORDER BY a.id), '[]'::json)
    FROM tasks_assignment a JOIN accounts_user u ON u.id = a.user_id WHERE a.task_id = t.id)"""

_LABELS = """(SELECT COALESCE(
        json_agg(json_build_object('id', l.id, 'name', l.name, 'color', l.color) ORDER BY tl.id), '[]'::json)
    FROM tasks_tasklabel tl JOIN projects_label l ON l.id = tl.label_id WHERE tl.task_id = t.id)"""

TASK = Document(
    "task",
    f"""SELECT t.id, t.workspace_id, json_build_object(
    'id', t.id, 'workspace_id', t.workspace_id, 'project_id', t.project_id, 'number', t.number,
    'key', p.key || '-' || t.number, 'kind', t.kind, 'title', t.title, 'description', t.description,
    'status', json_build_object('id', s.id, 'name', s.name, 'category', s.category),
    'priority', (ARRAY['none', 'low', 'medium', 'high', 'urgent'])[t.priority + 1],
    'assignees', {_ASSIGNEES}, 'labels', {_LABELS},
    'start_at', {utc("t.start_at")}, 'due_at', {utc("t.due_at")}, 'completed_at', {utc("t.completed_at")},
    'estimate', t.estimate, 'parent_id', t.parent_id, 'position', t.position,
    'comment_count', t.comment_count, 'attachment_count', t.attachment_count,
    'subtask_done', t.subtask_done, 'subtask_count', t.subtask_count,
    'archived_at', {utc("t.archived_at")}, 'deleted_at', {utc("t.deleted_at")},
    'created_by', {person("c")}, {dates("t")}) AS document
    FROM tasks_task t JOIN projects_project p ON p.id = t.project_id JOIN projects_status s ON s.id = t.status_id
    LEFT JOIN accounts_user c ON c.id = t.created_by_id""",
)

COMMENT = Document(
    "comment",
    f"""SELECT c.id, c.workspace_id, json_build_object(
    'id', c.id, 'workspace_id', c.workspace_id, 'project_id', t.project_id, 'task_id', c.task_id,
    'author', {person("u")}, 'body', c.body, 'edited_at', {utc("c.edited_at")}, {dates("c")}) AS document
    FROM tasks_comment c JOIN tasks_task t ON t.id = c.task_id LEFT JOIN accounts_user u ON u.id = c.author_id""",
)

ATTACHMENT = Document(
    "attachment",
    f"""SELECT a.id, a.workspace_id, json_build_object(
    'id', a.id, 'workspace_id', a.workspace_id, 'project_id', t.project_id, 'task_id', a.task_id,
    'name', a.name, 'url', a.url, 'created_by', {person("u")}, {dates("a")}) AS document
    FROM tasks_attachment a JOIN tasks_task t ON t.id = a.task_id
    LEFT JOIN accounts_user u ON u.id = a.created_by_id""",
)
