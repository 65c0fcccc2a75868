"""Somebody's server is told what happens: signed, once, and what every member may see."""

from backend.projects.actions.member import add_project_member
from backend.projects.actions.project import create_project
from backend.tasks.actions.comment import add_comment
from backend.tasks.actions.task import create_task, update_task
from backend.webhooks.actions.read import read_log
from tests.webhooks.conftest import MakeHook, work
from tests.webhooks.receiver import Receiver
from tests.world import Caller, World


def test_each_event_comes_signed_and_as_the_log_shows_it(
    world: World, ann: Caller, receiver: Receiver, make_hook: MakeHook
) -> None:
    world.task("before")
    hook = make_hook(types=["task.*", "comment.created"])
    task = world.task("Fähre 🚢 ablegen")
    add_comment(task.id, actor=world.cleo, body="Aye")
    ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "not asked for"})
    work()
    assert sorted(receiver.types) == ["comment.created", "task.created", "task.updated"]
    logged = {one["seq"]: one for one in ann.get(f"/api/events?workspace={world.harbour.id}&limit=200").items}
    for call in receiver.calls:
        assert call.verified(hook.secret) == logged[call.event["seq"]]
        assert call.headers["content-type"] == "application/json"
    shown = hook.deliveries()
    assert [(one["status"], one["response_code"], one["attempts"]) for one in shown] == [("succeeded", 200, 1)] * 3
    assert {f"msg_{one['id'].replace('-', '')}" for one in shown} == {call.id for call in receiver.calls}
    assert {one["seq"] for one in shown} == {call.event["seq"] for call in receiver.calls}
    full = ann.get(f"{hook.path}/deliveries/{shown[0]['id']}").json
    assert full["body"] == logged[shown[0]["seq"]]


def test_reading_again_tells_nothing_twice(world: World, receiver: Receiver, make_hook: MakeHook) -> None:
    make_hook()
    world.task()
    work()
    told = len(receiver.calls)
    assert told > 0
    read_log(world.harbour.id)
    work()
    assert len(receiver.calls) == told


def test_nothing_leaves_of_private_projects_of_one_person_or_of_admins(
    world: World, ann: Caller, receiver: Receiver, make_hook: MakeHook
) -> None:
    hook = make_hook()
    secret = create_project(
        actor=world.ann, workspace_id=world.harbour.id, key="SEC", name="Nightingale", visibility="private"
    )
    add_project_member(secret.id, world.bob.id, actor=world.ann)
    task = create_task(actor=world.ann, project_id=secret.id, title="Nightingale")
    ann.post(f"/api/tasks/{task.id}/reminders", {"remind_at": "2036-12-01T08:00:00Z"})
    ann.post(f"/api/workspaces/{world.harbour.id}/invitations", {"email": "nightingale@example.org"})
    ann.post("/api/views", {"workspace_id": str(world.harbour.id), "name": "Nightingale"})
    ann.patch(hook.path, {"name": "Nightingale"})
    open_task = world.task("to be told")
    work()
    assert receiver.types == ["task.created"]
    assert receiver.calls[0].event["object"]["id"] == str(open_task.id)
    assert not any(b"ightingale" in call.body for call in receiver.calls)


def test_what_has_become_private_since_is_neither_sent_nor_shown(
    world: World, ann: Caller, receiver: Receiver, make_hook: MakeHook
) -> None:
    hook = make_hook(types=["task.created"])
    world.task("Nightingale")
    read_log(world.harbour.id)
    ann.patch(f"/api/projects/{world.ops.id}", {"visibility": "private"})
    work()
    assert receiver.calls == []
    (one,) = hook.deliveries()
    assert (one["status"], one["attempts"]) == ("failed", 1)
    assert "may not see this any more" in one["error"]
    assert hook.state["failing_since"] is None
    shown = ann.get(f"{hook.path}/deliveries/{one['id']}")
    assert shown.json["body"] is None
    assert "Nightingale" not in shown.text


def test_a_query_lets_only_its_tasks_through_and_what_happens_on_them(
    world: World, receiver: Receiver, make_hook: MakeHook
) -> None:
    make_hook(q="priority:high assignee:me")
    mine = world.task("mine", priority="high", assignees=[world.ann.id])
    world.task("of low priority", assignees=[world.ann.id])
    other = world.task("Cleo's", priority="high", assignees=[world.cleo.id])
    add_comment(mine.id, actor=world.cleo, body="told")
    add_comment(other.id, actor=world.cleo, body="not told")
    update_task(mine.id, actor=world.cleo, priority="low")
    update_task(mine.id, actor=world.cleo, title="no more of interest")
    work()
    # The comment is looked at when it is told: it hangs on what is no task of the query any more.
    assert receiver.types == ["task.created", "task.updated", "task.updated"]
    assert {call.event["object"]["key"] for call in receiver.calls} == {"OPS-1"}
    assert receiver.calls[-1].event["changes"]["priority"] == ["high", "low"]


def test_what_happens_while_it_is_switched_off_is_not_told(
    world: World, ann: Caller, receiver: Receiver, make_hook: MakeHook
) -> None:
    hook = make_hook(types=["task.created"])
    world.task("waits")
    read_log(world.harbour.id)
    ann.patch(hook.path, {"is_active": False})
    world.task("meanwhile")
    work()
    assert receiver.calls == []
    assert [one["status"] for one in hook.deliveries()] == ["failed"]
    ann.patch(hook.path, {"is_active": True})
    world.task("again")
    work()
    assert [call.event["data"]["title"] for call in receiver.calls] == ["again"]


def test_several_webhooks_are_each_told_what_they_asked_for(
    world: World, receiver: Receiver, make_hook: MakeHook
) -> None:
    first, second = make_hook(types=["task.created"]), make_hook(types=["project.*"])
    for number in range(6):
        world.task(f"{number}")
    create_project(actor=world.ann, workspace_id=world.harbour.id, key="BAY", name="Bay")
    work()
    assert len(first.deliveries("?status=succeeded")) == 6
    assert [one["type"] for one in second.deliveries()] == ["project.created"]
    for call in receiver.calls:
        call.verified(second.secret if call.event["type"] == "project.created" else first.secret)
