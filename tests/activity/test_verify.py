"""`./tasktide verify`: whoever changed the tables or the log behind the actions' back is found."""

from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection

from backend.activity.verify import Outcome, verify
from backend.tasks.actions.comment import add_comment, delete_comment
from backend.tasks.actions.task import update_task
from backend.tasks.actions.trash import delete_task, restore_task
from tests.world import Caller, World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(db: None) -> World:
    """The harbour crew."""
    return World()


@pytest.fixture
def told(world: World) -> list[str]:
    """A day at the harbour; what verification says of it."""
    task, below = world.task("above"), world.task("below")
    update_task(below.id, actor=world.bob, parent_id=task.id, assignees=[world.cleo.id])
    comment = add_comment(task.id, actor=world.cleo, body="Gate 4 is closed.")
    delete_comment(task.id, comment.id, actor=world.cleo)
    delete_task(task.id, actor=world.ann)
    restore_task(task.id, actor=world.ann)
    label = Caller(world.ann).post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "bug"}).json
    update_task(task.id, actor=world.ann, labels=[UUID(label["id"])])
    Caller(world.ann).delete(f"/api/labels/{label['id']}")
    Caller(world.ann).patch(f"/api/projects/{world.ops.id}", {"key": "OPS2"})
    return _differences()


def test_a_day_on_which_everything_happens_leaves_no_difference(world: World) -> None:
    ann, cleo = Caller(world.ann), Caller(world.cleo)
    harbour = {"workspace_id": str(world.harbour.id)}
    secret = ann.post("/api/projects", harbour | {"key": "SEC", "name": "x", "visibility": "private"}).json["id"]
    field = ann.post(f"/api/projects/{world.ops.id}/fields", {"key": "gate", "name": "Gate", "type": "text"}).json
    above = world.task("above", fields={"gate": "4"}, assignees=[world.cleo.id])
    below, other = world.task("below", parent_id=above.id), world.task("other")
    _hang_things_on(ann, f"/api/tasks/{above.id}", str(other.id))
    _hang_things_on(cleo, f"/api/tasks/{below.id}", str(other.id))
    ann.patch(f"/api/tasks/{above.id}", {"project_id": secret})
    template = ann.post(f"/api/projects/{secret}/templates", {"name": "t", "task": {"title": "x"}}).json["id"]
    ann.post(f"/api/projects/{secret}/templates/{template}/create", {})
    ann.delete(f"/api/projects/{secret}/templates/{template}")
    ann.delete(f"/api/projects/{world.ops.id}/fields/{field['id']}")
    view = cleo.post("/api/views", harbour | {"name": "Mine", "is_shared": True, "project_id": str(world.ops.id)}).json
    cleo.patch(f"/api/views/{view['id']}", {"is_shared": False})
    cleo.delete(f"/api/views/{cleo.post('/api/views', harbour | {'name': 'Gone'}).json['id']}")
    for _ in range(2):
        invited = ann.post(f"/api/workspaces/{world.harbour.id}/invitations", {"email": "new@example.org"}).json
    ann.delete(f"/api/workspaces/{world.harbour.id}/invitations/{invited['id']}")
    ann.patch("/api/me", {"first_name": "Anna"})
    ann.delete(f"/api/tasks/{below.id}")
    ann.post(f"/api/tasks/{below.id}/purge")
    ann.delete(f"/api/workspaces/{world.harbour.id}/members/{world.vic.id}")
    dev = ann.post("/api/projects", harbour | {"key": "DEV", "name": "x"}).json["id"]
    ann.post("/api/tasks", {"project_id": dev, "title": "x"})
    ann.delete(f"/api/projects/{dev}")
    assert _differences() == []
    outcome = Outcome()
    assert list(verify(outcome)) == []
    assert outcome.events == world.last - world.events().count("task.left") - world.events().count("view.left")


def _hang_things_on(who: Caller, task: str, other: str) -> None:
    comment = who.post(f"{task}/comments", {"body": "said"}).json["id"]
    who.put(f"{task}/comments/{comment}/reactions/%F0%9F%91%8D")
    for path, body in (
        ("attachments", {"name": "Plan", "url": "https://example.org"}),
        ("links", {"kind": "blocks", "task_id": other}),
        ("reminders", {"remind_at": "2036-12-01T08:00:00Z"}),
    ):
        assert who.post(f"{task}/{path}", body).status == 201
    assert who.put(f"{task}/watchers/me").status < 300


def _differences() -> list[str]:
    return [f"{one.subject.split()[0]} {one.what}" for one in verify(Outcome())]


def _spoil(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_ordinary_day_leaves_no_difference(told: list[str]) -> None:
    assert told == []


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (
            "UPDATE tasks_task SET title = 'Changed by hand' WHERE title = 'above'",
            "task differs from the tables in title",
        ),
        ("UPDATE tasks_task SET version = 99 WHERE title = 'below'", "task differs from the tables in version"),
        ("DELETE FROM tasks_assignment", "task differs from the tables in assignees"),
        ("DELETE FROM workspaces_member WHERE role = 'viewer'", "member is not in the tables"),
        ("DELETE FROM eventlog_event WHERE seq = 7", "numbers"),
        ("UPDATE eventlog_counter SET seq = seq + 1", "numbers"),
        ("UPDATE eventlog_event SET data = data || '{\"title\": \"x\"}' WHERE type = 'task.restored'", "title was not"),
        (
            """INSERT INTO projects_label (id, version, created_at, updated_at, workspace_id, name, color)
                SELECT gen_random_uuid(), 1, now(), now(), id, 'by hand', '#000000' FROM workspaces_workspace""",
            "label is in the tables, and no event tells of it",
        ),
    ],
)
def test_what_was_changed_behind_the_log_is_named(told: list[str], sql: str, said: str) -> None:
    _spoil(sql)
    differences = _differences()
    assert any(said in one for one in differences), differences


def test_the_command_prints_each_difference_and_exits_with_one(told: list[str]) -> None:
    said = StringIO()
    call_command("verify", stdout=said)
    assert said.getvalue().endswith("in 1 workspaces: no differences\n")
    _spoil("UPDATE tasks_task SET title = 'Changed by hand' WHERE title = 'above'")
    with pytest.raises(SystemExit) as ended:
        call_command("verify", stdout=said)
    assert ended.value.code == 1
    assert "differs from the tables in title" in said.getvalue()
