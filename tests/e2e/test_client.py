"""A program works with the generated client alone, on the system as it runs."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from tasktide_client import AuthenticatedClient, Client
from tasktide_client.api.accounts import sign_up
from tasktide_client.api.comments import create_comment, list_comments
from tasktide_client.api.events import list_events, undo_event
from tasktide_client.api.projects import create_project
from tasktide_client.api.search import search_everything
from tasktide_client.api.tasks import change_tasks, create_task, delete_task, get_task, list_tasks, update_task
from tasktide_client.api.workspaces import create_workspace
from tasktide_client.models import (
    BulkChanges,
    BulkIn,
    BulkResult,
    Comment,
    CommentIn,
    CommentList,
    EventList,
    HitList,
    Problem,
    Project,
    ProjectIn,
    SignedUp,
    SignUp,
    Task,
    TaskChanges,
    TaskIn,
    TaskList,
    UndoResult,
    Workspace,
    WorkspaceIn,
)

from tests.e2e.system import PASSWORD, System


@pytest.fixture
def client(system: System) -> Iterator[AuthenticatedClient]:
    """The client of somebody new."""
    address = f"client-{uuid4().hex[:8]}@example.org"
    with Client(base_url=system.url) as nobody:
        account = sign_up.sync(client=nobody, body=SignUp(email=address, password=PASSWORD))
    assert isinstance(account, SignedUp)
    with AuthenticatedClient(base_url=system.url, token=account.access) as somebody:
        yield somebody


def test_the_generated_client_is_all_that_a_program_needs(client: AuthenticatedClient) -> None:
    workspace = create_workspace.sync(client=client, body=WorkspaceIn(name="Quay"))
    assert isinstance(workspace, Workspace)
    project = create_project.sync(client=client, body=ProjectIn(workspace_id=workspace.id, key="QUA", name="Quay"))
    assert isinstance(project, Project)
    assert project.visibility == "workspace"

    task = create_task.sync(client=client, body=TaskIn(project_id=project.id, title="Paint the crane", priority="high"))
    assert isinstance(task, Task)
    assert (task.key, task.status.category, task.due_at) == ("QUA-1", "todo", None)

    comment = create_comment.sync(str(task.id), client=client, body=CommentIn(body="Blue, please."))
    assert isinstance(comment, Comment)
    comments = list_comments.sync(task.key, client=client, workspace=workspace.id)
    assert isinstance(comments, CommentList)
    assert [one.body for one in comments.items] == ["Blue, please."]

    found = list_tasks.sync(client=client, workspace=workspace.id, q="crane priority:>=high")
    assert isinstance(found, TaskList)
    assert ([one.id for one in found.items], found.next_) == ([task.id], None)
    assert found.items[0].comment_count == 1

    other = create_task.sync(client=client, body=TaskIn(project_id=project.id, title="Sweep"))
    assert isinstance(other, Task)
    changes = BulkChanges(add_assignees=[task.created_by.id]) if task.created_by else BulkChanges()
    changed = change_tasks.sync(client=client, body=BulkIn(ids=[task.id, other.id], changes=changes))
    assert isinstance(changed, BulkResult)
    assert changed.updated == 2

    hits = search_everything.sync(client=client, workspace=workspace.id, q="crane")
    assert isinstance(hits, HitList)
    assert [hit.id for hit in hits.items] == [task.id]

    gone = delete_task.sync_detailed(str(other.id), client=client)
    assert gone.status_code == 204
    missing = get_task.sync(str(other.id), client=client)
    assert isinstance(missing, Problem)
    assert missing.status == 404

    log = list_events.sync(client=client, workspace=workspace.id, task=[task.key])
    assert isinstance(log, EventList)
    assert [event.type_ for event in log.items] == ["task.created", "comment.created", "task.updated", "task.updated"]


def test_who_comes_too_late_sees_what_there_is_now_and_can_be_undone(client: AuthenticatedClient) -> None:
    workspace = create_workspace.sync(client=client, body=WorkspaceIn(name="Quay"))
    assert isinstance(workspace, Workspace)
    project = create_project.sync(client=client, body=ProjectIn(workspace_id=workspace.id, key="QUA", name="Quay"))
    assert isinstance(project, Project)
    read = create_task.sync(client=client, body=TaskIn(project_id=project.id, title="Paint the crane"))
    assert isinstance(read, Task)

    first = update_task.sync_detailed(
        str(read.id), client=client, body=TaskChanges(title="Paint the big crane"), if_match=f'"{read.version}"'
    )
    assert isinstance(first.parsed, Task)
    late = update_task.sync(
        str(read.id), client=client, body=TaskChanges(title="Paint it red"), if_match=f'"{read.version}"'
    )
    assert isinstance(late, Problem)
    assert late.status == 412
    assert late.current
    assert late.current["title"] == "Paint the big crane"

    seq = int(first.headers["Tasktide-Cursor"].rpartition("-")[2])
    undone = undo_event.sync(seq, client=client, workspace=workspace.id)
    assert isinstance(undone, UndoResult)
    now = get_task.sync(str(read.id), client=client)
    assert isinstance(now, Task)
    assert (now.title, now.version) == ("Paint the crane", read.version + 2)
