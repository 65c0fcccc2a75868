"""Tasks, as clients of the API see them."""

import pytest

from tests.world import Caller, World


def test_ann_creates_a_task_and_reads_it_by_id_and_by_key(world: World, ann: Caller) -> None:
    created = ann.post(
        "/api/tasks",
        {
            "project_id": str(world.ops.id),
            "title": "  Bring the pallets to gate 4 🚢 ",
            "priority": "high",
            "assignees": [str(world.cleo.id)],
            "due_at": "2026-12-01T10:00:00+02:00",
            "estimate": 2.5,
        },
    )
    assert created.status == 201
    assert created.json["key"] == "OPS-1"
    assert created.json["title"] == "Bring the pallets to gate 4 🚢"
    assert created.json["status"]["name"] == "Todo"
    assert created.json["assignees"] == [{"id": str(world.cleo.id), "name": "Cleo"}]
    assert created.json["due_at"] == "2026-12-01T08:00:00.000000Z"
    assert created.headers["ETag"].startswith('"1-')
    assert created.headers["Tasktide-Cursor"].endswith(f"-{world.last}")
    for path in (f"/api/tasks/{created.json['id']}", f"/api/tasks/ops-1/?workspace={world.harbour.id}"):
        assert ann.get(path).json == created.json


def test_a_patch_changes_only_what_was_sent(world: World, ann: Caller) -> None:
    task = world.task(description="By noon", estimate=3.0)
    changed = ann.patch(world.url(task), {"title": "Bring them all", "due_at": "2026-12-01T08:00:00Z"})
    assert (changed.status, changed.json["version"]) == (200, 2)
    assert changed.json["title"] == "Bring them all"
    assert (changed.json["description"], changed.json["estimate"]) == ("By noon", 3.0)
    event = ann.get(f"/api/events?workspace={world.harbour.id}&sort=-seq&limit=1").items[0]
    assert event["type"] == "task.updated"
    assert event["changes"]["title"] == ["Bring the pallets", "Bring them all"]
    assert event["changes"]["due_at"] == [None, "2026-12-01T08:00:00.000000Z"]
    assert event["request_id"] == changed.headers["X-Request-ID"]


def test_a_patch_that_changes_nothing_writes_no_event(world: World, ann: Caller) -> None:
    task = world.task(priority="low", assignees=[world.cleo.id])
    before = world.last
    same = ann.patch(
        world.url(task), {"title": task.title, "priority": "low", "status": "todo", "assignees": [str(world.cleo.id)]}
    )
    assert (same.status, same.json["version"], world.last) == (200, 1, before)


@pytest.mark.parametrize("change", ["assignees", "labels"])
def test_a_label_or_person_alone_is_a_new_version_whatever_else_is_sent(world: World, ann: Caller, change: str) -> None:
    label = ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "bug"}).json["id"]
    task = world.task(priority="low")
    before = world.last
    added = {"assignees": [str(world.cleo.id)], "labels": [label]}[change]
    changed = ann.patch(world.url(task), {"title": task.title, "priority": "low", change: added})
    assert (changed.status, changed.json["version"]) == (200, 2)
    assert world.events(before) == ["task.updated"]


def test_put_replaces_the_whole_task(world: World, ann: Caller) -> None:
    task = world.task(description="By noon", priority="high", assignees=[world.cleo.id])
    replaced = ann.put(world.url(task), {"project_id": str(world.ops.id), "title": "New"})
    assert replaced.status == 200
    assert (replaced.json["title"], replaced.json["description"], replaced.json["priority"]) == ("New", "", "none")
    assert replaced.json["assignees"] == []
    elsewhere = ann.put(world.url(task), {"project_id": str(world.ann.id), "title": "New"})
    assert (elsewhere.status, elsewhere.faults) == (422, {"body.project_id": "cannot be changed"})


def test_finishing_a_task_dates_it_and_reopening_undates_it(world: World, ann: Caller) -> None:
    task = world.task()
    assert ann.patch(world.url(task), {"status": "Done"}).json["completed_at"] is not None
    assert [item["key"] for item in ann.get("/api/tasks?completed=true").items] == ["OPS-1"]
    assert ann.patch(world.url(task), {"status": str(world.status("Doing").id)}).json["completed_at"] is None


def test_the_last_of_two_writers_is_told_that_his_copy_is_stale(world: World, ann: Caller, cleo: Caller) -> None:
    task = world.task()
    assert ann.patch(world.url(task), {"title": "Mine"}, If_Match='"1"').status == 200
    stale = cleo.patch(world.url(task), {"title": "Hers"}, If_Match='"1"')
    assert (stale.status, stale.json["current"]["title"]) == (412, "Mine")
    assert cleo.delete(world.url(task), If_Match='"1"').status == 412
    assert cleo.put(world.url(task), {"project_id": str(world.ops.id), "title": "X"}, If_Match='"1"').status == 412
    assert ann.get(world.url(task)).json["title"] == "Mine"


def test_subtasks_are_counted_by_the_task_above(world: World, ann: Caller) -> None:
    parent, other = world.task("Unload"), world.task("Load")
    child = world.task("Crane", parent_id=parent.id)
    assert ann.get(world.url(parent)).json["subtask_count"] == 1
    ann.patch(world.url(child), {"status": "Done"})
    assert ann.get(world.url(parent)).json["subtask_done"] == 1
    ann.patch(world.url(child), {"parent_id": str(other.id)})
    counts = [ann.get(world.url(task)).json for task in (parent, other)]
    assert [(one["subtask_count"], one["subtask_done"]) for one in counts] == [(0, 0), (1, 1)]
    circle = ann.patch(world.url(other), {"parent_id": str(child.id)})
    assert (circle.status, circle.json["detail"]) == (409, "A task cannot stand below itself.")
    assert ann.patch(world.url(child), {"parent_id": None}).json["parent_id"] is None


