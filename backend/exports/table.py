"""A table of tasks as CSV (RFC 4180) in UTF-8, one line a task, with a column for each custom field.

It begins with a byte order mark, by which spreadsheets know the encoding. A cell that a spreadsheet would take for a
formula begins with an apostrophe.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any
from uuid import UUID

from backend.accounts.models import User
from backend.core.sql import Condition
from backend.exports.snapshot import rows, snapshot
from backend.projects.models import Field, FieldType, Project
from backend.tasks.documents import TASK
from backend.tasks.filters import Asker, selection
from backend.workspaces.models import Member
from query.tree import All, listed

Data = Mapping[str, Any]
Cell = str | int | float | bool | None

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")

_PARENT = "LEFT JOIN tasks_task above ON above.id = (d.document->>'parent_id')::uuid"


def write_table(target: IO[bytes], workspace_id: UUID, q: str, *, reader: User) -> None:
    """Write the tasks that `q` finds for `reader`. `Invalid` where it says nothing, or names what has gone."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    with snapshot():
        custom = _custom_columns(workspace_id, reader)
        writer = csv.writer(text)
        writer.writerow([*COLUMNS, *(f"field.{key}" for key in custom)])
        for task in _tasks(workspace_id, q, reader):
            cells = [*(column(task) for column in COLUMNS.values()), *(column(task) for column in custom.values())]
            writer.writerow([harmless(cell) for cell in cells])
    text.detach()


def harmless(cell: Cell) -> Cell:
    """The cell, as no spreadsheet runs it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


def _names(name: str) -> Callable[[Data], Cell]:
    return lambda task: "; ".join(one["name"] for one in task[name])


def _plain(name: str) -> Callable[[Data], Cell]:
    return lambda task: task[name]


COLUMNS: Mapping[str, Callable[[Data], Cell]] = {
    "key": _plain("key"),
    "title": _plain("title"),
    "description": _plain("description"),
    "project": _plain("project"),
    "status": lambda task: str(task["status"]["name"]),
    "category": lambda task: str(task["status"]["category"]),
    "priority": _plain("priority"),
    "assignees": _names("assignees"),
    "labels": _names("labels"),
    "parent": _plain("parent"),
    **{name: _plain(name) for name in ("start_at", "due_at", "completed_at", "estimate", "is_blocked", "recurrence")},
    **{name: _plain(name) for name in ("comment_count", "attachment_count", "subtask_done", "subtask_count")},
    "created_by": lambda task: str(task["created_by"]["name"]) if task["created_by"] else None,
    **{name: _plain(name) for name in ("created_at", "updated_at", "archived_at", "id")},
}


def _tasks(workspace_id: UUID, q: str, reader: User) -> Iterator[Data]:
    """The documents of the tasks, with the names of their projects and the keys of the tasks above them."""
    where = _chosen(workspace_id, q, reader)
    chosen = selection(where)
    documents = f"""{TASK.select} WHERE t.id IN (SELECT t.id FROM {chosen.source} WHERE {where.sql})
        ORDER BY p.key, t.number"""
    text = f"""SELECT d.document::text, project.name, above_project.key || '-' || above.number FROM ({documents}) d
        JOIN projects_project project ON project.id = (d.document->>'project_id')::uuid {_PARENT}
        LEFT JOIN projects_project above_project ON above_project.id = above.project_id
        ORDER BY project.key, (d.document->>'number')::bigint"""
    for document, project, above in rows(text, where.parameters):
        yield {**json.loads(document), "project": project, "parent": above}


def _chosen(workspace_id: UUID, q: str, reader: User) -> Condition:
    asker = Asker(reader, workspace_id)
    return asker.sees() & asker.condition(listed(All((asker.tree(q, ("body", "q")),))))


def _custom_columns(workspace_id: UUID, reader: User) -> dict[str, Callable[[Data], Cell]]:
    """Key → what a task shows under it: choices and people by their names."""
    projects = Project.objects.visible_to(reader).filter(workspace_id=workspace_id)
    fields = list(Field.objects.filter(project__in=projects).order_by("project_id", "position", "id"))
    has_people = any(field.type == FieldType.PERSON for field in fields)
    members = Member.objects.filter(workspace_id=workspace_id).values_list("user_id", "user__name")
    people = {str(user_id): name for user_id, name in members} if has_people else {}
    known = {(str(field.project_id), field.key): _shown(field, people) for field in fields}

    def column(key: str) -> Callable[[Data], Cell]:
        def cell(task: Data) -> Cell:
            value, shown = task["fields"].get(key), known.get((task["project_id"], key))
            return None if value is None or shown is None else shown(value)

        return cell

    return {key: column(key) for key in dict.fromkeys(field.key for field in fields)}


def _shown(field: Field, people: Mapping[str, str]) -> Callable[[Any], Cell]:
    names = {option["key"]: option["name"] for option in field.options}
    match field.type:
        case FieldType.SELECT:
            return lambda value: names.get(value, value)
        case FieldType.MULTI_SELECT:
            return lambda value: "; ".join(names.get(one, one) for one in value)
        case FieldType.PERSON:
            return lambda value: people.get(value, value)
        case _:
            return lambda value: value
