"""Tasks below tasks, and their way into another project."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.core.ids import uuid7
from backend.eventlog.models import Event
from backend.projects.actions.field import create_field
from backend.projects.actions.label import create_label
from backend.projects.actions.project import archive_project, create_project, delete_project
from backend.projects.actions.status import create_status, delete_status
from backend.projects.models import Project, Status
from backend.tasks.actions.comment import add_comment
from backend.tasks.actions.link import link_tasks
from backend.tasks.actions.task import create_task, update_task
from backend.tasks.actions.trash import delete_task
from backend.tasks.models import Task
from tests.backend.writers import at_once, while_open
from tests.world import Answer, Caller, World


@pytest.fixture
def sea(world: World) -> Project:
    """Another project of the crew."""
    return create_project(actor=world.ann, workspace_id=world.harbour.id, key="SEA", name="Sea")


@pytest.fixture
def secret(world: World) -> Project:
    """A project that Ann alone sees."""
    return create_project(
        actor=world.ann, workspace_id=world.harbour.id, key="SEC", name="Secret", visibility="private"
    )


def heard(caller: Caller, world: World, after: int) -> list[str]:
    """What somebody hears of what has happened."""
    return [item["type"] for item in caller.get(f"/api/events?workspace={world.harbour.id}&after={after}").items]


def test_a_task_moves_with_all_that_is_below_it(world: World, ann: Caller, sea: Project) -> None:
    above = world.task("Above")
    parent = world.task("Parent", parent_id=above.id)
    child = world.task("Child", parent_id=parent.id, status="Done")
    grandchild = world.task("Grandchild", parent_id=child.id)
    before = world.last
    moved = ann.patch(world.url(parent), {"project_id": str(sea.id), "title": "Parent at sea"})
    assert moved.status == 200, moved.text
    assert (moved.json["key"], moved.json["title"], moved.json["parent_id"]) == ("SEA-1", "Parent at sea", None)
    assert world.events(before) == ["task.left", "task.moved"] * 3 + ["task.updated"]
    shown = [ann.get(world.url(task)).json for task in (child, grandchild)]
    assert [(one["key"], one["project_id"]) for one in shown] == [("SEA-2", str(sea.id)), ("SEA-3", str(sea.id))]
    assert [one["parent_id"] for one in shown] == [str(parent.id), str(child.id)]
    assert shown[0]["status"]["name"] == "Done"
    assert ann.get(world.url(above)).json["subtask_count"] == 0
    again = world.last
    assert ann.patch(world.url(parent), {"project_id": str(sea.id)}).json["version"] == moved.json["version"]
    assert world.events(again) == []
    assert create_task(actor=world.ann, project_id=sea.id, title="Next").number == 4


def test_old_keys_still_find_it(world: World, ann: Caller, eve: Caller, sea: Project) -> None:
    task = world.task()
    where = f"?workspace={world.harbour.id}"
    ann.patch(f"/api/tasks/OPS-1{where}", {"project_id": str(sea.id)})
    ann.patch(f"/api/tasks/SEA-1{where}", {"project_id": str(world.ops.id)})
    for key in ("OPS-1", "SEA-1", "OPS-2", "ops-1"):
        assert ann.get(f"/api/tasks/{key}{where}").json["id"] == str(task.id)
    assert ann.patch(f"/api/tasks/SEA-1{where}", {"title": "New"}).json["key"] == "OPS-2"
    assert world.task("Another").number == 3
    assert ann.get(f"/api/tasks/SEA-2{where}").status == 404
    assert eve.get(f"/api/tasks/OPS-1{where}").status == 404
    ann.patch(f"/api/projects/{sea.id}", {"key": "LAKE"})
    assert ann.get(f"/api/tasks/LAKE-1{where}").json["id"] == str(task.id)
    ann.delete(world.url(task))
    assert ann.get(f"/api/tasks/OPS-1{where}").status == 404
    assert ann.post(f"/api/tasks/OPS-1/restore{where}").json["key"] == "OPS-2"


def test_a_key_means_the_task_that_has_it_before_one_that_had_it(world: World, ann: Caller, sea: Project) -> None:
    moved = create_task(actor=world.ann, project_id=sea.id, title="Moved")
    update_task(moved.id, actor=world.ann, project_id=world.ops.id)
    delete_project(sea.id, actor=world.ann)
    where = f"?workspace={world.harbour.id}"
    assert ann.get(f"/api/tasks/SEA-1{where}").json["id"] == str(moved.id)
    new = create_project(actor=world.ann, workspace_id=world.harbour.id, key="SEA", name="New sea")
    task = create_task(actor=world.ann, project_id=new.id, title="New")
    assert ann.get(f"/api/tasks/SEA-1{where}").json["id"] == str(task.id)


def test_what_the_new_project_does_not_know_is_left_behind(world: World, ann: Caller, sea: Project) -> None:
    for project, keys in ((world.ops, ("berth", "depth", "tons")), (sea, ("berth", "depth"))):
        for key in keys:
            kind = "number" if key == "tons" or (key, project) == ("depth", sea) else "text"
            create_field(project.id, actor=world.ann, key=key, name=key.title(), type=kind)
    label = create_label(actor=world.ann, workspace_id=world.harbour.id, name="bug")
    task = world.task(labels=[label.id], assignees=[world.cleo.id], fields={"berth": "4", "depth": "deep", "tons": 7})
    moved = ann.patch(world.url(task), {"project_id": str(sea.id)}).json
    assert moved["fields"] == {"berth": "4"}
    assert [one["name"] for one in moved["labels"]] == ["bug"]
    assert [one["name"] for one in moved["assignees"]] == ["Cleo"]


def test_the_status_is_the_one_that_is_called_or_means_the_same(world: World, ann: Caller, sea: Project) -> None:
    review = create_status(world.ops.id, actor=world.ann, name="Review", category="active")
    checked = create_status(world.ops.id, actor=world.ann, name="Checked", category="done")
    create_status(sea.id, actor=world.ann, name="review", category="done")
    todo = Status.objects.get(project=sea, name="Todo")
    delete_status(sea.id, Status.objects.get(project=sea, name="Backlog").id, actor=world.ann)
    statuses = {}
    for name in ("Doing", str(review.id), str(checked.id), "Backlog"):
        task = world.task(status=name)
        shown = ann.patch(world.url(task), {"project_id": str(sea.id)}).json
        statuses[name] = (shown["status"]["name"], shown["completed_at"] is not None)
    assert list(statuses.values()) == [("Doing", False), ("review", True), ("Done", True), ("Todo", False)]
    chosen = ann.patch(world.url(world.task()), {"project_id": str(sea.id), "status": "Cancelled"})
    assert chosen.json["status"]["name"] == "Cancelled"
    foreign = ann.patch(world.url(world.task()), {"project_id": str(sea.id), "status": str(review.id)})
    assert "is no status of SEA" in foreign.faults["body.status"]
    assert todo.tasks.exists()


def test_a_task_moves_below_one_of_the_new_project(world: World, ann: Caller, sea: Project) -> None:
    task, child = world.task("Task"), None
    child = world.task("Child", parent_id=task.id)
    target, elsewhere = create_task(actor=world.ann, project_id=sea.id, title="Target"), world.task("Elsewhere")
    refused = ann.patch(world.url(task), {"project_id": str(sea.id), "parent_id": str(elsewhere.id)})
    assert refused.faults == {"body.parent_id": "no task of this project has this id"}
    moved = ann.patch(world.url(task), {"project_id": str(sea.id), "parent_id": str(target.id)})
    assert moved.json["parent_id"] == str(target.id)
    assert ann.get(world.url(target)).json["subtask_count"] == 1
    assert ann.get(world.url(child)).json["parent_id"] == str(task.id)
    circle = ann.patch(world.url(task), {"project_id": str(world.ops.id), "parent_id": str(child.id)})
    assert circle.status == 409
    assert ann.get(world.url(task)).json["project_id"] == str(sea.id)


def test_what_is_in_the_trash_below_moves_along(world: World, ann: Caller, sea: Project) -> None:
    parent = world.task("Parent")
    child = world.task("Child", parent_id=parent.id)
    delete_task(child.id, actor=world.ann)
    ann.patch(world.url(parent), {"project_id": str(sea.id)})
    assert ann.post(world.url(child, "/restore")).json["key"] == "SEA-2"
    assert ann.get(world.url(parent)).json["subtask_count"] == 1


def test_what_hangs_on_a_task_comes_along(world: World, ann: Caller, sea: Project) -> None:
    task, other = world.task("Task"), world.task("Other")
    add_comment(task.id, actor=world.ann, body="Said before")
    link_tasks(task.id, actor=world.ann, kind="blocks", other_id=other.id)
    ann.patch(world.url(task), {"project_id": str(sea.id), "status": "Done"})
    assert ann.get(world.url(other)).json["is_blocked"] is False
    assert ann.get(world.url(task, "/comments")).items[0]["project_id"] == str(sea.id)
    assert ann.get(world.url(other, "/links")).items[0]["project_id"] == str(sea.id)
    assert ann.post(world.url(task, "/comments"), {"body": "Said after"}).status == 201


def test_who_loses_sight_of_a_task_is_told_that_it_left(
    world: World, ann: Caller, cleo: Caller, secret: Project
) -> None:
    task = world.task("Not for everybody")
    before = world.last
    ann.patch(world.url(task), {"project_id": str(secret.id), "description": "The code is 4711"})
    assert heard(cleo, world, before) == ["task.left"]
    assert heard(ann, world, before) == ["task.left", "task.moved"]
    left = cleo.get(f"/api/events?workspace={world.harbour.id}&after={before}").items[0]
    assert left["data"] == {"id": str(task.id), "project_id": str(world.ops.id)}
    assert (left["changes"], left["object"]["id"]) == ({}, str(task.id))
    assert cleo.get(world.url(task)).status == 404
    before = world.last
    ann.patch(world.url(task), {"project_id": str(world.ops.id)})
    assert heard(cleo, world, before) == ["task.moved"]
    assert cleo.get(world.url(task)).json["key"] == "OPS-2"


def test_a_task_that_is_made_and_moved_in_one_change_was_never_elsewhere(world: World, sea: Project) -> None:
    from backend.eventlog.change import change

    before = world.last
    with change(world.ann):
        task = world.task()
        update_task(task.id, actor=world.ann, project_id=sea.id)
    assert world.events(before) == ["task.created"]
    assert Event.objects.get(seq=before + 1, workspace_id=world.harbour.id).project_id == sea.id


def test_where_a_task_cannot_go(world: World, ann: Caller, cleo: Caller, sea: Project, secret: Project) -> None:
    task = world.task()
    workspace = ann.post("/api/workspaces", {"name": "Elsewhere"}).json["id"]
    far = ann.post("/api/projects", {"workspace_id": workspace, "key": "ELS", "name": "Else"}).json["id"]
    before = world.last
    assert ann.patch(world.url(task), {"project_id": far}).faults == {
        "body.project_id": "is a project of another workspace; tasks stay in theirs"
    }
    for unknown in (str(secret.id), str(uuid7())):
        refused = cleo.patch(world.url(task), {"project_id": unknown})
        assert refused.faults == {"body.project_id": "no project that you know has this id"}
    archive_project(sea.id, actor=world.ann, archived=True)
    archived = ann.patch(world.url(task), {"project_id": str(sea.id)})
    assert (archived.status, archived.json["detail"]) == (409, "The project SEA is archived; unarchive it first.")
    assert world.events(before) == ["project.archived"]
    stale = ann.patch(world.url(task), {"project_id": str(sea.id)}, If_Match='"9"')
    assert stale.status in {409, 412}


@pytest.mark.django_db(transaction=True)
def test_two_move_the_same_task_at_once(world: World, ann: Caller, sea: Project) -> None:
    parent = world.task("Parent")
    child = world.task("Child", parent_id=parent.id)
    lake = create_project(actor=world.ann, workspace_id=world.harbour.id, key="LAKE", name="Lake")
    results = at_once(
        lambda: update_task(parent.id, actor=world.ann, project_id=sea.id),
        lambda: update_task(parent.id, actor=world.bob, project_id=lake.id),
        lambda: update_task(child.id, actor=world.cleo, title="New"),
        lambda: add_comment(child.id, actor=world.cleo, body="Where is it?"),
    )
    assert not [one for one in results if isinstance(one, Exception)], results
    rows = Task.objects.values_list("project_id", flat=True)
    assert len(set(rows)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_change_places_at_once(world: World, sea: Project) -> None:
    here, there = world.task("Here"), create_task(actor=world.ann, project_id=sea.id, title="There")
    results = at_once(
        lambda: update_task(here.id, actor=world.ann, project_id=sea.id),
        lambda: update_task(there.id, actor=world.bob, project_id=world.ops.id),
    )
    assert not [one for one in results if isinstance(one, Exception)], results
    keys = {task.title: task.key for task in Task.objects.select_related("project")}
    assert keys == {"Here": "SEA-2", "There": "OPS-2"}


@pytest.mark.django_db(transaction=True)
def test_a_subtask_that_comes_while_its_parent_moves_is_not_left_behind(world: World, sea: Project) -> None:
    parent = world.task("Parent")
    moved, made = while_open(
        lambda: update_task(parent.id, actor=world.ann, project_id=sea.id),
        lambda: world.task("Child", parent_id=parent.id),
    )
    assert isinstance(moved, Task)
    assert isinstance(made, Exception)
    made, moved = while_open(
        lambda: create_task(actor=world.ann, project_id=sea.id, title="Child", parent_id=parent.id),
        lambda: update_task(parent.id, actor=world.ann, project_id=world.ops.id),
    )
    assert isinstance(made, Task)
    assert isinstance(moved, Task)
    assert Task.objects.get(id=made.id).project_id == world.ops.id


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("late", ["moved", "deleted"])
def test_a_project_that_is_being_deleted_takes_no_task(world: World, sea: Project, late: str) -> None:
    task = world.task()

    def move() -> object:
        return update_task(task.id, actor=world.ann, project_id=sea.id)

    def delete() -> None:
        delete_project(sea.id, actor=world.bob)

    first, second = (delete, move) if late == "moved" else (move, delete)
    results = while_open(first, second)
    project_id: UUID = Task.objects.get(id=task.id).project_id
    assert project_id == (world.ops.id if late == "moved" else sea.id)
    assert isinstance(results[1], Exception) is (late == "moved")


def test_it_takes_no_more_statements_deep_down(world: World, ann: Caller) -> None:
    family = [world.task("0")]
    for depth in range(1, 24):
        family.append(world.task(str(depth), parent_id=family[-1].id))

    def statements(call: Callable[[str], Answer], task: Task) -> int:
        with CaptureQueriesContext(connection) as captured:
            call(str(task.id))
        return len(captured)

    def below(other: str) -> Answer:
        return ann.patch(f"/api/tasks/{family[0].id}", {"parent_id": other})

    def delete(top: str) -> Answer:
        return ann.delete(f"/api/tasks/{top}")

    # Nothing can come to stand below itself, neither directly nor far below.
    assert below(str(family[-1].id)).status == 409
    assert statements(below, family[1]) == statements(below, family[-1])
    few, many = statements(delete, family[-2]), statements(delete, family[0])
    assert many <= few + 2
    assert ann.get(f"/api/tasks?workspace={world.harbour.id}").items == []


def test_who_sees_the_new_project_alone_is_not_told_what_it_was_in_the_private_one(
    world: World, ann: Caller, bob: Caller
) -> None:
    body = {"workspace_id": str(world.harbour.id), "key": "SEC", "name": "Secret", "visibility": "private"}
    secret = ann.post("/api/projects", body).json["id"]
    ann.post(f"/api/projects/{secret}/fields", {"key": "salary", "name": "Salary", "type": "number"})
    task = ann.post("/api/tasks", {"project_id": secret, "title": "Pay", "fields": {"salary": 90000}}).json
    before = world.last
    assert ann.patch(f"/api/tasks/{task['id']}", {"project_id": str(world.ops.id)}).status == 200
    told = bob.get(f"/api/events?workspace={world.harbour.id}&after={before}").text
    assert "task.moved" in told
    assert "90000" not in told
    assert "SEC-1" not in told
    assert secret not in told
    away = bob.get(f"/api/workspaces/{world.harbour.id}/changes?since={before}").text
    assert "90000" not in away
