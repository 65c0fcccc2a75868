"""Taking back what was done: the inverse change where the present state allows it, else what stands in the way."""

from typing import Any

import pytest

from backend.tasks.models import Task
from tests.world import Answer, Caller, World


def _undo(who: Caller, world: World, seq: int | None = None) -> Answer:
    return who.post(f"/api/events/{seq or world.last}/undo?workspace={world.harbour.id}")


def _seq(world: World, kind: str) -> int:
    """The newest event of this type."""
    found = Caller(world.ann).get(f"/api/events?workspace={world.harbour.id}&type={kind}&sort=-seq&limit=1").items
    return int(found[0]["seq"])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "Bring the crates"}, "title"),
        ({"description": "All of them."}, "description"),
        ({"priority": "urgent"}, "priority"),
        ({"status": "Done"}, "status"),
        ({"due_at": "2026-12-01T08:00:00Z"}, "due_at"),
        ({"estimate": 3}, "estimate"),
        ({"due_at": "2026-12-01T08:00:00Z", "recurrence": "FREQ=DAILY"}, "recurrence"),
    ],
)
def test_each_field_gets_its_old_value_back(world: World, ann: Caller, changes: dict[str, Any], field: str) -> None:
    task = world.task()
    before = ann.get(world.url(task)).json
    assert ann.patch(world.url(task), changes).json[field] != before[field]
    answer = _undo(ann, world)
    assert (answer.status, answer.json) == (200, {"undone": [world.last - 1]})
    after = ann.get(world.url(task)).json
    assert after == before | {"version": 3, "updated_at": after["updated_at"]}


def test_people_and_labels_come_back(world: World, ann: Caller) -> None:
    label = ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "bug"}).json
    task = world.task(assignees=[world.cleo.id])
    ann.patch(world.url(task), {"assignees": [str(world.bob.id)], "labels": [label["id"]]})
    assert _undo(ann, world).status == 200
    shown = ann.get(world.url(task)).json
    assert ([one["name"] for one in shown["assignees"]], shown["labels"]) == (["Cleo"], [])


def test_an_undo_can_be_undone(world: World, ann: Caller) -> None:
    task = world.task()
    ann.patch(world.url(task), {"title": "Second thoughts"})
    assert [_undo(ann, world).status, _undo(ann, world).status] == [200, 200]
    assert ann.get(world.url(task)).json["title"] == "Second thoughts"


def test_what_somebody_changed_since_stands_in_the_way_and_is_named(world: World, ann: Caller, bob: Caller) -> None:
    task = world.task()
    ann.patch(world.url(task), {"title": "Ann's", "priority": "high"})
    wanted = world.last
    bob.patch(world.url(task), {"title": "Bob's"})
    refused = _undo(ann, world, wanted)
    assert (refused.status, refused.json["fields"]) == (409, ["title"])
    assert refused.json["detail"] == "OPS-1: title has been changed since."
    shown = ann.get(world.url(task)).json
    assert (shown["title"], shown["priority"]) == ("Bob's", "high")


def test_other_fields_that_changed_since_do_not(world: World, ann: Caller, bob: Caller) -> None:
    task = world.task()
    ann.patch(world.url(task), {"title": "Ann's"})
    wanted = world.last
    bob.patch(world.url(task), {"priority": "high"})
    assert _undo(ann, world, wanted).status == 200
    shown = ann.get(world.url(task)).json
    assert (shown["title"], shown["priority"]) == ("Bring the pallets", "high")


def test_coming_and_going(world: World, ann: Caller) -> None:
    task = world.task()
    for path in ("/archive", "/unarchive"):
        before = ann.get(world.url(task)).json["archived_at"] is None
        ann.post(world.url(task, path))
        assert _undo(ann, world).status == 200
        assert (ann.get(world.url(task)).json["archived_at"] is None) == before
        ann.post(world.url(task, path))
    ann.delete(world.url(task))
    assert _undo(ann, world).status == 200
    assert ann.get(world.url(task)).status == 200


def test_a_family_that_was_deleted_comes_back_by_its_request(world: World, ann: Caller) -> None:
    above = world.task("above")
    below = world.task("below", parent_id=above.id)
    ann.delete(world.url(above), X_Request_ID="oops")
    answer = ann.post("/api/undo", {"workspace": str(world.harbour.id), "request_id": "oops"})
    assert answer.status == 200
    assert [ann.get(world.url(one)).status for one in (above, below)] == [200, 200]
    assert ann.get(world.url(above)).json["subtask_count"] == 1


def test_a_whole_bulk_change_is_taken_back_or_none_of_it(world: World, ann: Caller, bob: Caller) -> None:
    tasks = [world.task(f"number {index}") for index in range(5)]
    body = {"ids": [str(task.id) for task in tasks], "changes": {"priority": "urgent", "status": "Done"}}
    assert ann.post("/api/tasks/bulk", body, X_Request_ID="mine").status == 200
    assert ann.post("/api/undo", {"workspace": str(world.harbour.id), "request_id": "mine"}).status == 200
    assert set(Task.objects.values_list("priority", "status__name")) == {(0, "Todo")}
    ann.post("/api/tasks/bulk", body, X_Request_ID="again")
    bob.patch(world.url(tasks[2]), {"priority": "low"})
    refused = ann.post("/api/undo", {"workspace": str(world.harbour.id), "request_id": "again"})
    assert (refused.status, refused.json["detail"]) == (409, "OPS-3: priority has been changed since.")
    assert {task.priority for task in Task.objects.exclude(id=tasks[2].id)} == {4}


