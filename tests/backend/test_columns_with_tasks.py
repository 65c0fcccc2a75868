"""Columns that change, or go, with tasks in them."""

from uuid import UUID

import pytest

from backend.core.errors import Conflict
from backend.projects.actions.status import update_status
from backend.tasks.actions import status as actions
from backend.tasks.actions.task import update_task
from backend.tasks.models import Task
from tests.world import Caller, Json, World


def column(world: World, name: str) -> str:
    """Where a column is."""
    return f"/api/projects/{world.ops.id}/statuses/{world.status(name).id}"


def shown(caller: Caller, world: World, task: Task) -> Json:
    """A task as the API shows it."""
    return caller.get(world.url(task)).json


@pytest.fixture
def blocked(world: World, ann: Caller) -> Task:
    """A task that waits for another one."""
    blocker, waiting = world.task("Blocker", status="Doing"), world.task("Waiting")
    assert ann.post(world.url(blocker, "/links"), {"kind": "blocks", "task_id": str(waiting.id)}).status < 300
    assert shown(ann, world, waiting)["is_blocked"]
    return waiting


def test_tasks_move_when_their_column_goes_in_their_order(world: World, ann: Caller) -> None:
    first, second = world.task("First", status="Doing"), world.task("Second", status="Doing")
    old = world.task("Already there")
    gone = world.task("In the trash", status="Doing")
    ann.delete(world.url(gone))
    before = world.last
    assert ann.delete(f"{column(world, 'Doing')}?move_to={world.status('Todo').id}").status == 204
    assert world.events(before) == ["task.updated", "task.updated", "task.updated", "status.deleted"]
    listed = ann.get(f"/api/tasks?project={world.ops.id}&status=Todo&sort=position").items
    assert [one["title"] for one in listed] == ["Already there", "First", "Second"]
    assert [shown(ann, world, one)["version"] for one in (first, second, old)] == [2, 2, 1]
    assert ann.post(world.url(gone, "/restore")).json["status"]["name"] == "Todo"


def test_tasks_that_move_to_a_done_column_are_done(world: World, ann: Caller, blocked: Task) -> None:
    parent = world.task("Parent")
    child, trashed = (world.task(title, status="Doing", parent_id=parent.id) for title in ("Child", "Trashed"))
    ann.delete(world.url(trashed))
    assert ann.delete(f"{column(world, 'Doing')}?move_to={world.status('Done').id}").status == 204
    assert shown(ann, world, child)["completed_at"] is not None
    assert [shown(ann, world, parent)[name] for name in ("subtask_count", "subtask_done")] == [1, 1]
    assert shown(ann, world, blocked)["is_blocked"] is False
    assert ann.post(world.url(trashed, "/restore")).json["completed_at"] is not None
    assert [shown(ann, world, parent)[name] for name in ("subtask_count", "subtask_done")] == [2, 2]


def test_a_column_that_becomes_a_done_one_completes_its_tasks(world: World, ann: Caller, blocked: Task) -> None:
    parent = world.task("Parent")
    child = world.task("Child", status="Doing", parent_id=parent.id)
    trashed = world.task("Trashed", status="Doing", parent_id=parent.id)
    ann.delete(world.url(trashed))
    before = world.last
    done = ann.patch(column(world, "Doing"), {"category": "done"}, If_Match='"1"')
    assert (done.status, done.json["category"]) == (200, "done")
    # The column, its three tasks, the one above and the one that waited.
    assert world.events(before) == ["status.updated", *["task.updated"] * 5]
    assert shown(ann, world, child)["completed_at"] is not None
    assert shown(ann, world, parent)["subtask_done"] == 1
    assert shown(ann, world, blocked)["is_blocked"] is False
    opened = ann.put(column(world, "Doing"), {"name": "Doing", "category": "active"})
    assert opened.json["category"] == "active"
    assert shown(ann, world, child)["completed_at"] is None
    assert shown(ann, world, parent)["subtask_done"] == 0
    assert shown(ann, world, blocked)["is_blocked"] is True
    assert ann.post(world.url(trashed, "/restore")).json["completed_at"] is None


