"""Streams of personal access tokens: found by their digest, and alive under their id as sessions are."""

from django.db import migrations

TOKEN = """
CREATE VIEW stream_token AS
SELECT t.digest::text AS digest, t.id, t.user_id, t.expires_at FROM accounts_personaltoken t
JOIN accounts_user u ON u.id = t.user_id AND u.is_active
WHERE t.expires_at IS NULL OR t.expires_at > now()
"""

SESSION_BEFORE = """
CREATE OR REPLACE VIEW stream_session AS
SELECT s.id, s.user_id, s.expires_at FROM accounts_session s
JOIN accounts_user u ON u.id = s.user_id AND u.is_active
WHERE s.revoked_at IS NULL AND s.expires_at > now()
"""

SESSION = f"""{SESSION_BEFORE}
UNION ALL
SELECT t.id, t.user_id, COALESCE(t.expires_at, 'infinity'::timestamptz) FROM stream_token t
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_tokens"),
        ("activity", "0001_stream_views"),
    ]

    operations = [
        migrations.RunSQL(TOKEN, "DROP VIEW stream_token"),
        migrations.RunSQL(SESSION, SESSION_BEFORE),
    ]
