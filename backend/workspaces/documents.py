"""How the API shows workspaces, members and invitations."""

from backend.core.documents import Document, dates, person, utc

WORKSPACE = Document(
    "workspace",
    f"""SELECT w.id, w.id AS workspace_id, json_build_object(
    'id', w.id, 'name', w.name, 'slug', w.slug, {dates("w")}) AS document
    FROM workspaces_workspace w""",
)

MEMBER = Document(
    "member",
    f"""SELECT m.id, m.workspace_id, json_build_object(
    'id', m.id, 'workspace_id', m.workspace_id,
    'user', json_build_object('id', u.id, 'first_name', u.first_name, 'name', u.name, 'email', u.email,
                              'avatar', u.avatar, 'has_login', u.has_login, 'is_active', u.is_active),
    'role', m.role, {dates("m")}) AS document
    FROM workspaces_member m JOIN accounts_user u ON u.id = m.user_id""",
)

INVITATION = Document(
    "invitation",
    f"""SELECT i.id, i.workspace_id, json_build_object(
    'id', i.id, 'workspace_id', i.workspace_id, 'email', i.email, 'role', i.role, 'created_by', {person("c")},
    'expires_at', {utc("i.expires_at")}, 'accepted_at', {utc("i.accepted_at")},
    'withdrawn_at', {utc("i.withdrawn_at")}, {dates("i")}) AS document
    FROM workspaces_invitation i LEFT JOIN accounts_user c ON c.id = i.created_by_id""",
)
