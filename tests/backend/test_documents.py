"""What PostgreSQL builds is what the schema declares: for empty, full and Unicode rows of every resource."""

import json
from uuid import UUID

import pytest
from django.db import connection
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import BaseModel

from backend.accounts.documents import USER
from backend.accounts.schemas import UserOut
from backend.core.documents import Document
from backend.exports.documents import EXPORT
from backend.exports.schemas import ExportOut
from backend.imports.actions import run_import
from backend.imports.documents import IMPORT
from backend.imports.schemas import ImportOut
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
from backend.webhooks.documents import DELIVERY, DELIVERY_IN_FULL, WEBHOOK
from backend.webhooks.schemas import DeliveryInFullOut, DeliveryOut, WebhookOut
from backend.workspaces.documents import INVITATION, MEMBER, WORKSPACE
from backend.workspaces.schemas import InvitationOut, MemberOut, WorkspaceOut
from tests.everything import UNICODE, fill
from tests.files import MULTIPART, multipart
from tests.world import Caller, World

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
    (EXPORT, ExportOut),
    (IMPORT, ImportOut),
    (WEBHOOK, WebhookOut),
    (DELIVERY, DeliveryOut),
    (DELIVERY_IN_FULL, DeliveryInFullOut),
)


@pytest.mark.parametrize(("document", "schema"), RESOURCES, ids=lambda value: getattr(value, "name", ""))
def test_documents_are_as_declared(world: World, ann: Caller, document: Document, schema: type[BaseModel]) -> None:
    fill(world, ann)
    asked = {"workspace_id": str(world.harbour.id), "format": "csv", "q": f'"{UNICODE[:5]}"'}
    assert ann.post("/api/exports", asked).status == 201
    _bring_in(world, ann)
    hook = {"workspace_id": str(world.harbour.id), "url": "https://example.org/é", "name": UNICODE[:100]}
    made = ann.post("/api/webhooks", hook | {"q": f'"{UNICODE[:5]}"', "types": ["task.*", "comment.created"]})
    assert ann.post(f"/api/webhooks/{made.json['id']}/test").status == 202
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT d.document::text FROM ({document.select}) d")
        texts = [row[0] for row in cursor.fetchall()]
    assert texts
    declared = Draft202012Validator(schema.model_json_schema(), format_checker=FormatChecker())
    for text in texts:
        declared.validate(json.loads(text))
        assert list(json.loads(text)) == list(schema.model_fields)


def _bring_in(world: World, ann: Caller) -> None:
    """An import that is done, with something that it could not take, and one that waits."""
    table = f"Title,Due\n{UNICODE.split()[0]},{UNICODE.split()[1]}\n".encode()
    form = {"workspace_id": str(world.harbour.id), "source": "csv", "project_name": UNICODE.split()[0]}
    for name in ("日本.csv", "waits.csv"):
        made = ann.call("POST", "/api/imports", multipart(table, name, **form), Content_Type=MULTIPART)
        assert made.status == 201, made.text
        if name != "waits.csv":
            run_import(UUID(made.json["id"]))


def test_unicode_comes_back_as_it_was_sent(world: World, ann: Caller) -> None:
    task = world.task(UNICODE, description=UNICODE)
    shown = ann.get(world.url(task)).json
    assert (shown["title"], shown["description"]) == (UNICODE, UNICODE)
