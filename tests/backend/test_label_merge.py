"""One label takes the place of another one."""

import json
from uuid import UUID

import pytest
from django.db import connection

from backend.projects.actions.label import create_label
from backend.projects.models import Label
from backend.tasks.actions import label as actions
from backend.tasks.actions.label import go_on_merging
from tests.world import Caller, World


@pytest.fixture
def bug(world: World) -> Label:
    """The one that goes."""
    return create_label(actor=world.ann, workspace_id=world.harbour.id, name="bug")


@pytest.fixture
def fault(world: World) -> Label:
    """The one that stays."""
    return create_label(actor=world.ann, workspace_id=world.harbour.id, name="fault")


def merge(caller: Caller, label: Label, into: UUID, **headers: str) -> tuple[int, str]:
    """Status and body."""
    answer = caller.post(f"/api/labels/{label.id}/merge", {"into": str(into)}, **headers)
    return answer.status, answer.text


def labels_of(caller: Caller, world: World) -> dict[str, list[str]]:
    """Title → names of the labels, in order."""
    rows = caller.get(f"/api/tasks?workspace={world.harbour.id}").items
    return {task["title"]: [label["name"] for label in task["labels"]] for task in rows}


def jobs() -> list[dict[str, str]]:
    """What is left to be done."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args::text FROM procrastinate_jobs WHERE task_name = 'maintenance.merge_label' ORDER BY id"
        )
        return [json.loads(row[0]) for row in cursor.fetchall()]


def test_tasks_keep_one_of_two_labels(world: World, cleo: Caller, bug: Label, fault: Label) -> None:
    urgent = create_label(actor=world.ann, workspace_id=world.harbour.id, name="urgent")
    world.task("One", labels=[bug.id, urgent.id])
    world.task("Both", labels=[bug.id, fault.id])
    world.task("None", labels=[urgent.id])
    trashed = world.task("Trashed", labels=[bug.id])
    cleo.delete(world.url(trashed))
    before = world.last
    status, body = merge(cleo, bug, fault.id, If_Match='"1"')
    assert (status, json.loads(body)["name"]) == (200, "fault")
    assert world.events(before) == ["task.updated", "task.updated", "label.deleted"]
    assert labels_of(cleo, world) == {"One": ["fault", "urgent"], "Both": ["fault"], "None": ["urgent"]}
    assert [one["name"] for one in cleo.post(world.url(trashed, "/restore")).json["labels"]] == ["fault"]
    assert cleo.get(f"/api/labels/{bug.id}").status == 404
    assert jobs() == []


def test_tasks_that_the_caller_does_not_see_keep_it_too(world: World, ann: Caller, cleo: Caller, bug: Label) -> None:
    into = create_label(actor=world.ann, workspace_id=world.harbour.id, name="fault").id
    body = {"workspace_id": str(world.harbour.id), "key": "SEC", "name": "Secret", "visibility": "private"}
    project = ann.post("/api/projects", body).json["id"]
    ann.post("/api/tasks", {"project_id": project, "title": "Hidden", "labels": [str(bug.id)]})
    archived = ann.post("/api/projects", body | {"key": "OLD", "visibility": "workspace"}).json["id"]
    ann.post("/api/tasks", {"project_id": archived, "title": "Old", "labels": [str(bug.id)]})
    ann.post(f"/api/projects/{archived}/archive")
    assert merge(cleo, bug, into)[0] == 200
    assert labels_of(ann, world)["Hidden"] == ["fault"]
    assert "Hidden" not in cleo.get(f"/api/events?workspace={world.harbour.id}&limit=200").text


def test_of_many_tasks_a_job_does_the_rest(
    world: World, ann: Caller, bug: Label, fault: Label, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    for number in range(5):
        world.task(str(number), labels=[bug.id])
    before = world.last
    assert merge(ann, bug, fault.id)[0] == 202
    assert world.events(before) == ["task.updated"] * 2
    arguments = {"label_id": str(bug.id), "into": str(fault.id), "user_id": str(world.ann.id)}
    assert jobs() == [arguments]
    for _ in range(3):
        go_on_merging(bug.id, fault.id, world.ann.id)
    assert world.events(before) == [*["task.updated"] * 5, "label.deleted"]
    assert jobs() == [arguments, arguments]
    assert set(map(tuple, labels_of(ann, world).values())) == {("fault",)}


def test_a_job_stops_where_it_may_not_go_on(world: World, ann: Caller, bug: Label, fault: Label) -> None:
    task = world.task(labels=[bug.id])
    ann.patch(f"/api/workspaces/{world.harbour.id}/members/{world.cleo.id}", {"role": "viewer"})
    before = world.last
    go_on_merging(bug.id, fault.id, world.cleo.id)
    go_on_merging(bug.id, fault.id, world.eve.id)
    ann.delete(f"/api/labels/{fault.id}")
    go_on_merging(bug.id, fault.id, world.ann.id)
    assert world.events(before) == ["label.deleted"]
    assert [one["name"] for one in ann.get(world.url(task)).json["labels"]] == ["bug"]


def test_only_two_labels_of_one_workspace_become_one(
    world: World, ann: Caller, vic: Caller, eve: Caller, bug: Label
) -> None:
    elsewhere = ann.post("/api/workspaces", {"name": "Elsewhere"}).json["id"]
    foreign = ann.post("/api/labels", {"workspace_id": elsewhere, "name": "fault"}).json["id"]
    before = world.last
    for into in (str(bug.id), foreign, str(world.ops.id)):
        refused = ann.post(f"/api/labels/{bug.id}/merge", {"into": into})
        assert refused.faults == {"body.into": "no other label of this workspace has this id"}
    here = create_label(actor=world.ann, workspace_id=world.harbour.id, name="fault")
    assert [merge(vic, bug, here.id)[0], merge(eve, bug, here.id)[0]] == [403, 404]
    assert merge(ann, bug, here.id, If_Match='"2"')[0] == 412
    assert world.events(before) == ["label.created"]
