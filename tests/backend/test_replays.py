"""Creating the same thing again: the first result, as long as it is there and the caller may see it."""

from uuid import UUID

import pytest

from backend.core.ids import uuid7
from backend.workspaces.actions import add_member, create_workspace
from tests.world import Caller, World


def test_who_was_removed_does_not_read_on_by_sending_his_creations_again(
    world: World, ann: Caller, cleo: Caller
) -> None:
    body = {"id": str(uuid7()), "project_id": str(world.ops.id), "title": "Hers"}
    own = {"id": str(uuid7()), "workspace_id": str(world.harbour.id), "key": "YRD", "name": "Yard"}
    label = {"id": str(uuid7()), "workspace_id": str(world.harbour.id), "name": "bug"}
    sent = (("/api/tasks", body), ("/api/projects", own), ("/api/labels", label))
    assert [cleo.post(path, what).status for path, what in sent] == [201, 201, 201]
    ann.patch(f"/api/tasks/{body['id']}", {"title": "Secret since"})
    ann.delete(f"/api/workspaces/{world.harbour.id}/members/{world.cleo.id}")
    for path, what in sent:
        again = cleo.post(path, what)
        assert (again.status, "Secret" in again.text) == (409, False), path


def test_what_has_been_deleted_meanwhile_is_not_made_again(world: World, ann: Caller) -> None:
    task = world.task()
    bodies = (
        ("/api/tasks", {"id": str(uuid7()), "project_id": str(world.ops.id), "title": "x"}, "/api/tasks/{id}"),
        (world.url(task, "/comments"), {"id": str(uuid7()), "body": "x"}, world.url(task, "/comments/{id}")),
        ("/api/workspaces", {"id": str(uuid7()), "name": "Elsewhere"}, "/api/workspaces/{id}"),
    )
    for path, body, own in bodies:
        assert ann.post(path, body).status == 201
        assert ann.delete(own.format(id=body["id"])).status == 204
        before = world.last
        assert (ann.post(path, body).status, world.last) == (409, before), path


def test_one_key_for_tasks_of_one_name_in_two_workspaces_is_no_repetition(world: World, ann: Caller) -> None:
    other = ann.post("/api/workspaces", {"name": "Elsewhere"}).json["id"]
    project = ann.post("/api/projects", {"workspace_id": other, "key": "OPS", "name": "Theirs"}).json["id"]
    there = ann.post("/api/tasks", {"project_id": project, "title": "There"}).json["id"]
    world.task("Here")
    path, body = "/api/tasks/OPS-1/comments?workspace=", {"body": "Done"}
    assert ann.post(f"{path}{world.harbour.id}", body, Idempotency_Key="k").status == 201
    assert ann.post(f"{path}{other}", body, Idempotency_Key="k").status == 409
    assert ann.get(f"/api/tasks/{there}").json["comment_count"] == 0


def test_a_person_is_taken_in_once_under_one_key(world: World, ann: Caller) -> None:
    add_member(create_workspace(actor=world.ann, name="Elsewhere").id, actor=world.ann, user=world.eve)
    path, body = f"/api/workspaces/{world.harbour.id}/members", {"email": "eve@example.org"}
    answers = [ann.post(path, body, Idempotency_Key="k") for _ in range(2)]
    assert [answer.status for answer in answers] == [201, 200]
    assert answers[0].json == answers[1].json
    assert ann.post(path, body).status == 409


@pytest.mark.parametrize("of", ["task", "project", "workspace"])
def test_a_thing_may_have_the_id_of_another_kind_of_thing(world: World, ann: Caller, of: str) -> None:
    """Each still has its own version and its own event."""
    task = world.task()
    taken: UUID = {"task": task.id, "project": world.ops.id, "workspace": world.harbour.id}[of]
    before = world.last
    assert ann.post(world.url(task, "/comments"), {"id": str(taken), "body": "Twin"}).status == 201
    assert world.events(before) == ["comment.created", "task.updated"]
    shown = ann.get(world.url(task)).json
    assert (shown["comment_count"], shown["version"]) == (1, 2)