def test_a_column_that_becomes_cancelled_lets_go_of_who_waits(world: World, ann: Caller, blocked: Task) -> None:
    before = world.last
    assert ann.patch(column(world, "Doing"), {"category": "cancelled"}).status == 200
    assert world.events(before) == ["status.updated", "task.updated"]
    assert shown(ann, world, blocked)["is_blocked"] is False


def test_in_the_trash_a_task_counts_those_that_went_with_it(world: World, ann: Caller) -> None:
    parent = world.task("Parent")
    world.task("Child", status="Doing", parent_id=parent.id)
    ann.delete(world.url(parent))
    assert ann.patch(column(world, "Doing"), {"category": "done"}).status == 200
    assert [ann.post(world.url(parent, "/restore")).json[name] for name in ("subtask_count", "subtask_done")] == [1, 1]


def test_recurring_tasks_that_a_column_completes_are_followed_by_the_next(world: World, ann: Caller) -> None:
    body = {"project_id": str(world.ops.id), "due_at": "2026-12-01T08:00:00Z", "recurrence": "FREQ=DAILY"}
    for title in ("Living", "Trashed"):
        made = ann.post("/api/tasks", body | {"title": title, "status": "Doing"}).json
    ann.delete(f"/api/tasks/{made['id']}")
    assert ann.patch(column(world, "Doing"), {"category": "done"}).status == 200
    listed = ann.get(f"/api/tasks?project={world.ops.id}&sort=number").items
    assert [(one["title"], one["status"]["name"], one["recurrence"]) for one in listed] == [
        ("Living", "Doing", None),
        ("Living", "Todo", "FREQ=DAILY"),
    ]


def test_a_category_that_means_the_same_for_tasks_changes_none(world: World, ann: Caller) -> None:
    world.task()
    before = world.last
    assert ann.patch(column(world, "Todo"), {"category": "active"}).json["category"] == "active"
    assert world.events(before) == ["status.updated"]


@pytest.mark.parametrize("act", ["turn", "delete"])
def test_more_tasks_than_one_transaction_takes_are_refused(
    world: World, ann: Caller, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    monkeypatch.setattr(actions, "MOST", 2)
    for title in ("a", "b", "c"):
        world.task(title)
    before = world.last
    if act == "turn":
        refused = ann.patch(column(world, "Todo"), {"category": "done"})
    else:
        refused = ann.delete(f"{column(world, 'Todo')}?move_to={world.status('Done').id}")
    assert refused.status == 409
    assert refused.json["detail"] == "There are more than 2 tasks in Todo, perhaps in the trash; move some first."
    assert world.last == before


def test_a_stale_column_changes_nothing(world: World, ann: Caller) -> None:
    task = world.task()
    before = world.last
    assert ann.patch(column(world, "Todo"), {"category": "done"}, If_Match='"7"').status == 412
    path = f"{column(world, 'Todo')}?move_to={world.status('Done').id}"
    assert ann.delete(path, If_Match='"7"').status == 412
    assert (world.last, shown(ann, world, task)["status"]["name"]) == (before, "Todo")


def test_columns_of_an_archived_project_stay(world: World, ann: Caller) -> None:
    world.task()
    ann.post(f"/api/projects/{world.ops.id}/archive")
    assert ann.patch(column(world, "Todo"), {"category": "done"}).status == 409
    assert ann.delete(f"{column(world, 'Todo')}?move_to={world.status('Done').id}").status == 409


def test_who_does_not_see_to_the_tasks_cannot_turn_their_column(world: World) -> None:
    task = world.task()
    todo: UUID = world.status("Todo").id
    with pytest.raises(Conflict):
        update_status(world.ops.id, todo, actor=world.ann, category="cancelled")
    update_task(task.id, actor=world.ann, status="Doing")
    assert update_status(world.ops.id, todo, actor=world.ann, category="cancelled").category == "cancelled"
