"""What streams of live queries need: what things are called, the tasks with their dates, and the zone of each reader."""

from django.db import migrations

SCOPE_BEFORE = """
CREATE VIEW stream_scope AS
SELECT m.workspace_id, m.user_id, m.role::text AS role,
    ARRAY(SELECT pm.project_id FROM projects_projectmember pm JOIN projects_project p ON p.id = pm.project_id
          WHERE pm.user_id = m.user_id AND pm.workspace_id = m.workspace_id AND p.visibility = 'private'
         ) AS private_project_ids
FROM workspaces_member m
JOIN workspaces_workspace w ON w.id = m.workspace_id AND w.deleted_at IS NULL
JOIN accounts_user u ON u.id = m.user_id AND u.is_active
"""

SCOPE = """
CREATE OR REPLACE VIEW stream_scope AS
SELECT m.workspace_id, m.user_id, m.role::text AS role,
    ARRAY(SELECT pm.project_id FROM projects_projectmember pm JOIN projects_project p ON p.id = pm.project_id
          WHERE pm.user_id = m.user_id AND pm.workspace_id = m.workspace_id AND p.visibility = 'private'
         ) AS private_project_ids,
    u.timezone::text AS timezone
FROM workspaces_member m
JOIN workspaces_workspace w ON w.id = m.workspace_id AND w.deleted_at IS NULL
JOIN accounts_user u ON u.id = m.user_id AND u.is_active
"""

# By `names` something is found, `name` is told.
NAME = """
CREATE VIEW stream_name AS
SELECT p.workspace_id, 'project' AS source, p.id, p.key::text AS name, ARRAY[p.key]::text[] AS names,
    CASE WHEN p.visibility = 'private' THEN p.id END AS private_project_id, p.archived_at IS NOT NULL AS is_archived
FROM projects_project p WHERE p.deleted_at IS NULL
UNION ALL
SELECT p.workspace_id, 'status', s.id, s.name::text, ARRAY[s.name]::text[],
    CASE WHEN p.visibility = 'private' THEN p.id END, s.archived_at IS NOT NULL
FROM projects_status s JOIN projects_project p ON p.id = s.project_id WHERE p.deleted_at IS NULL
UNION ALL
SELECT l.workspace_id, 'label', l.id, l.name::text, ARRAY[l.name]::text[], NULL, false FROM projects_label l
UNION ALL
SELECT m.workspace_id, 'person', u.id, u.name::text, ARRAY[u.name, u.first_name, u.email]::text[], NULL, false
FROM workspaces_member m JOIN accounts_user u ON u.id = m.user_id
"""

FIELD = """
CREATE VIEW stream_field AS
SELECT f.workspace_id, f.id, f.key::text AS key, f.type::text AS type, f.options, f.project_id,
    CASE WHEN p.visibility = 'private' THEN p.id END AS private_project_id
FROM projects_field f JOIN projects_project p ON p.id = f.project_id WHERE p.deleted_at IS NULL
"""

