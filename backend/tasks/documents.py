"""How the API shows tasks and what hangs on them."""

from backend.core.documents import Document, dates, person, utc
from backend.core.durations import duration

_ASSIGNEES = """(SELECT COALESCE(json_agg(json_build_object('id', u.id, 'name', u.name) ORDER BY a.id), '[]'::json)
    FROM tasks_assignment a JOIN accounts_user u ON u.id = a.user_id WHERE a.task_id = t.id)"""

_LABELS = """(SELECT COALESCE(
        json_agg(json_build_object('id', l.id, 'name', l.name, 'color', l.color) ORDER BY tl.id), '[]'::json)
    FROM tasks_tasklabel tl JOIN projects_label l ON l.id = tl.label_id WHERE tl.task_id = t.id)"""

# Most tasks have no link, and cost nothing here.
_LINKS = """CROSS JOIN LATERAL (SELECT
        json_agg(k.source_id ORDER BY k.id) FILTER (WHERE k.kind = 'blocks' AND k.target_id = t.id) AS blocked_by,
        json_agg(k.target_id ORDER BY k.id) FILTER (WHERE k.kind = 'blocks' AND k.source_id = t.id) AS blocks,
        json_agg(CASE k.source_id WHEN t.id THEN k.target_id ELSE k.source_id END ORDER BY k.id)
            FILTER (WHERE k.kind = 'relates') AS relates_to,
        json_agg(k.target_id ORDER BY k.id) FILTER (WHERE k.kind = 'duplicates' AND k.source_id = t.id) AS duplicates,
        json_agg(k.source_id ORDER BY k.id) FILTER (WHERE k.kind = 'duplicates' AND k.target_id = t.id) AS duplicated_by
    FROM tasks_link k WHERE t.link_count > 0 AND (k.source_id = t.id OR k.target_id = t.id)) k"""


def _ids(column: str) -> str:
    return f"'{column}', COALESCE(k.{column}, '[]'::json)"


TASK = Document(
    "task",
    f"""SELECT t.id, t.workspace_id, json_build_object(
    'id', t.id, 'workspace_id', t.workspace_id, 'project_id', t.project_id, 'number', t.number,
    'key', p.key || '-' || t.number, 'kind', t.kind, 'title', t.title, 'description', t.description,
    'status', json_build_object('id', s.id, 'name', s.name, 'category', s.category),
    'priority', (ARRAY['none', 'low', 'medium', 'high', 'urgent'])[t.priority + 1],
    'assignees', {_ASSIGNEES}, 'labels', {_LABELS},
    'start_at', {utc("t.start_at")}, 'due_at', {utc("t.due_at")}, 'completed_at', {utc("t.completed_at")},
    'estimate', t.estimate, 'is_blocked', t.is_blocked, 'parent_id', t.parent_id, 'position', t.position,
    'recurrence', t.recurrence, 'recurrence_by', t.recurrence_by, 'recurrence_zone', t.recurrence_zone,
    {", ".join(map(_ids, ("blocked_by", "blocks", "relates_to", "duplicates", "duplicated_by")))}, 'fields', t.fields,
    'comment_count', t.comment_count, 'attachment_count', t.attachment_count,
    'subtask_done', t.subtask_done, 'subtask_count', t.subtask_count,
    'archived_at', {utc("t.archived_at")}, 'deleted_at', {utc("t.deleted_at")},
    'created_by', {person("c")}, {dates("t")}) AS document
    FROM tasks_task t JOIN projects_project p ON p.id = t.project_id JOIN projects_status s ON s.id = t.status_id
    LEFT JOIN accounts_user c ON c.id = t.created_by_id {_LINKS}""",
)

_MENTIONS = """(SELECT COALESCE(json_agg(json_build_object('id', u.id, 'name', u.name) ORDER BY m.id), '[]'::json)
    FROM tasks_mention m JOIN accounts_user u ON u.id = m.user_id WHERE m.comment_id = c.id)"""

_REACTIONS = """(SELECT COALESCE(
        json_agg(json_build_object('emoji', r.emoji, 'users', r.users) ORDER BY r.first), '[]'::json)
    FROM (SELECT r.emoji, min(r.id) AS first,
            json_agg(json_build_object('id', u.id, 'name', u.name) ORDER BY r.id) AS users
        FROM tasks_reaction r JOIN accounts_user u ON u.id = r.user_id
        WHERE r.comment_id = c.id GROUP BY r.emoji) r)"""

