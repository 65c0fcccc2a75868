"""What PostgreSQL builds is what the schema declares: for empty, full and Unicode rows of every resource."""

import json

import pytest
from django.db import connection
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import BaseModel

from backend.accounts.documents import USER
from backend.accounts.schemas import UserOut
from backend.core.documents import Document
from backend.projects.documents import LABEL, PROJECT, STATUS
from backend.projects.schemas import LabelOut, ProjectOut, StatusOut
from backend.tasks.documents import ATTACHMENT, COMMENT, TASK
from backend.tasks.schemas import AttachmentOut, CommentOut, TaskOut
from backend.workspaces.documents import MEMBER, WORKSPACE
from backend.workspaces.schemas import MemberOut, WorkspaceOut
from tests.world import Caller, World

UNICODE = 'مرحبا 🚢 "quoted" \\ back\nnext\u2028 日本 é'

RESOURCES: tuple[tuple[Document, type[BaseModel]], ...] = (
    (USER, UserOut),
    (WORKSPACE, WorkspaceOut),
    (MEMBER, MemberOut),
    (PROJECT, ProjectOut),
    (STATUS, StatusOut),
    (LABEL, LabelOut),
    (TASK, TaskOut),
    (COMMENT, CommentOut),
    (ATTACHMENT, AttachmentOut),
)


@pytest.mark.parametrize(("document", "schema"), RESOURCES, ids=lambda value: getattr(value, "name", ""))
def test_documents_are_as_declared(world: World, ann: Caller, document: Document, schema: type[BaseModel]) -> None:
    _fill(world, ann)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT d.document::text FROM ({document.select}) d")
        texts = [row[0] for row in cursor.fetchall()]
    assert texts
    declared = Draft202012Validator(schema.model_json_schema(), format_checker=FormatChecker())
    for text in texts:
        declared.validate(json.loads(text))
        assert list(json.loads(text)) == list(schema.model_fields)


def test_unicode_comes_back_as_it_was_sent(world: World, ann: Caller) -> None:
    task = world.task(UNICODE, description=UNICODE)
    shown = ann.get(world.url(task)).json
    assert (shown["title"], shown["description"]) == (UNICODE, UNICODE)


def _fill(world: World, ann: Caller) -> None:
    """Something empty and something full of each."""
    world.task("empty")
    label = ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": UNICODE[:100]}).json["id"]
    body = {"workspace_id": str(world.harbour.id), "key": "SEC", "name": UNICODE[:100], "visibility": "private"}
    project = ann.post("/api/projects", body | {"description": UNICODE}).json["id"]
    full = {
        "project_id": project,
        "title": UNICODE.strip(),
        "description": UNICODE,
        "priority": "urgent",
        "assignees": [str(world.ann.id), str(world.cleo.id)],
        "labels": [label],
        "start_at": "2026-11-01T00:00:00Z",
        "due_at": "2026-12-01T10:00:00.123456+05:30",
        "estimate": 1.5,
        "status": "Done",
    }
    task = ann.post("/api/tasks", full).json["id"]
    ann.post("/api/tasks", full | {"parent_id": task})
    ann.post(f"/api/tasks/{task}/comments", {"body": UNICODE})
    ann.post(f"/api/tasks/{task}/attachments", {"name": UNICODE[:100], "url": "https://example.org/é"})
    ann.post(f"/api/tasks/{task}/archive")
    ann.post(f"/api/projects/{project}/archive")
    ann.patch("/api/me", {"first_name": UNICODE[:100], "avatar": "https://example.org/ann.png"})