def test_what_was_made_goes_unless_somebody_worked_on_it(world: World, ann: Caller, cleo: Caller) -> None:
    task = world.task()
    assert _undo(ann, world).status == 200
    assert ann.get(world.url(task)).status == 404
    other = world.task("worked on")
    made = world.last
    cleo.post(world.url(other, "/comments"), {"body": "On my way"})
    refused = _undo(ann, world, made)
    assert refused.status == 409
    assert refused.json["detail"].startswith("OPS-2 has been changed since it was made")


def test_comments_labels_and_links(world: World, ann: Caller) -> None:
    task, other = world.task(), world.task("other")
    comment = ann.post(world.url(task, "/comments"), {"body": "first"}).json
    ann.patch(world.url(task, f"/comments/{comment['id']}"), {"body": "second"})
    assert _undo(ann, world, _seq(world, "comment.updated")).status == 200
    assert ann.get(world.url(task, f"/comments/{comment['id']}")).json["body"] == "first"
    label = ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "bug"}).json
    ann.patch(f"/api/labels/{label['id']}", {"name": "fault"})
    assert _undo(ann, world).status == 200
    assert ann.get(f"/api/labels/{label['id']}").json["name"] == "bug"
    link = ann.post(world.url(task, "/links"), {"kind": "blocks", "task_id": str(other.id)}).json
    ann.delete(world.url(task, f"/links/{link['id']}"))
    assert _undo(ann, world, _seq(world, "link.deleted")).status == 200
    assert ann.get(world.url(other)).json["blocked_by"] == [str(task.id)]
    assert _undo(ann, world, _seq(world, "link.created")).status == 200
    assert ann.get(world.url(other)).json["is_blocked"] is False


def test_a_role_and_a_member(world: World, ann: Caller) -> None:
    path = f"/api/workspaces/{world.harbour.id}/members/{world.cleo.id}"
    ann.patch(path, {"role": "viewer"})
    assert _undo(ann, world, _seq(world, "member.updated")).status == 200
    assert ann.get(path).json["role"] == "member"
    ann.delete(path)
    assert _undo(ann, world, _seq(world, "member.removed")).status == 200
    assert ann.get(path).json["role"] == "member"


def test_counts_alone_follow_from_another_event(world: World, ann: Caller) -> None:
    task = world.task()
    ann.post(world.url(task, "/comments"), {"body": "said"})
    refused = _undo(ann, world, _seq(world, "task.updated"))
    assert (refused.status, refused.json["detail"]) == (
        409,
        "This event only tells what followed from another one; undo that one.",
    )


def test_who_may_not_do_it_may_not_undo_it(world: World, ann: Caller, vic: Caller, eve: Caller) -> None:
    task = world.task()
    ann.patch(world.url(task), {"title": "x"})
    assert [_undo(vic, world).status, _undo(eve, world).status] == [403, 404]
    assert ann.get(world.url(task)).json["title"] == "x"


def test_what_is_hidden_cannot_be_undone(world: World, ann: Caller, bob: Caller) -> None:
    secret = ann.post(
        "/api/projects",
        {"workspace_id": str(world.harbour.id), "key": "SEC", "name": "Secret", "visibility": "private"},
    ).json
    ann.post("/api/tasks", {"project_id": secret["id"], "title": "hush"})
    assert _undo(bob, world).status == 404


@pytest.mark.parametrize(("seq", "status"), [(0, 422), (10**6, 404), (2**63, 422)])
def test_numbers_that_are_none(world: World, ann: Caller, seq: int, status: int) -> None:
    assert ann.post(f"/api/events/{seq}/undo?workspace={world.harbour.id}").status == status


def test_an_unknown_request_is_not_found(world: World, ann: Caller) -> None:
    assert ann.post("/api/undo", {"workspace": str(world.harbour.id), "request_id": "never"}).status == 404


def _project(who: Caller, world: World, key: str, **fields: object) -> str:
    body = {"workspace_id": str(world.harbour.id), "key": key, "name": key} | fields
    return str(who.post("/api/projects", body).json["id"])


def test_a_family_that_has_moved_goes_back_with_its_columns_and_fields(world: World, ann: Caller) -> None:
    ann.post(f"/api/projects/{world.ops.id}/fields", {"key": "gate", "name": "Gate", "type": "text"})
    above = world.task("above", status="Doing", fields={"gate": "4"})
    below = world.task("below", parent_id=above.id, status="Done", fields={"gate": "5"})
    outside = world.task("outside")
    before = [ann.get(world.url(one)).json for one in (above, below)]
    ann.patch(world.url(above), {"project_id": _project(ann, world, "DEV")})
    ann.patch(world.url(outside), {"title": "else"})
    assert [ann.get(world.url(one)).json["fields"] for one in (above, below)] == [{}, {}]
    answer = _undo(ann, world, min(_all(ann, world, "task.moved")))
    assert (answer.status, len(answer.json["undone"])) == (200, 2)
    after = [ann.get(world.url(one)).json for one in (above, below)]
    same = ("project_id", "status", "fields", "parent_id", "subtask_count", "subtask_done")
    assert [[one[name] for name in same] for one in after] == [[one[name] for name in same] for one in before]


