"""What an export of everything consists of: each resource as the API shows it, as far as its reader sees it.

Of what is each person's own (reminders, muted tasks, views that are not shared) it holds the reader's alone. Neither
the trash nor what was deleted is in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from backend.core.documents import Document
from backend.projects.documents import FIELD, LABEL, PROJECT, STATUS
from backend.tasks.documents import (
    ATTACHMENT,
    COMMENT,
    LINK,
    PROJECT_TEMPLATE,
    REMINDER,
    TASK,
    TEMPLATE,
    VIEW,
    WATCHER,
)

VERSION = 1  # of the format: raised when an older Tasktide could not read it

_PEOPLE = """
    SELECT json_build_object('id', u.id, 'name', u.name, 'first_name', u.first_name, 'last_name', u.last_name,
        'email', CASE WHEN m.id IS NOT NULL THEN u.email END, 'timezone', u.timezone, 'has_login', u.has_login,
        'role', m.role)::text
    FROM accounts_user u LEFT JOIN workspaces_member m ON m.user_id = u.id AND m.workspace_id = %s
    WHERE m.id IS NOT NULL OR u.id IN (
        SELECT created_by_id FROM tasks_task WHERE workspace_id = %s
        UNION SELECT author_id FROM tasks_comment WHERE workspace_id = %s
        UNION SELECT user_id FROM tasks_assignment WHERE workspace_id = %s
        UNION SELECT user_id FROM tasks_mention WHERE workspace_id = %s
        UNION SELECT user_id FROM tasks_reaction WHERE workspace_id = %s
        UNION SELECT created_by_id FROM tasks_attachment WHERE workspace_id = %s
        UNION SELECT created_by_id FROM tasks_link WHERE workspace_id = %s
        UNION SELECT created_by_id FROM projects_project WHERE workspace_id = %s)
    ORDER BY m.created_at NULLS LAST, u.id"""

_PROJECTS = """(SELECT s.id FROM projects_project s WHERE s.workspace_id = %s AND s.deleted_at IS NULL AND (
    s.visibility = 'workspace' OR EXISTS (
        SELECT 1 FROM projects_projectmember sm WHERE sm.project_id = s.id AND sm.user_id = %s)))"""
_LIVING = f"t.deleted_at IS NULL AND t.project_id IN {_PROJECTS}"


# Name, document, condition and order, which speak of the aliases inside the document's SQL; and of what the condition's
# places are filled: w the workspace, r the reader. Each stands after those to which it refers.
_TABLE: tuple[tuple[str, Document, str, str, str], ...] = (
    ("projects", PROJECT, f"p.id IN {_PROJECTS}", "wr", "p.created_at, p.id"),
    ("statuses", STATUS, f"s.project_id IN {_PROJECTS}", "wr", "s.project_id, s.position, s.id"),
    ("fields", FIELD, f"f.project_id IN {_PROJECTS}", "wr", "f.project_id, f.position, f.id"),
    ("labels", LABEL, "l.workspace_id = %s", "w", "l.created_at, l.id"),
    ("tasks", TASK, f"t.workspace_id = %s AND {_LIVING}", "wwr", "t.project_id, t.number"),
    (
        "comments",
        COMMENT,
        f"c.workspace_id = %s AND c.deleted_at IS NULL AND {_LIVING}",
        "wwr",
        "c.created_at, c.id",
    ),
    ("attachments", ATTACHMENT, f"a.workspace_id = %s AND {_LIVING}", "wwr", "a.created_at, a.id"),
    (
        "links",
        LINK,
        f"""k.workspace_id = %s AND {_LIVING} AND EXISTS (SELECT 1 FROM tasks_task o
            WHERE o.id = k.target_id AND o.deleted_at IS NULL AND o.project_id IN {_PROJECTS})""",
        "wwrwr",
        "k.created_at, k.id",
    ),
    (
        "watchers",
        WATCHER,
        f"w.workspace_id = %s AND (NOT w.is_muted OR w.user_id = %s) AND {_LIVING}",
        "wrwr",
        "w.created_at, w.id",
    ),
    ("reminders", REMINDER, f"r.workspace_id = %s AND r.user_id = %s AND {_LIVING}", "wrwr", "r.created_at, r.id"),
    ("templates", TEMPLATE, f"m.project_id IN {_PROJECTS}", "wr", "m.created_at, m.id"),
    ("project_templates", PROJECT_TEMPLATE, "m.workspace_id = %s", "w", "m.created_at, m.id"),
    (
        "views",
        VIEW,
        f"""v.workspace_id = %s AND (v.is_shared OR v.owner_id = %s)
            AND (v.project_id IS NULL OR v.project_id IN {_PROJECTS})""",
        "wrwr",
        "v.created_at, v.id",
    ),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the export: its name, and the statement that yields its lines."""

    name: str
    text: str
    parameters: tuple[UUID, ...]


def sources(workspace_id: UUID, reader_id: UUID) -> Iterator[Source]:
    """All of them, in order."""
    yield Source("people", _PEOPLE, (workspace_id,) * _PEOPLE.count("%s"))
    values = {"w": workspace_id, "r": reader_id}
    for name, document, condition, places, order in _TABLE:
        rows = f"{document.select} WHERE {condition} ORDER BY {order}"
        text = f"SELECT d.document::text FROM ({rows}) d"
        yield Source(name, text, tuple(values[place] for place in places))


# Of files that are alike, one.
FILES = f"""
    SELECT DISTINCT ON (f.sha256) f.sha256, f.workspace_id || '/' || f.id, f.size::text
    FROM tasks_attachment a JOIN tasks_storedfile f ON f.id = a.file_id JOIN tasks_task t ON t.id = a.task_id
    WHERE a.workspace_id = %s AND {_LIVING} ORDER BY f.sha256, f.id"""
