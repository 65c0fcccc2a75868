"""How the API shows projects, statuses, labels and custom fields."""

from backend.core.documents import Document, dates, person, utc

PROJECT = Document(
    "project",
    f"""SELECT p.id, p.workspace_id, json_build_object(
    'id', p.id, 'workspace_id', p.workspace_id, 'key', p.key, 'name', p.name, 'description', p.description,
    'color', p.color, 'visibility', p.visibility,
    'members', (SELECT COALESCE(json_agg(json_build_object('id', u.id, 'name', u.name) ORDER BY m.id), '[]'::json)
                FROM projects_projectmember m JOIN accounts_user u ON u.id = m.user_id WHERE m.project_id = p.id),
    'created_by', {person("c")}, 'archived_at', {utc("p.archived_at")}, {dates("p")}) AS document
    FROM projects_project p LEFT JOIN accounts_user c ON c.id = p.created_by_id""",
)

STATUS = Document(
    "status",
    f"""SELECT s.id, s.workspace_id, json_build_object(
    'id', s.id, 'workspace_id', s.workspace_id, 'project_id', s.project_id, 'name', s.name, 'category', s.category,
    'position', s.position, 'archived_at', {utc("s.archived_at")}, {dates("s")}) AS document
    FROM projects_status s""",
)

LABEL = Document(
    "label",
    f"""SELECT l.id, l.workspace_id, json_build_object(
    'id', l.id, 'workspace_id', l.workspace_id, 'name', l.name, 'color', l.color, {dates("l")}) AS document
    FROM projects_label l""",
)

FIELD = Document(
    "field",
    f"""SELECT f.id, f.workspace_id, json_build_object(
    'id', f.id, 'workspace_id', f.workspace_id, 'project_id', f.project_id, 'key', f.key, 'name', f.name,
    'type', f.type, 'options', f.options, 'position', f.position, 'archived_at', {utc("f.archived_at")},
    {dates("f")}) AS document
    FROM projects_field f""",
)