def _all(who: Caller, world: World, kind: str) -> list[int]:
    return [event["seq"] for event in who.get(f"/api/events?workspace={world.harbour.id}&type={kind}").items]


@pytest.mark.parametrize("path", ["", "/archive", "/unarchive", "/restore"])
def test_what_was_taken_back_already_is_not_taken_back_again(world: World, ann: Caller, path: str) -> None:
    task = world.task()
    if path == "":
        ann.delete(world.url(task))
    else:
        if path == "/unarchive":
            ann.post(world.url(task, "/archive"))
        if path == "/restore":
            ann.delete(world.url(task))
        ann.post(world.url(task, path))
    seq = world.last
    assert [_undo(ann, world, seq).status, _undo(ann, world, seq).status] == [200, 409]
    assert world.last == seq + 1


def test_what_is_needed_and_has_gone_stands_in_the_way(world: World, ann: Caller) -> None:
    task = world.task(assignees=[world.cleo.id])
    ann.patch(world.url(task), {"assignees": []})
    seq = world.last
    ann.delete(f"/api/workspaces/{world.harbour.id}/members/{world.cleo.id}")
    refused = _undo(ann, world, seq)
    assert (refused.status, ann.get(world.url(task)).json["assignees"]) == (409, [])
    assert refused.json["detail"].startswith("task.updated cannot be taken back: ")


def test_what_has_gone_out_of_sight_is_not_described(world: World, ann: Caller, cleo: Caller) -> None:
    task = world.task()
    ann.patch(world.url(task), {"title": "Seen by all"})
    seq = world.last
    ann.patch(world.url(task), {"project_id": _project(ann, world, "SEC", visibility="private"), "title": "Secret"})
    refused = _undo(cleo, world, seq)
    assert (refused.status, refused.json["detail"]) == (409, "The task is gone.")


def test_a_project_or_label_that_is_in_use_is_not_unmade(world: World, ann: Caller) -> None:
    project = _project(ann, world, "DEV")
    made = _seq(world, "project.created")
    label = ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "bug"}).json
    labelled = world.last
    ann.post("/api/tasks", {"project_id": project, "title": "x", "labels": [label["id"]]})
    assert [_undo(ann, world, made).status, _undo(ann, world, labelled).status] == [409, 409]
    assert ann.get(f"/api/projects/{project}").status == 200


def test_a_project_goes_with_its_columns_by_its_request(world: World, ann: Caller) -> None:
    body = {"workspace_id": str(world.harbour.id), "key": "DEV", "name": "x"}
    project = ann.post("/api/projects", body, X_Request_ID="oops").json["id"]
    assert ann.post("/api/undo", {"workspace": str(world.harbour.id), "request_id": "oops"}).status == 200
    assert ann.get(f"/api/projects/{project}").status == 404


def test_whoever_has_left_is_not_fetched_back(world: World, ann: Caller, cleo: Caller) -> None:
    path = f"/api/workspaces/{world.harbour.id}/members/{world.cleo.id}"
    assert cleo.delete(path).status == 204
    before = world.last
    refused = _undo(ann, world, _seq(world, "member.removed"))
    assert (refused.status, refused.json["detail"]) == (409, "This person has left; invite them again.")
    assert (world.last, ann.get(path).status) == (before, 404)


def test_a_member_comes_back_into_his_private_projects_by_the_request(world: World, ann: Caller, cleo: Caller) -> None:
    secret = _project(ann, world, "SEC", visibility="private")
    ann.put(f"/api/projects/{secret}/members/{world.cleo.id}")
    ann.delete(f"/api/workspaces/{world.harbour.id}/members/{world.cleo.id}", X_Request_ID="oops")
    assert ann.post("/api/undo", {"workspace": str(world.harbour.id), "request_id": "oops"}).status == 200
    assert cleo.get(f"/api/projects/{secret}").status == 200
    assert _undo(ann, world, _seq(world, "project.member_added")).status == 200
    assert cleo.get(f"/api/projects/{secret}").status == 404


def test_an_undo_asks_for_the_same_right_as_the_change(world: World, ann: Caller, cleo: Caller) -> None:
    task = world.task()
    comment = ann.post(world.url(task, "/comments"), {"body": "Ann's"}).json
    assert _undo(cleo, world, _seq(world, "comment.created")).status == 403
    ann.patch(f"/api/projects/{world.ops.id}", {"key": "NEW"})
    assert _undo(cleo, world).status == 403
    assert ann.get(world.url(task, f"/comments/{comment['id']}")).json["body"] == "Ann's"
