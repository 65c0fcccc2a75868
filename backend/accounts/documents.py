"""How the API shows a person, a session and a personal access token."""

from backend.core.documents import Document, dates, utc

_FACTS = """'id', u.id, 'email', u.email, 'first_name', u.first_name, 'last_name', u.last_name, 'name', u.name,
    'avatar', u.avatar, 'timezone', u.timezone, 'week_start', u.week_start, 'has_login', u.has_login,
    'email_verified', u.email_verified_at IS NOT NULL, 'is_active', u.is_active, 'is_admin', u.is_admin"""

# What events carry: a person's own facts.
USER = Document(
    "user",
    f"""SELECT u.id, NULL::uuid AS workspace_id, json_build_object({_FACTS}, {dates("u")}) AS document
    FROM accounts_user u""",
)

# What lists of people show: the same, and presence, which no event tells.
PERSON = Document(
    "person",
    f"""SELECT u.id, NULL::uuid AS workspace_id, json_build_object(
    {_FACTS}, 'last_seen_at', {utc("u.last_seen_at")}, {dates("u")}) AS document
    FROM accounts_user u""",
)

SESSION = Document(
    "session",
    f"""SELECT s.id, NULL::uuid AS workspace_id, json_build_object(
    'id', s.id, 'user_agent', s.user_agent, 'ip', nullif(s.ip, ''), 'created_at', {utc("s.created_at")},
    'refreshed_at', {utc("s.refreshed_at")}, 'expires_at', {utc("s.expires_at")}) AS document
    FROM accounts_session s""",
)

PERSONAL_TOKEN = Document(
    "personal_token",
    f"""SELECT t.id, NULL::uuid AS workspace_id, json_build_object(
    'id', t.id, 'name', t.name, 'scope', t.scope, 'start', t.start, 'created_at', {utc("t.created_at")},
    'expires_at', {utc("t.expires_at")}, 'last_used_at', {utc("t.last_used_at")}) AS document
    FROM accounts_personaltoken t""",
)