# The text of the API's own document. In a function, not in the view: that would let no column change its type. The
# reader of the view may not read the tables, hence `SECURITY DEFINER`; `STABLE`: one snapshot with what asks.
DOCUMENT = """
CREATE FUNCTION stream_task_document(wanted uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER COST 1000 SET search_path FROM CURRENT AS $document$
SELECT json_build_object(
    'id', t.id, 'workspace_id', t.workspace_id, 'project_id', t.project_id, 'number', t.number,
    'key', p.key || '-' || t.number, 'kind', t.kind, 'title', t.title, 'description', t.description,
    'status', json_build_object('id', s.id, 'name', s.name, 'category', s.category),
    'priority', (ARRAY['none', 'low', 'medium', 'high', 'urgent'])[t.priority + 1],
    'assignees', (SELECT COALESCE(json_agg(json_build_object('id', u.id, 'name', u.name) ORDER BY a.id), '[]'::json)
    FROM tasks_assignment a JOIN accounts_user u ON u.id = a.user_id WHERE a.task_id = t.id), 'labels', (SELECT COALESCE(
        json_agg(json_build_object('id', l.id, 'name', l.name, 'color', l.color) ORDER BY tl.id), '[]'::json)
    FROM tasks_tasklabel tl JOIN projects_label l ON l.id = tl.label_id WHERE tl.task_id = t.id),
    'start_at', to_char(t.start_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'due_at', to_char(t.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'completed_at', to_char(t.completed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'estimate', t.estimate, 'is_blocked', t.is_blocked, 'parent_id', t.parent_id, 'position', t.position,
    'recurrence', t.recurrence, 'recurrence_by', t.recurrence_by, 'recurrence_zone', t.recurrence_zone,
    'blocked_by', COALESCE(k.blocked_by, '[]'::json), 'blocks', COALESCE(k.blocks, '[]'::json), 'relates_to', COALESCE(k.relates_to, '[]'::json), 'duplicates', COALESCE(k.duplicates, '[]'::json), 'duplicated_by', COALESCE(k.duplicated_by, '[]'::json), 'fields', t.fields,
    'comment_count', t.comment_count, 'attachment_count', t.attachment_count,
    'subtask_done', t.subtask_done, 'subtask_count', t.subtask_count,
    'archived_at', to_char(t.archived_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'deleted_at', to_char(t.deleted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'created_by', CASE WHEN c.id IS NOT NULL THEN json_build_object('id', c.id, 'name', c.name) END, 'created_at', to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'updated_at', to_char(t.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'version', t.version)::text
    FROM tasks_task t JOIN projects_project p ON p.id = t.project_id JOIN projects_status s ON s.id = t.status_id
    LEFT JOIN accounts_user c ON c.id = t.created_by_id CROSS JOIN LATERAL (SELECT
        json_agg(k.source_id ORDER BY k.id) FILTER (WHERE k.kind = 'blocks' AND k.target_id = t.id) AS blocked_by,
        json_agg(k.target_id ORDER BY k.id) FILTER (WHERE k.kind = 'blocks' AND k.source_id = t.id) AS blocks,
        json_agg(CASE k.source_id WHEN t.id THEN k.target_id ELSE k.source_id END ORDER BY k.id)
            FILTER (WHERE k.kind = 'relates') AS relates_to,
        json_agg(k.target_id ORDER BY k.id) FILTER (WHERE k.kind = 'duplicates' AND k.source_id = t.id) AS duplicates,
        json_agg(k.source_id ORDER BY k.id) FILTER (WHERE k.kind = 'duplicates' AND k.target_id = t.id) AS duplicated_by
    FROM tasks_link k WHERE t.link_count > 0 AND (k.source_id = t.id OR k.target_id = t.id)) k WHERE t.id = wanted
$document$
"""

TASK = """
CREATE VIEW stream_task AS
SELECT t.workspace_id, t.id, t.project_id, t.number, t.start_at, t.due_at, t.completed_at, t.created_at, t.updated_at,
    t.fields, t.deleted_at, CASE WHEN p.visibility = 'private' THEN p.id END AS private_project_id,
    stream_task_document(t.id) AS document
FROM tasks_task t JOIN projects_project p ON p.id = t.project_id WHERE p.deleted_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_tokens"),
        ("activity", "0004_stream_key"),
        ("projects", "0003_statuses"),
        ("tasks", "0010_indexes"),
        ("workspaces", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(SCOPE, f"DROP VIEW stream_scope; {SCOPE_BEFORE}"),
        migrations.RunSQL(NAME, "DROP VIEW stream_name"),
        migrations.RunSQL(FIELD, "DROP VIEW stream_field"),
        migrations.RunSQL(DOCUMENT, "DROP FUNCTION stream_task_document"),
        migrations.RunSQL(TASK, "DROP VIEW stream_task"),
    ]

