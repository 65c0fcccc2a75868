"""What PostgreSQL builds is what the schema declares: for empty, full and Unicode rows of every resource."""

import json

import pytest
from django.db import connection
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import BaseModel

from backend.accounts.documents import USER
from backend.accounts.schemas import UserOut
from backend.core.documents import Document
from backend.notifications.documents import NOTIFICATION, NOTIFICATION_WITH_TASK
from backend.notifications.schemas import NotificationOut, NotificationWithTaskOut
from backend.projects.documents import FIELD, LABEL, PROJECT, STATUS
from backend.projects.schemas import FieldOut, LabelOut, ProjectOut, StatusOut
from backend.tasks.documents import (
    ATTACHMENT,
    COMMENT,
    FORMER_BODY,
    LINK,
    PROJECT_TEMPLATE,
    REMINDER,
    TASK,
    TEMPLATE,
    VIEW,
    WATCHER,
)
from backend.tasks.schemas.attachment import AttachmentOut
from backend.tasks.schemas.comment import CommentOut, FormerBodyOut
from backend.tasks.schemas.link import LinkOut
from backend.tasks.schemas.project_template import ProjectTemplateOut
from backend.tasks.schemas.reminder import ReminderOut
from backend.tasks.schemas.task import TaskOut
from backend.tasks.schemas.template import TemplateOut
from backend.tasks.schemas.view import ViewOut
from backend.tasks.schemas.watcher import WatcherOut
from backend.workspaces.documents import INVITATION, MEMBER, WORKSPACE
from backend.workspaces.schemas import InvitationOut, MemberOut, WorkspaceOut
from tests.backend.news import tell_since
from tests.files import picture, upload
from tests.world import Caller, World

UNICODE = 'مرحبا 🚢 "quoted" \\ back\nnext\u2028 日本 é'

RESOURCES: tuple[tuple[Document, type[BaseModel]], ...] = (
    (USER, UserOut),
    (WORKSPACE, WorkspaceOut),
    (MEMBER, MemberOut),
    (INVITATION, InvitationOut),
    (PROJECT, ProjectOut),
    (STATUS, StatusOut),
    (LABEL, LabelOut),
    (FIELD, FieldOut),
    (TEMPLATE, TemplateOut),
    (PROJECT_TEMPLATE, ProjectTemplateOut),
    (TASK, TaskOut),
    (COMMENT, CommentOut),
    (FORMER_BODY, FormerBodyOut),
    (ATTACHMENT, AttachmentOut),
    (LINK, LinkOut),
    (WATCHER, WatcherOut),
    (REMINDER, ReminderOut),
    (VIEW, ViewOut),
    (NOTIFICATION, NotificationOut),
    (NOTIFICATION_WITH_TASK, NotificationWithTaskOut),
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
    fields = _fields(ann, project)
    full = {
        "project_id": project,
        "fields": fields,
        "title": UNICODE.strip(),
        "description": UNICODE,
        "priority": "urgent",
        "assignees": [str(world.ann.id), str(world.cleo.id)],
        "labels": [label],
        "start_at": "2026-11-01T00:00:00Z",
        "due_at": "2026-12-01T10:00:00.123456+05:30",
        "estimate": 1.5,
        "recurrence": "FREQ=WEEKLY;BYDAY=MO",
        "recurrence_by": "date",
        "recurrence_zone": "Asia/Kolkata",
        "status": "Done",
    }
    task = ann.post("/api/tasks", full).json["id"]
    below = ann.post("/api/tasks", full | {"parent_id": task}).json["id"]
    for kind in ("blocks", "relates", "duplicated_by"):
        ann.post(f"/api/tasks/{task}/links", {"kind": kind, "task_id": below})
    said = ann.post(f"/api/tasks/{task}/comments", {"body": f"{UNICODE} @ann @cleo"}).json["id"]
    ann.patch(f"/api/tasks/{task}/comments/{said}", {"body": f"@cleo {UNICODE}"})
    ann.put(f"/api/tasks/{task}/comments/{said}/reactions/%F0%9F%91%8D")
    gone = ann.post(f"/api/tasks/{task}/comments", {"body": UNICODE}).json["id"]
    ann.delete(f"/api/tasks/{task}/comments/{gone}")
    upload(ann, f"/api/tasks/{task}/files", picture(), "gate.png", comment_id=said)
    ann.post(f"/api/tasks/{task}/attachments", {"name": UNICODE[:100], "url": "https://example.org/é"})
    ann.put(f"/api/tasks/{task}/watchers/me")
    ann.post(f"/api/tasks/{task}/reminders", {"remind_at": "2036-12-01T10:00:00.123456+05:30"})
    ann.post(f"/api/tasks/{world.task().id}/reminders", {"before_due": "P1DT30M"})
    told = ann.post("/api/tasks", {"project_id": str(world.ops.id), "title": "told", "assignees": [str(world.cleo.id)]})
    ann.patch(f"/api/tasks/{told.json['id']}", {"status": "Done"})
    ann.post(f"/api/tasks/{told.json['id']}/comments", {"body": f"{UNICODE} @cleo"})
    tell_since(world, 0)
    ann.post(f"/api/tasks/{task}/archive")
    _templates(ann, project, task)
    view = {"workspace_id": str(world.harbour.id), "name": UNICODE[:100]}
    ann.post("/api/views", view)
    options = {"group_by": "field.own_text", "columns": ["title", "field.own_text"]}
    ann.post("/api/views", view | {"project_id": project, "q": f'"{UNICODE[:10]}"', "options": options})
    ann.post(f"/api/projects/{project}/archive")
    ann.post(f"/api/workspaces/{world.harbour.id}/invitations", {"email": "gate@bücher.example"})
    ann.patch("/api/me", {"first_name": UNICODE[:100], "avatar": "https://example.org/ann.png"})


def _fields(ann: Caller, project: str) -> dict[str, object]:
    """A value for a custom field of each type."""
    person = ann.get("/api/me").json["id"]
    values: tuple[tuple[str, object], ...] = (
        ("text", UNICODE.strip()),
        ("number", -1.5),
        ("date", "2026-12-01"),
        ("select", "a"),
        ("multi_select", ["a"]),
        ("person", person),
        ("checkbox", False),
    )
    for kind, _ in values:
        options = [{"name": "A"}, {"name": UNICODE[:100]}] if "select" in kind else []
        ann.post(
            f"/api/projects/{project}/fields", {"key": f"own_{kind}", "name": UNICODE, "type": kind, "options": options}
        )
    return {f"own_{kind}": value for kind, value in values}


def _templates(ann: Caller, project: str, task: str) -> None:
    """An empty one, and one that is as a full task is."""
    path = f"/api/projects/{project}/templates"
    ann.post(path, {"name": "empty", "task": {"title": "x"}})
    ann.post(f"/api/tasks/{task}/template", {"name": UNICODE[:100]})
    ann.post("/api/project-templates", {"project_id": project, "name": "x", "description": UNICODE, "with_tasks": True})
