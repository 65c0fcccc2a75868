"""Templates of projects."""

from typing import Any

import pytest

from backend.core.ids import uuid7
from backend.tasks.models import ProjectTemplate
from tests.world import Caller, World


@pytest.fixture
def season(world: World, ann: Caller) -> str:
    """The id of a project with something of everything."""
    body = {"workspace_id": str(world.harbour.id), "key": "S25", "name": "Season 25", "color": "#112233"}
    project: str = ann.post("/api/projects", body | {"description": "Ships"}).json["id"]
    ann.post(f"/api/projects/{project}/statuses", {"name": "At anchor", "category": "active"})
    options = [{"name": "Small"}, {"name": "Large", "color": "#ff0000"}]
    for field in (
        {"name": "Size", "type": "select", "options": options},
        {"name": "Berth", "type": "number", "key": "berth_no"},
        {"name": "Old", "type": "text"},
    ):
        made = ann.post(f"/api/projects/{project}/fields", field).json["id"]
    ann.post(f"/api/projects/{project}/fields/{made}/archive")
    task = {"title": "Arrival", "status": "At anchor", "fields": {"size": "large"}, "due_in": "P1D"}
    ann.post(f"/api/projects/{project}/templates", {"name": "Arrival", "task": task})
    label = ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "ship"}).json["id"]
    more: dict[str, Any] = {"project_id": project, "labels": [label], "assignees": [str(world.cleo.id)]}
    first = ann.post("/api/tasks", more | {"title": "Sweep", "status": "At anchor", "fields": {"berth_no": 7}}).json[
        "id"
    ]
    ann.post("/api/tasks", {"project_id": project, "title": "Brooms", "status": "Done", "parent_id": first})
    ann.post("/api/tasks", {"project_id": project, "title": "Given up", "status": "Cancelled"})
    return project


def save(caller: Caller, project: str, **more: Any) -> Any:
    """A template of the project."""
    answer = caller.post("/api/project-templates", {"project_id": project, "name": "Season", **more})
    assert answer.status == 201, answer.text
    return answer.json


def test_a_project_is_made_as_another_was(world: World, ann: Caller, cleo: Caller, season: str) -> None:
    template = save(cleo, season, with_tasks=True, description="Each year")
    assert (template["description"], world.events()[-1]) == ("Each year", "project_template.created")
    before = world.last
    made = cleo.post(f"/api/project-templates/{template['id']}/create", {"key": "S26", "name": "Season 26"})
    assert made.status == 201, made.text
    new = made.json
    assert (new["key"], new["description"], new["color"], new["visibility"]) == ("S26", "Ships", "#112233", "workspace")
    path = f"/api/projects/{new['id']}"
    names = ["Backlog", "Todo", "Doing", "Done", "Cancelled", "At anchor"]
    assert [status["name"] for status in ann.get(f"{path}/statuses").items] == names
    fields = ann.get(f"{path}/fields").items
    assert [(field["key"], field["type"]) for field in fields] == [("size", "select"), ("berth_no", "number")]
    assert fields[0]["options"][1] == {"key": "large", "name": "Large", "color": "#ff0000"}
    tasks = {task["title"]: task for task in ann.get(f"/api/tasks?project={new['id']}").items}
    assert tasks.keys() == {"Sweep", "Brooms"}
    sweep, brooms = tasks["Sweep"], tasks["Brooms"]
    assert (sweep["status"]["name"], brooms["status"]["name"]) == ("At anchor", "Todo")
    assert (sweep["fields"], brooms["parent_id"], sweep["subtask_count"]) == ({"berth_no": 7}, sweep["id"], 1)
    assert ([one["name"] for one in sweep["labels"]], [one["name"] for one in sweep["assignees"]]) == (
        ["ship"],
        ["Cleo"],
    )
    (arrival,) = ann.get(f"{path}/templates").items
    used = ann.post(f"{path}/templates/{arrival['id']}/create", {}).json
    assert (used["status"]["name"], used["fields"]) == ("At anchor", {"size": "large"})
    kinds = ["project.created", *["status.created"] * 6, *["field.created"] * 2, "template.created"]
    assert world.events(before)[:-1] == [*kinds, "task.created", "task.created"]


def test_without_tasks_there_are_none(world: World, ann: Caller, season: str) -> None:
    template = save(ann, season)
    assert template["project"]["tasks"] == []
    body = {"key": "S26", "name": "x", "description": "", "color": "#000000", "visibility": "private"}
    new = ann.post(f"/api/project-templates/{template['id']}/create", body).json
    assert (new["description"], new["color"], new["visibility"]) == ("", "#000000", "private")
    assert ann.get(f"/api/tasks?project={new['id']}").items == []


def test_a_key_that_is_taken_makes_nothing(world: World, ann: Caller, season: str) -> None:
    template = save(ann, season, with_tasks=True)
    before = world.last
    refused = ann.post(f"/api/project-templates/{template['id']}/create", {"key": "OPS", "name": "x"})
    assert (refused.status, world.last) == (409, before)


def test_project_templates_are_listed_changed_and_deleted(
    world: World, ann: Caller, vic: Caller, eve: Caller, season: str
) -> None:
    template = save(ann, season)
    one = f"/api/project-templates/{template['id']}"
    before = world.last
    assert vic.get(f"/api/project-templates?workspace={world.harbour.id}").items == [template]
    assert (vic.get(one).json, eve.get("/api/project-templates").items) == (template, [])
    use = {"key": "NEW", "name": "x"}
    body = {"project_id": season, "name": "Mine"}
    refused = [vic.patch(one, {"name": "x"}), vic.delete(one), vic.post(f"{one}/create", use)]
    assert {answer.status for answer in [*refused, vic.post("/api/project-templates", body)]} == {403}
    hidden = [eve.get(one), eve.patch(one, {"name": "x"}), eve.delete(one), eve.post(f"{one}/create", use)]
    assert {answer.status for answer in hidden} == {404}
    assert eve.get(f"/api/project-templates?workspace={world.harbour.id}").status == 404
    assert eve.post("/api/project-templates", body).status == 422
    assert world.last == before
    assert ann.patch(one, {"name": "Year"}).json["version"] == 2
    assert ann.patch(one, {"name": "Old"}, If_Match='"1"').status == 412
    assert (ann.delete(one).status, ann.get(one).status, ProjectTemplate.objects.count()) == (204, 404, 0)
    assert world.events(before) == ["project_template.updated", "project_template.deleted"]


def test_what_a_private_project_holds_is_shown_to_all_only_by_who_may_open_it(
    world: World, bob: Caller, cleo: Caller
) -> None:
    body = {"workspace_id": str(world.harbour.id), "key": "SEC", "name": "Secret", "visibility": "private"}
    mine = cleo.post("/api/projects", body).json["id"]
    refused = cleo.post("/api/project-templates", {"project_id": mine, "name": "x"})
    assert (refused.status, ProjectTemplate.objects.count()) == (403, 0)
    hers = bob.post("/api/projects", body | {"key": "BOB"}).json["id"]
    save(bob, hers)


def test_the_same_template_sent_twice_is_made_once(world: World, ann: Caller, season: str) -> None:
    body = {"id": str(uuid7()), "project_id": season, "name": "Season"}
    assert [ann.post("/api/project-templates", body).status for _ in range(2)] == [201, 200]
    use = {"id": str(uuid7()), "key": "S26", "name": "x"}
    path = f"/api/project-templates/{body['id']}/create"
    assert [ann.post(path, use).status for _ in range(2)] == [201, 200]
