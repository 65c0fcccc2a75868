"""The four views that are all the stream service needs of the database."""

from django.db import migrations

EVENT = """
CREATE VIEW stream_event AS
SELECT e.workspace_id, e.seq, e.type, e.project_id,
    CASE WHEN p.visibility = 'private' THEN e.project_id END AS private_project_id,
    e.admins_only, e.user_id, e.object_id,
    json_build_object(
        'seq', e.seq, 'type', e.type,
        'at', to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'workspace_id', e.workspace_id, 'project_id', e.project_id,
        'actor', CASE WHEN e.actor_id IS NOT NULL THEN json_build_object('id', e.actor_id, 'name', e.actor_name) END,
        'object', json_build_object('type', e.object_type, 'id', e.object_id, 'key', e.object_key),
        'changes', e.changes, 'data', e.data, 'request_id', e.request_id
    )::text AS body
FROM eventlog_event e LEFT JOIN projects_project p ON p.id = e.project_id
"""

LOG = """
CREATE VIEW stream_log AS
SELECT c.workspace_id, c.epoch::text AS epoch, c.seq, c.log_start FROM eventlog_counter c
"""

SCOPE = """
CREATE VIEW stream_scope AS
SELECT m.workspace_id, m.user_id, m.role::text AS role,
    ARRAY(SELECT pm.project_id FROM projects_projectmember pm JOIN projects_project p ON p.id = pm.project_id
          WHERE pm.user_id = m.user_id AND pm.workspace_id = m.workspace_id AND p.visibility = 'private'
         ) AS private_project_ids
FROM workspaces_member m
JOIN workspaces_workspace w ON w.id = m.workspace_id AND w.deleted_at IS NULL
JOIN accounts_user u ON u.id = m.user_id AND u.is_active
"""

SESSION = """
CREATE VIEW stream_session AS
SELECT s.id, s.user_id, s.expires_at FROM accounts_session s
JOIN accounts_user u ON u.id = s.user_id AND u.is_active
WHERE s.revoked_at IS NULL AND s.expires_at > now()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("eventlog", "0001_initial"),
        ("projects", "0001_initial"),
        ("workspaces", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(EVENT, "DROP VIEW stream_event"),
        migrations.RunSQL(LOG, "DROP VIEW stream_log"),
        migrations.RunSQL(SCOPE, "DROP VIEW stream_scope"),
        migrations.RunSQL(SESSION, "DROP VIEW stream_session"),
    ]
