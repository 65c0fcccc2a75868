"""How the API shows exports."""

from backend.core.documents import Document, dates, person, utc

EXPORT = Document(
    "export",
    f"""SELECT x.id, x.workspace_id, json_build_object(
    'id', x.id, 'workspace_id', x.workspace_id, 'format', x.format, 'q', x.q, 'state', x.state, 'error', x.error,
    'file_name', x.file_name, 'size', x.size, 'expires_at', {utc("x.expires_at")}, 'created_by', {person("u")},
    {dates("x")}) AS document
    FROM exports_export x LEFT JOIN accounts_user u ON u.id = x.created_by_id""",
)