COMMENT = Document(
    "comment",
    f"""SELECT c.id, c.workspace_id, json_build_object(
    'id', c.id, 'workspace_id', c.workspace_id, 'project_id', t.project_id, 'task_id', c.task_id,
    'author', {person("u")}, 'body', c.body, 'mentions', {_MENTIONS}, 'reactions', {_REACTIONS},
    'edited_at', {utc("c.edited_at")}, 'deleted_at', {utc("c.deleted_at")}, {dates("c")}) AS document
    FROM tasks_comment c JOIN tasks_task t ON t.id = c.task_id LEFT JOIN accounts_user u ON u.id = c.author_id""",
)

FORMER_BODY = Document(
    "former_body",
    f"""SELECT b.id, b.workspace_id, json_build_object('id', b.id, 'body', b.body,
    'written_at', {utc("b.written_at")}, 'replaced_at', {utc("b.replaced_at")}) AS document
    FROM tasks_formerbody b""",
)

ATTACHMENT = Document(
    "attachment",
    f"""SELECT a.id, a.workspace_id, json_build_object(
    'id', a.id, 'workspace_id', a.workspace_id, 'project_id', t.project_id, 'task_id', a.task_id,
    'comment_id', a.comment_id, 'kind', CASE WHEN f.id IS NULL THEN 'link' ELSE 'file' END, 'name', a.name,
    'url', a.url, 'content_type', f.content_type, 'size', f.size, 'sha256', f.sha256,
    'width', f.width, 'height', f.height, 'has_thumbnail', COALESCE(f.has_thumbnail, false),
    'created_by', {person("u")}, {dates("a")}) AS document
    FROM tasks_attachment a JOIN tasks_task t ON t.id = a.task_id LEFT JOIN tasks_storedfile f ON f.id = a.file_id
    LEFT JOIN accounts_user u ON u.id = a.created_by_id""",
)

WATCHER = Document(
    "watcher",
    f"""SELECT w.id, w.workspace_id, json_build_object(
    'id', w.id, 'workspace_id', w.workspace_id, 'project_id', t.project_id, 'task_id', w.task_id,
    'user', {person("u")}, 'is_muted', w.is_muted, {dates("w")}) AS document
    FROM tasks_watcher w JOIN tasks_task t ON t.id = w.task_id JOIN accounts_user u ON u.id = w.user_id""",
)

REMINDER = Document(
    "reminder",
    f"""SELECT r.id, r.workspace_id, json_build_object(
    'id', r.id, 'workspace_id', r.workspace_id, 'project_id', t.project_id, 'task_id', r.task_id,
    'user_id', r.user_id, 'remind_at', {utc("r.remind_at")}, 'before_due', {duration("r.before_due")},
    'sent_at', {utc("r.sent_at")}, {dates("r")}) AS document
    FROM tasks_reminder r JOIN tasks_task t ON t.id = r.task_id""",
)

LINK = Document(
    "link",
    f"""SELECT k.id, k.workspace_id, json_build_object(
    'id', k.id, 'workspace_id', k.workspace_id, 'project_id', t.project_id, 'kind', k.kind,
    'source_id', k.source_id, 'target_id', k.target_id, 'created_by', {person("u")}, {dates("k")}) AS document
    FROM tasks_link k JOIN tasks_task t ON t.id = k.source_id LEFT JOIN accounts_user u ON u.id = k.created_by_id""",
)

TEMPLATE = Document(
    "template",
    f"""SELECT m.id, m.workspace_id, json_build_object(
    'id', m.id, 'workspace_id', m.workspace_id, 'project_id', m.project_id, 'name', m.name, 'task', m.task,
    'created_by', {person("u")}, {dates("m")}) AS document
    FROM tasks_template m LEFT JOIN accounts_user u ON u.id = m.created_by_id""",
)

PROJECT_TEMPLATE = Document(
    "project_template",
    f"""SELECT m.id, m.workspace_id, json_build_object(
    'id', m.id, 'workspace_id', m.workspace_id, 'name', m.name, 'description', m.description, 'project', m.project,
    'created_by', {person("u")}, {dates("m")}) AS document
    FROM tasks_projecttemplate m LEFT JOIN accounts_user u ON u.id = m.created_by_id""",
)

VIEW = Document(
    "view",
    f"""SELECT v.id, v.workspace_id, json_build_object(
    'id', v.id, 'workspace_id', v.workspace_id, 'project_id', v.project_id, 'name', v.name, 'q', v.q,
    'layout', v.layout, 'is_shared', v.is_shared, 'options', v.options, 'owner', {person("u")}, {dates("v")}
    ) AS document
    FROM tasks_view v LEFT JOIN accounts_user u ON u.id = v.owner_id""",
)
