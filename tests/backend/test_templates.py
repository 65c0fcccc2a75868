"""Templates of tasks, and the duplicate of a task."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from backend.core.ids import uuid7
from backend.tasks.models import Task, Template
from backend.workspaces.roles import FIELDS, Role
from tests.world import Caller, Json, World

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)

SHIP: dict[str, Any] = {
    "title": "Unload the ship",
    "description": "Mind the **crane**",
    "priority": "high",
    "due_in": "P3D",
    "start_in": "PT90M",
    "estimate": 2.5,
    "subtasks": [{"title": "Open the hatches"}, {"title": "Count", "subtasks": [{"title": "Sign the list"}]}],
}


def templates_of(world: World) -> str:
    """Where the templates of Operations are."""
    return f"/api/projects/{world.ops.id}/templates"


def tree(caller: Caller, task_id: str) -> Json:
    """Titles of a task and of those below it."""
    below = caller.get(f"/api/tasks?parent={task_id}&sort=number").items
    return [caller.get(f"/api/tasks/{task_id}").json["title"], *(tree(caller, task["id"]) for task in below)]


@pytest.fixture
def label(world: World, ann: Caller) -> str:
    """A label."""
    made: str = ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "ship"}).json["id"]
    return made


@pytest.fixture
def full(world: World, ann: Caller, label: str) -> dict[str, Any]:
    """A task of a template that names everything that there is to name."""
    fields = f"/api/projects/{world.ops.id}/fields"
    ann.post(fields, {"name": "Berth", "type": "text"})
    ann.post(fields, {"name": "Master", "type": "person"})
    return SHIP | {
        "status": "Doing",
        "labels": [label],
        "assignees": [str(world.cleo.id)],
        "fields": {"berth": "7", "master": str(world.cleo.id)},
        "recurrence": "FREQ=WEEKLY;COUNT=5",
        "recurrence_zone": "Europe/Paris",
    }


def test_a_template_makes_its_task_with_all_below_it(world: World, ann: Caller, cleo: Caller, full: Any) -> None:
    made = cleo.post(templates_of(world), {"name": "Arrival", "task": full})
    assert (made.status, world.events()[-1]) == (201, "template.created")
    assert made.json["task"]["status"] == str(world.status("Doing").id)
    assert (made.json["task"]["due_in"], made.json["task"]["start_in"]) == ("P3D", "PT1H30M")
    before = world.last
    with time_machine.travel(NOW, tick=False):
        used = cleo.post(f"{templates_of(world)}/{made.json['id']}/create", {"title": "Unload the Aurora"})
    assert used.status == 201, used.text
    assert world.events(before) == ["task.created"] * 4
    task = used.json
    assert (task["title"], task["description"], task["priority"]) == ("Unload the Aurora", "Mind the **crane**", "high")
    assert (task["status"]["name"], task["estimate"], task["fields"]) == ("Doing", 2.5, full["fields"])
    assert ([one["id"] for one in task["labels"]], [one["name"] for one in task["assignees"]]) == (
        full["labels"],
        ["Cleo"],
    )
    assert datetime.fromisoformat(task["due_at"]) == NOW + timedelta(days=3)
    assert datetime.fromisoformat(task["start_at"]) == NOW + timedelta(minutes=90)
    assert tree(ann, task["id"]) == ["Unload the Aurora", ["Open the hatches"], ["Count", ["Sign the list"]]]
    assert (task["subtask_count"], task["version"]) == (2, 1)
    assert (task["recurrence"], task["recurrence_zone"]) == ("FREQ=WEEKLY;COUNT=5", "Europe/Paris")


def test_what_is_sent_goes_before_the_template(world: World, ann: Caller, full: Any) -> None:
    template = ann.post(templates_of(world), {"name": "Arrival", "task": full}).json["id"]
    parent = world.task("Monday")
    sent: Json = {
        "priority": "low",
        "start_at": "2026-12-01T00:00:00Z",
        "due_at": None,
        "assignees": [],
        "parent_id": str(parent.id),
        "fields": {"berth": "9"},
    }
    used = ann.post(f"{templates_of(world)}/{template}/create", sent).json
    assert (used["priority"], used["due_at"], used["assignees"], used["parent_id"]) == ("low", None, [], str(parent.id))
    assert used["fields"] == full["fields"] | {"berth": "9"}
    before = world.last
    refused = ann.post(f"{templates_of(world)}/{template}/create", {"fields": {"bert": "9"}})
    assert (refused.status, list(refused.faults), world.last) == (422, ["body.fields.bert"], before)


def test_what_has_gone_since_is_left_out(world: World, ann: Caller, full: Any) -> None:
    template = ann.post(templates_of(world), {"name": "Arrival", "task": full}).json["id"]
    ann.delete(f"/api/labels/{full['labels'][0]}")
    ann.delete(f"/api/workspaces/{world.harbour.id}/members/{world.cleo.id}")
    ann.delete(f"/api/projects/{world.ops.id}/statuses/{world.status('Doing').id}")
    used = ann.post(f"{templates_of(world)}/{template}/create", {})
    assert used.status == 201, used.text
    assert (used.json["labels"], used.json["assignees"], used.json["fields"]) == ([], [], {"berth": "7"})
    assert used.json["status"]["name"] == "Todo"


@pytest.mark.parametrize(
    ("task", "place"),
    [
        ({"title": " "}, "title"),
        ({"titel": "x"}, "titel"),
        ({"status": "Nowhere"}, "status"),
        ({"labels": [str(uuid7())]}, "labels"),
        ({"assignees": [str(uuid7())]}, "assignees"),
        ({"fields": {"cost": 5}}, "fields.cost"),
        ({"due_in": "3 days"}, "due_in"),
        ({"due_in": "P1Y"}, "due_in"),
        ({"recurrence": "FREQ=DAILY"}, ""),
        ({"recurrence": "FREQ=DAILY;UNTIL=20301231", "due_in": "P1D"}, ""),
        ({"recurrence": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "due_in": "P1D"}, ""),
        ({"recurrence_zone": "Europe/Paris"}, ""),
        ({"due_in": "P9999D"}, "due_in"),
        ({"due_in": 5}, "due_in"),
        ({"subtasks": [{"title": "Fine"}, {"title": "x", "status": "Nowhere"}]}, "subtasks.1.status"),
        ({"subtasks": [{"title": "x"}] * 51}, "subtasks"),
        ({"subtasks": [{"title": "x", "subtasks": [{"title": "y"}]}] * 26}, ""),
    ],
)
def test_templates_that_cannot_be_are_refused(world: World, ann: Caller, task: Any, place: str) -> None:
    before = world.last
    refused = ann.post(templates_of(world), {"name": "Arrival", "task": {"title": "x"} | task})
    assert (refused.status, world.last) == (422, before)
    assert list(refused.faults) == [f"body.task.{place}".rstrip(".")]


def test_templates_are_listed_changed_and_deleted(world: World, ann: Caller, vic: Caller, eve: Caller) -> None:
    path = templates_of(world)
    made = ann.post(path, {"name": "Arrival", "task": SHIP}).json
    one = f"{path}/{made['id']}"
    assert [vic.get(path).items, vic.get(one).json] == [[made], made]
    before = world.last
    body = {"name": "Mine", "task": {"title": "x"}}
    assert {vic.post(path, body).status, vic.patch(one, body).status, vic.post(f"{one}/create", {}).status} == {403}
    assert {eve.get(path).status, eve.get(one).status, eve.post(f"{one}/create", {}).status} == {404}
    assert (ann.patch(one, {"name": "Arrival"}).status, world.last) == (200, before)
    changed = ann.patch(one, {"name": "Landing"}).json
    assert (changed["name"], changed["task"], changed["version"]) == ("Landing", made["task"], 2)
    assert ann.patch(one, {"name": "Old"}, If_Match='"1"').status == 412
    replaced = ann.put(one, {"name": "Landing", "task": {"title": "Moor"}}, If_Match='"2"').json
    assert (replaced["task"]["title"], replaced["task"]["subtasks"]) == ("Moor", [])
    assert ann.put(one, {"name": replaced["name"], "task": replaced["task"]}).json == replaced
    assert (ann.delete(one).status, ann.get(one).status, Template.objects.count()) == (204, 404, 0)
    assert world.events(before) == ["template.updated", "template.updated", "template.deleted"]


def test_a_template_lies_in_one_project(world: World, ann: Caller) -> None:
    made = ann.post(templates_of(world), {"name": "Arrival", "task": SHIP}).json["id"]
    body = {"workspace_id": str(world.harbour.id), "key": "SEA", "name": "Sea"}
    other = f"/api/projects/{ann.post('/api/projects', body).json['id']}/templates"
    assert ann.get(other).items == []
    assert {ann.get(f"{other}/{made}").status, ann.post(f"{other}/{made}/create", {}).status} == {404}
    assert ann.delete(f"{other}/{made}").status == 404


def test_a_task_is_saved_as_a_template(world: World, ann: Caller, full: Any) -> None:
    with time_machine.travel(NOW, tick=False):
        template = ann.post(templates_of(world), {"name": "Arrival", "task": full}).json
        task = ann.post(f"{templates_of(world)}/{template['id']}/create", {}).json
    open_hatches, count = ann.get(f"/api/tasks?parent={task['id']}&sort=number").items
    ann.patch(f"/api/tasks/{open_hatches['id']}", {"status": "Done"})
    ann.post(
        "/api/tasks", {"project_id": str(world.ops.id), "title": "No", "status": "Cancelled", "parent_id": count["id"]}
    )
    saved = ann.post(f"/api/tasks/{task['key']}/template?workspace={world.harbour.id}", {"name": "As it was"})
    assert saved.status == 201, saved.text
    todo, doing = (str(world.status(name).id) for name in ("Todo", "Doing"))
    hatches, counted = saved.json["task"]["subtasks"]
    assert (hatches["title"], hatches["status"]) == ("Open the hatches", None)
    assert (counted["status"], [one["title"] for one in counted["subtasks"]]) == (todo, ["Sign the list"])
    assert {**saved.json["task"], "subtasks": []} == {**template["task"], "subtasks": [], "status": doing}


def test_dates_that_no_template_can_keep_are_left_out(world: World, ann: Caller) -> None:
    with time_machine.travel(NOW, tick=False):
        past = world.task(due_at=NOW - timedelta(days=1), recurrence="FREQ=DAILY")
        until = world.task(due_at=NOW + timedelta(days=1), recurrence="FREQ=DAILY;UNTIL=20270101")
        saved = [ann.post(world.url(one, "/template"), {"name": "x"}).json["task"] for one in (past, until)]
    assert [(one["due_in"], one["recurrence"]) for one in saved] == [(None, None), ("P1D", "FREQ=DAILY")]


def test_the_duplicate_of_a_task_is_the_same_once_more(world: World, ann: Caller, full: Any) -> None:
    template = ann.post(templates_of(world), {"name": "Arrival", "task": full}).json["id"]
    parent = world.task("Monday")
    task = ann.post(f"{templates_of(world)}/{template}/create", {"parent_id": str(parent.id)}).json
    ann.patch(f"/api/tasks/{task['id']}", {"due_at": "2020-02-29T10:00:00.123456Z"})
    other = world.task("Last in the column", status="Doing")
    before = world.last
    body = {"id": str(uuid7())}
    made = ann.post(f"/api/tasks/{task['id']}/duplicate", body)
    assert (made.status, ann.post(f"/api/tasks/{task['id']}/duplicate", body).status) == (201, 200)
    assert sorted(world.events(before)) == ["task.created"] * 4 + ["task.updated"]
    same = (
        "title",
        "description",
        "status",
        "recurrence",
        "recurrence_zone",
        "priority",
        "labels",
        "assignees",
        "fields",
        "estimate",
        "parent_id",
    )
    shown = ann.get(f"/api/tasks/{task['id']}").json
    assert [made.json[name] for name in (*same, "due_at", "start_at")] == [
        shown[name] for name in (*same, "due_at", "start_at")
    ]
    assert tree(ann, made.json["id"]) == tree(ann, task["id"])
    assert shown["position"] < made.json["position"] < Task.objects.get(id=other.id).position


def test_the_duplicate_of_a_closed_task_is_open(world: World, ann: Caller) -> None:
    task = world.task(status="Done")
    made = ann.post(world.url(task, "/duplicate"), {"title": "Again"}).json
    assert (made["title"], made["status"]["name"], made["completed_at"]) == ("Again", "Todo", None)


def test_a_viewer_duplicates_nothing_and_a_stranger_finds_nothing(
    world: World, ann: Caller, vic: Caller, eve: Caller
) -> None:
    task = world.task()
    before = world.last
    for path, body in ((world.url(task, "/duplicate"), {}), (world.url(task, "/template"), {"name": "Mine"})):
        assert (vic.post(path, body).status, eve.post(path, body).status) == (403, 404)
    ann.delete(world.url(task))
    assert ann.post(world.url(task, "/duplicate"), {}).status == 404
    assert world.events(before) == ["task.deleted"]


def test_too_many_tasks_make_no_template(world: World, ann: Caller) -> None:
    task = world.task()
    for number in range(51):
        world.task(str(number), parent_id=task.id)
    before = world.last
    refused = ann.post(world.url(task, "/template"), {"name": "Large"})
    assert (refused.status, world.last) == (409, before)
    assert ann.post(world.url(task, "/duplicate"), {}).json["subtask_count"] == 51


def test_too_much_text_makes_no_template(world: World, ann: Caller) -> None:
    task = world.task()
    for number in range(9):
        world.task(str(number), parent_id=task.id, description="x" * 64_000)
    assert ann.post(world.url(task, "/template"), {"name": "Large"}).status == 409


def test_an_archived_project_makes_nothing_of_its_templates(world: World, ann: Caller) -> None:
    made = ann.post(templates_of(world), {"name": "Arrival", "task": SHIP}).json["id"]
    ann.post(f"/api/projects/{world.ops.id}/archive")
    before = world.last
    assert ann.post(f"{templates_of(world)}/{made}/create", {}).status == 409
    assert (ann.delete(f"{templates_of(world)}/{made}").status, world.last) == (409, before)


def test_the_table_of_roles_is_asked(world: World, ann: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """A role of later days that may write a task's status alone: here it is the owner's."""
    made = ann.post(templates_of(world), {"name": "Arrival", "task": SHIP}).json["id"]
    shared = ann.post("/api/project-templates", {"project_id": str(world.ops.id), "name": "Season"}).json["id"]
    monkeypatch.setitem(FIELDS, Role.OWNER, {"task": frozenset({"status"})})
    before = world.last
    for path in (f"{templates_of(world)}/{made}", f"/api/project-templates/{shared}"):
        refused = ann.patch(path, {"name": "x"})
        assert (refused.status, list(refused.faults), world.last) == (403, ["body.name"], before)
