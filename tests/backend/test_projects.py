"""Projects, statuses and labels."""

from uuid import UUID

import pytest

from tests.world import Caller, World


def test_a_new_project_begins_with_five_statuses(world: World, cleo: Caller) -> None:
    body = {"workspace_id": str(world.harbour.id), "key": "yrd", "name": "Yard"}
    created = cleo.post("/api/projects", body)
    assert (created.status, created.json["key"]) == (201, "YRD")
    statuses = cleo.get(f"/api/projects/{created.json['id']}/statuses").items
    assert [(status["name"], status["category"]) for status in statuses] == [
        ("Backlog", "backlog"),
        ("Todo", "todo"),
        ("Doing", "active"),
        ("Done", "done"),
        ("Cancelled", "cancelled"),
    ]


def test_keys_are_unique_in_the_workspace(world: World, ann: Caller) -> None:
    body = {"workspace_id": str(world.harbour.id), "key": "OPS", "name": "Again"}
    before = world.last
    assert (
        ann.post("/api/projects", body).json["detail"] == "The key OPS is taken by another project of this workspace."
    )
    yard = ann.post("/api/projects", body | {"key": "YRD"}).json["id"]
    assert ann.patch(f"/api/projects/{yard}", {"key": "ops"}).status == 409
    assert len(world.events(before)) == 6
    ann.delete(f"/api/projects/{world.ops.id}")
    assert ann.patch(f"/api/projects/{yard}", {"key": "ops"}).json["key"] == "OPS"


@pytest.mark.parametrize("key", ["", "1A", "A-B", "TOOLONGAKEY", "ключ", "A B"])
def test_a_bad_key_is_refused(world: World, ann: Caller, key: str) -> None:
    answer = ann.post("/api/projects", {"workspace_id": str(world.harbour.id), "key": key, "name": "x"})
    assert list(answer.faults) == ["body.key"]


def test_a_project_is_changed_replaced_and_its_tasks_keep_their_numbers(world: World, ann: Caller) -> None:
    task = world.task()
    path = f"/api/projects/{world.ops.id}"
    changed = ann.patch(path, {"key": "DCK", "name": "Dock", "color": "#ABCDEF"}, If_Match='"1"')
    assert (changed.json["key"], changed.json["color"], changed.json["version"]) == ("DCK", "#abcdef", 2)
    assert ann.get(world.url(task)).json["key"] == "DCK-1"
    replaced = ann.put(path, {"workspace_id": str(world.harbour.id), "key": "OPS", "name": "Operations"})
    assert (replaced.json["key"], replaced.json["color"]) == ("OPS", "#5350d4")
    assert ann.patch(path, {"name": "x"}, If_Match='"1"').status == 412


def test_archiving_and_deleting_are_for_admins(world: World, ann: Caller, cleo: Caller) -> None:
    task = world.task()
    path = f"/api/projects/{world.ops.id}"
    for refused in (cleo.post(f"{path}/archive"), cleo.delete(path), cleo.patch(path, {"visibility": "private"})):
        assert refused.status == 403
    assert ann.post(f"{path}/archive").json["archived_at"] is not None
    assert ann.get("/api/projects?archived=false").items == []
    assert len(ann.get("/api/projects?archived=true").items) == 1
    assert ann.get("/api/tasks").items == []
    assert ann.post(f"{path}/unarchive").json["archived_at"] is None
    before = world.last
    assert ann.delete(path).status == 204
    assert world.events(before) == ["project.deleted"]
    assert [ann.get(gone).status for gone in (path, world.url(task), f"{path}/statuses")] == [404, 404, 404]


