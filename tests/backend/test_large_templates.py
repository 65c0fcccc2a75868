"""Many tasks made at once, and deep ones: in as many statements as few."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.core.ids import uuid7
from backend.eventlog.change import change
from backend.tasks.models import Task
from tests.world import Caller, World


@pytest.fixture
def fields(world: World, ann: Caller) -> None:
    """Operations has custom fields."""
    for name, kind in (("Who", "person"), ("Berth", "number")):
        assert ann.post(f"/api/projects/{world.ops.id}/fields", {"name": name, "type": kind}).status == 201


def asked(caller: Caller, path: str, body: object) -> int:
    """How many statements a POST takes."""
    with CaptureQueriesContext(connection) as queries:
        answer = caller.post(path, body)
    assert answer.status == 201, answer.text
    return len(queries)


def busy(world: World, count: int) -> dict[str, Any]:
    """A template's task with as many below it, each with something of everything."""

    def task(number: int) -> dict[str, Any]:
        return {
            "title": f"Number {number}",
            "status": ("Todo", "Doing")[number % 2],
            "assignees": [str(world.cleo.id), str(world.bob.id)],
            "due_in": "P1D",
            "fields": {"who": str(world.cleo.id), "berth": number},
        }

    first = count // 2
    deep = task(first)
    for number in range(first + 1, count):
        deep = {**task(number), "subtasks": [deep]}
    return {**task(0), "subtasks": [*(task(number) for number in range(1, first)), deep]}


@pytest.mark.usefixtures("fields")
def test_a_template_of_forty_takes_as_many_statements_as_one_of_four(world: World, ann: Caller) -> None:
    path, counts, versions = f"/api/projects/{world.ops.id}/templates", [], []
    for count in (4, 4, 40):
        template = ann.post(path, {"name": "Usual", "task": busy(world, count)}).json["id"]
        before = world.last
        counts.append(asked(ann, f"{path}/{template}/create", {}))
        versions.append(world.events(before))
    assert counts[1] == counts[2]
    assert versions[2] == ["task.created"] * 40


@pytest.mark.usefixtures("fields")
def test_a_deep_task_is_saved_and_duplicated_in_as_many_statements_as_a_shallow_one(world: World, ann: Caller) -> None:
    saved, copied = [], []
    for depth in (2, 2, 30):
        with change(world.ann):
            top = parent = world.task(f"Depth {depth}")
            for number in range(depth):
                parent = world.task(f"{number}", parent_id=parent.id)
            world.task("Given up", parent_id=top.id, status="Cancelled")
        saved.append(asked(ann, world.url(top, "/template"), {"name": "Deep"}))
        copied.append(asked(ann, world.url(top, "/duplicate"), {}))
        assert Task.objects.filter(title=f"{depth - 1}").count() >= 2
    assert (saved[1], copied[1]) == (saved[2], copied[2])


def test_a_project_of_hundreds_of_tasks_is_made_in_as_many_statements_as_one_of_a_few(
    world: World, ann: Caller
) -> None:
    made, counts = [], []
    label = ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "ship"}).json["id"]
    usual = {**busy(world, 49), "labels": [label]}
    _without_fields(usual)
    path = f"/api/projects/{world.ops.id}/templates"
    template = ann.post(path, {"name": "Usual", "task": usual}).json["id"]
    for uses in (1, 9):
        for _ in range(uses):
            ann.post(f"{path}/{template}/create", {})
        kept = {"project_id": str(world.ops.id), "name": "Season", "with_tasks": True}
        season = ann.post("/api/project-templates", kept).json["id"]
        body = {"id": str(uuid7()), "key": f"S{uses}", "name": "Season"}
        before = world.last
        counts.append(asked(ann, f"/api/project-templates/{season}/create", body))
        made.append(world.events(before).count("task.created"))
    assert made == [49, 490]
    assert counts[0] == counts[1]
    numbers = Task.objects.filter(project__key="S9").order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 491))


def _without_fields(task: dict[str, Any]) -> None:
    del task["fields"]
    for one in task.get("subtasks", ()):
        _without_fields(one)
