"""How the API shows a person and a session."""

from backend.core.documents import Document, dates, utc

USER = Document(
    "user",
    f"""SELECT u.id, NULL::uuid AS workspace_id, json_build_object(
    'id', u.id, 'email', u.email, 'first_name', u.first_name, 'last_name', u.last_name, 'name', u.name,
    'avatar', u.avatar, 'timezone', u.timezone, 'has_login', u.has_login, 'is_active', u.is_active,
    'is_admin', u.is_admin, {dates("u")}) AS document
    FROM accounts_user u""",
)

SESSION = Document(
    "session",
    f"""SELECT s.id, NULL::uuid AS workspace_id, json_build_object(
    'id', s.id, 'user_agent', s.user_agent, 'created_at', {utc("s.created_at")},
    'refreshed_at', {utc("s.refreshed_at")}, 'expires_at', {utc("s.expires_at")}) AS document
    FROM accounts_session s""",
)