def test_a_private_project_is_seen_by_its_members_alone(world: World, ann: Caller, bob: Caller, cleo: Caller) -> None:
    body = {"workspace_id": str(world.harbour.id), "key": "SEC", "name": "Secret", "visibility": "private"}
    project = ann.post("/api/projects", body).json
    task = ann.post("/api/tasks", {"project_id": project["id"], "title": "Hidden"}).json
    path = f"/api/projects/{project['id']}"
    for caller in (bob, cleo):
        assert caller.get(path).status == 404
        assert caller.get(f"/api/tasks/{task['id']}").status == 404
        assert caller.get(f"/api/tasks?workspace={world.harbour.id}").items == []
        assert "Hidden" not in caller.get(f"/api/events?workspace={world.harbour.id}&limit=200").text
    shared = ann.put(f"{path}/members/{world.cleo.id}")
    assert [member["name"] for member in shared.json["members"]] == ["Ann", "Cleo"]
    assert cleo.get(f"/api/tasks/{task['id']}").json["title"] == "Hidden"
    assert "Hidden" in cleo.get(f"/api/events?workspace={world.harbour.id}&limit=200").text
    assert ann.put(f"{path}/members/{world.eve.id}").status == 404
    assert cleo.delete(f"{path}/members/{world.ann.id}").status == 204
    assert cleo.delete(f"{path}/members/{world.cleo.id}").status == 409
    assert ann.get(path).status == 404


def test_columns_are_added_renamed_moved_hidden_and_removed(world: World, ann: Caller) -> None:
    path = f"/api/projects/{world.ops.id}/statuses"
    todo, doing = world.status("Todo"), world.status("Doing")
    review = ann.post(path, {"name": "Review", "category": "active", "after": str(doing.id)})
    assert review.status == 201
    order = [status["name"] for status in ann.get(path).items]
    assert order == ["Backlog", "Todo", "Doing", "Review", "Done", "Cancelled"]
    own = f"{path}/{review.json['id']}"
    assert ann.patch(own, {"name": "Check", "before": str(todo.id)}).json["version"] == 2
    assert [status["name"] for status in ann.get(path).items][:3] == ["Backlog", "Check", "Todo"]
    assert ann.put(own, {"name": "Proof"}, If_Match='"2"').json["category"] == "todo"
    assert ann.post(f"{own}/archive").json["archived_at"] is not None
    assert ann.post(f"{own}/unarchive").json["archived_at"] is None
    assert ann.get(own).json["name"] == "Proof"
    assert ann.delete(own).status == 204
    assert ann.get(own).status == 404


def test_renaming_a_column_shows_in_its_tasks_without_changing_them(world: World, ann: Caller) -> None:
    task, todo = world.task(), world.status("Todo")
    ann.patch(f"/api/projects/{world.ops.id}/statuses/{todo.id}", {"name": "Next"})
    shown = ann.get(world.url(task)).json
    assert (shown["status"]["name"], shown["version"]) == ("Next", 1)


def test_a_column_with_tasks_stays_unless_they_have_somewhere_to_go(world: World, ann: Caller) -> None:
    world.task()
    path = f"/api/projects/{world.ops.id}/statuses/{world.status('Todo').id}"
    before = world.last
    assert ann.delete(path).status == 409
    for nowhere in (world.status("Todo").id, world.ops.id):
        assert list(ann.delete(f"{path}?move_to={nowhere}").faults) == ["query.move_to"]
    assert world.last == before


def test_labels_are_shown_renamed_and_taken_off_everywhere(world: World, ann: Caller, vic: Caller, eve: Caller) -> None:
    label = ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "Bug"}).json
    task = world.task(labels=[UUID(label["id"])])
    path = f"/api/labels/{label['id']}"
    assert ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "bug"}).status == 409
    assert vic.patch(path, {"name": "x"}).status == 403
    assert (vic.get(path).status, eve.get(path).status) == (200, 404)
    assert ann.patch(path, {"name": "Fault", "color": "#112233"}).json["version"] == 2
    shown = ann.get(world.url(task)).json
    assert shown["labels"] == [{"id": label["id"], "name": "Fault", "color": "#112233"}]
    assert ann.put(path, {"workspace_id": str(world.harbour.id), "name": "Bug"}).json["color"] == "#70707c"
    before = world.last
    assert ann.delete(path).status == 204
    assert world.events(before) == ["label.deleted"]
    shown = ann.get(world.url(task)).json
    assert (shown["labels"], shown["version"]) == ([], 1)


def test_a_label_of_another_workspace_is_none_here(world: World, ann: Caller, eve: Caller) -> None:
    other = eve.post("/api/workspaces", {"name": "Elsewhere"}).json["id"]
    label = eve.post("/api/labels", {"workspace_id": other, "name": "bug"}).json
    refused = ann.patch(world.url(world.task()), {"labels": [label["id"]]})
    assert refused.faults == {"body.labels": f"{label['id']}: no label of this workspace has this id"}
    assert eve.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "x"}).status == 404
