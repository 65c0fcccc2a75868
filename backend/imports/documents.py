"""How the API shows imports."""

from backend.core.documents import Document, dates, person, utc

SHOWN_PROBLEMS = 200

IMPORT = Document(
    "import",
    f"""SELECT i.id, i.workspace_id, json_build_object(
    'id', i.id, 'workspace_id', i.workspace_id, 'project_id', i.project_id, 'source', i.source,
    'file_name', i.file_name, 'project_name', i.project_name, 'state', i.state, 'total', i.total, 'done', i.done,
    'counts', i.counts, 'problem_count', i.problem_count,
    'problems', jsonb_path_query_array(i.problems, '$[0 to {SHOWN_PROBLEMS - 1}]'),
    'error', i.error, 'started_at', {utc("i.started_at")}, 'finished_at', {utc("i.finished_at")},
    'created_by', {person("u")}, {dates("i")}) AS document
    FROM imports_import i LEFT JOIN accounts_user u ON u.id = i.created_by_id""",
)