def test_the_trash_takes_subtasks_along_and_gives_them_back(world: World, ann: Caller) -> None:
    parent = world.task("Unload")
    child = world.task("Crane", parent_id=parent.id)
    before = world.last
    assert ann.delete(world.url(parent)).status == 204
    assert world.events(before) == ["task.deleted", "task.deleted"]
    assert ann.get(world.url(child)).status == 404
    assert ann.get("/api/tasks").items == []
    assert {item["key"] for item in ann.get("/api/tasks?deleted=true").items} == {"OPS-1", "OPS-2"}
    assert ann.post(world.url(child, "/restore")).status == 409
    assert ann.post(world.url(parent, "/restore")).json["deleted_at"] is None
    assert ann.post(world.url(parent, "/restore")).status == 200
    assert len(ann.get("/api/tasks").items) == 2
    assert ann.get(world.url(parent)).json["subtask_count"] == 1


def test_deleting_a_subtask_uncounts_it(world: World, ann: Caller) -> None:
    parent = world.task("Unload")
    child = world.task("Crane", parent_id=parent.id, status="Done")
    ann.delete(world.url(child))
    above = ann.get(world.url(parent)).json
    assert (above["subtask_count"], above["subtask_done"]) == (0, 0)
    ann.post(world.url(child, "/restore"))
    above = ann.get(world.url(parent)).json
    assert (above["subtask_count"], above["subtask_done"]) == (1, 1)


def test_archived_tasks_are_listed_only_when_asked_for(world: World, ann: Caller) -> None:
    task = world.task()
    assert ann.post(world.url(task, "/archive")).json["archived_at"] is not None
    assert ann.get("/api/tasks").items == []
    assert [len(ann.get(f"/api/tasks?archived={value}").items) for value in ("true", "any", "false")] == [1, 1, 0]
    assert ann.post(world.url(task, "/unarchive")).json["archived_at"] is None


def test_moving_a_card_writes_that_card_alone(world: World, ann: Caller) -> None:
    first, second, third = (world.task(title) for title in ("A", "B", "C"))
    before = world.last
    ann.patch(world.url(third), {"before": str(first.id)})
    ann.patch(world.url(first), {"after": str(second.id)})
    assert world.events(before) == ["task.updated", "task.updated"]
    assert [item["title"] for item in ann.get("/api/tasks?sort=position").items] == ["C", "B", "A"]
    moved = ann.patch(world.url(second), {"status": "Doing", "before": str(first.id)})
    assert moved.json["status"]["name"] == "Doing"
    refused = ann.patch(world.url(second), {"after": str(world.ann.id)})
    assert refused.faults == {"body.after": "is not in the same project"}


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"title": ""}, "body.title"),
        ({"title": "   "}, "body.title"),
        ({"title": "x" * 501}, "body.title"),
        ({"title": "a\0b"}, "body.title"),
        ({"title": None}, "body.title"),
        ({"description": "x" * 65_537}, "body.description"),
        ({"priority": "soon"}, "body.priority"),
        ({"due_at": "2026-12-01"}, "body.due_at"),
        ({"due_at": "2026-12-01T10:00:00"}, "body.due_at"),
        ({"estimate": -1}, "body.estimate"),
        ({"status": "Nowhere"}, "body.status"),
        ({"assignees": ["00000000-0000-7000-8000-000000000000"]}, "body.assignees"),
        ({"labels": ["00000000-0000-7000-8000-000000000000"]}, "body.labels"),
        ({"parent_id": "00000000-0000-7000-8000-000000000000"}, "body.parent_id"),
        ({"position": "!"}, "body.position"),
        ({"position": "zz"}, "body.position"),
        ({"version": 4}, "body.version"),
    ],
)
def test_bad_values_are_named_and_change_nothing(
    world: World, ann: Caller, body: dict[str, object], place: str
) -> None:
    task = world.task()
    before = ann.get(world.url(task)).text
    refused = ann.patch(world.url(task), body)
    assert refused.status == 422, refused.text
    assert list(refused.faults) == [place]
    assert ann.get(world.url(task)).text == before
    assert world.events(world.last) == []


def test_strangers_see_nothing_and_viewers_change_nothing(world: World, ann: Caller, vic: Caller, eve: Caller) -> None:
    task = world.task()
    for method, body in (("GET", None), ("PATCH", {"title": "Mine"}), ("DELETE", None)):
        assert eve.call(method, world.url(task), body).status == 404
    assert eve.get(f"/api/tasks?workspace={world.harbour.id}").status == 404
    assert eve.get("/api/tasks").items == []
    assert eve.post("/api/tasks", {"project_id": str(world.ops.id), "title": "Mine"}).status == 422
    assert vic.get(world.url(task)).status == 200
    assert vic.patch(world.url(task), {"title": "Mine"}).status == 403
    assert vic.post("/api/tasks", {"project_id": str(world.ops.id), "title": "Mine"}).status == 403
    assert Caller().get(world.url(task)).status == 401
    assert ann.get(world.url(task)).json["version"] == 1


def test_an_archived_project_takes_no_changes(world: World, ann: Caller) -> None:
    task = world.task()
    ann.post(f"/api/projects/{world.ops.id}/archive")
    refused = ann.patch(world.url(task), {"title": "New"})
    assert (refused.status, refused.json["detail"]) == (409, "The project OPS is archived; unarchive it first.")
    assert ann.post("/api/tasks", {"project_id": str(world.ops.id), "title": "New"}).status == 409
