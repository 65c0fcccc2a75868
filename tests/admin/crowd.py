"""Any number of everything, each in a workspace of its own and by a person of its own."""

from datetime import timedelta
from uuid import uuid4

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from backend.accounts.models import PersonalToken, Session, User
from backend.core.clock import now
from backend.core.defer import defer
from backend.core.models import Creation
from backend.eventlog.models import Counter, Event
from backend.notifications.models import Notification
from backend.projects.models import Field, Label, Project, Status
from backend.tasks.models import (
    Attachment,
    Comment,
    Link,
    ProjectTemplate,
    Reminder,
    StoredFile,
    Task,
    Template,
    View,
    Watcher,
)
from backend.webhooks.models import Delivery, Webhook
from backend.workspaces.models import Invitation, Member, Workspace

DIGEST = "d16e57" * 8


def crowd(number: int) -> None:
    """That many rows of every table that operators look at."""
    for _ in range(number):
        _one(uuid4().hex[:8])


def _one(name: str) -> None:
    user = User.objects.create(email=f"{name}@example.org", first_name=name, password="argon2$hidden")
    Session.objects.create(user=user, user_agent="Opera", expires_at=now() + timedelta(days=1))
    PersonalToken.objects.create(user=user, name="Report", scope="read", start="tt_9f3a", digest=DIGEST + name)
    workspace = Workspace.objects.create(name=f"Crew {name}", slug=name)
    Member.objects.create(workspace=workspace, user=user, role="owner")
    Invitation.objects.create(
        workspace=workspace, email=f"{name}@example.com", role="member", created_by=user, expires_at=now(),
        link_hash=f"{DIGEST}link{name}", mail_hash=f"{DIGEST}mail{name}",
    )  # fmt: skip
    project = Project.objects.create(workspace=workspace, key="OPS", name="Operations", created_by=user)
    Label.objects.create(workspace=workspace, name="bug")
    Field.objects.create(workspace_id=workspace.id, project=project, key="size", name="Size", type="text", position="a")
    task = _tasks(workspace, project, user, name)
    Counter.objects.create(workspace_id=workspace.id, seq=1)
    Event.objects.create(
        workspace_id=workspace.id, seq=1, type="task.created", project_id=project.id, task_id=task.id,
        actor_id=user.id, actor_name=name, object_type="task", object_id=task.id, object_key="OPS-1",
        data={"title": name}, request_id=uuid4().hex,
    )  # fmt: skip
    Creation.objects.create(key=name, user_id=user.id, fingerprint="f", object_id=task.id, answer={"token": DIGEST})
    webhook = Webhook.objects.create(
        workspace=workspace, name="Stock", url="https://example.org", types=["*"], secret=f"whsec_{DIGEST}", read_seq=1,
        created_by=user,
    )  # fmt: skip
    Delivery.objects.create(webhook=webhook, workspace_id=workspace.id, seq=1, type="task.created")
    defer("notify.events", workspace_id=str(workspace.id), first=1, last=1)
    LogEntry.objects.create(
        user=user, content_type=ContentType.objects.get_for_model(Task), object_id=str(task.id), object_repr=str(task),
        action_flag=CHANGE, change_message="Restored",
    )  # fmt: skip


def _tasks(workspace: Workspace, project: Project, user: User, name: str) -> Task:
    status = Status.objects.create(
        workspace_id=workspace.id, project=project, name="Todo", category="todo", position="a"
    )
    first, second = (
        Task.objects.create(
            workspace_id=workspace.id, project=project, number=number, title=f"Bring {name}", status=status,
            position="a", created_by=user,
        )
        for number in (1, 2)
    )  # fmt: skip
    own = {"workspace_id": workspace.id}
    comment = Comment.objects.create(**own, task=first, author=user, body=f"Is {name} here? " * 20)
    file = StoredFile.objects.create(**own, content_type="image/png", size=812, sha256=uuid4().hex)
    Attachment.objects.create(**own, task=first, comment=comment, name="Chart", file=file, created_by=user)
    Link.objects.create(**own, kind="blocks", source=first, target=second, created_by=user)
    Reminder.objects.create(**own, task=first, user=user, remind_at=now())
    Watcher.objects.create(**own, task=first, user=user)
    Notification.objects.create(**own, task=first, user=user, kind="assigned")
    Template.objects.create(**own, project=project, name="Check", task={"title": name}, created_by=user)
    ProjectTemplate.objects.create(workspace=workspace, name="Season", project={}, created_by=user)
    View.objects.create(**own, project=project, owner=user, name="Mine", options={})
    return first
