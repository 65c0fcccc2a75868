"""The log asked in every way, the activity of one task, and what is for admins alone."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from tests.world import Caller, World


def _events(who: Caller, world: World, query: str) -> list[dict[str, Any]]:
    answer = who.get(f"/api/events?workspace={world.harbour.id}&limit=200&{query}")
    assert answer.status == 200, answer.text
    return answer.items


def _types(who: Caller, world: World, query: str) -> list[str]:
    return [event["type"] for event in _events(who, world, query)]


def test_numbers_bound_it_from_both_sides(world: World, ann: Caller) -> None:
    first = world.last
    for number in range(4):
        world.task(str(number))
    assert [one["seq"] for one in _events(ann, world, f"after={first}&before={first + 3}")] == [first + 1, first + 2]
    path = f"/api/events?workspace={world.harbour.id}&before={first + 3}&sort=-seq&limit=1"
    page = ann.get(path).json
    assert [page["items"][0]["seq"], ann.get(f"{path}&cursor={page['next']}").items[0]["seq"]] == [
        first + 2,
        first + 1,
    ]
    assert ann.get(f"{path}&cursor={first + 4}").items[0]["seq"] == first + 2, "a cursor leads not beyond it"


def test_instants_bound_it(world: World, ann: Caller) -> None:
    world.task("before")
    begun = world.last
    world.task("after")
    [event] = _events(ann, world, f"after={begun}")
    at = datetime.fromisoformat(event["at"])
    since, later = quote(at.isoformat()), quote((at + timedelta(microseconds=1)).isoformat())
    assert [one["seq"] for one in _events(ann, world, f"since={since}")] == [begun + 1]
    assert begun + 1 not in [one["seq"] for one in _events(ann, world, f"until={since}")]
    assert [one["seq"] for one in _events(ann, world, f"since={since}&until={later}")] == [begun + 1]
    assert list(ann.get(f"/api/events?workspace={world.harbour.id}&since=yesterday").faults) == ["query.since"]


def test_by_project_object_request_and_type(world: World, ann: Caller) -> None:
    other = ann.post("/api/projects", {"workspace_id": str(world.harbour.id), "key": "DEV", "name": "x"}).json["id"]
    task = ann.post("/api/tasks", {"project_id": other, "title": "x"}, X_Request_ID="mine").json
    ann.patch(f"/api/tasks/{task['id']}", {"title": "y"})
    world.task("elsewhere")
    assert _types(ann, world, "project=DEV&type=task.*") == ["task.created", "task.updated"]
    assert _types(ann, world, f"project={other},OPS&type=task.created") == ["task.created"] * 2
    assert _types(ann, world, f"object={task['id']}") == ["task.created", "task.updated"]
    assert _types(ann, world, f"object={task['id']}&object={other}") == [
        "project.created",
        "task.created",
        "task.updated",
    ]
    assert _types(ann, world, "request_id=mine") == ["task.created"]
    assert _types(ann, world, f"request_id=mine&actor={world.bob.id}") == []
    ann.delete(f"/api/projects/{other}")
    assert "project.deleted" in _types(ann, world, f"project={other}")
    assert ann.get(f"/api/events?workspace={world.harbour.id}&project=DEV").status == 404


@pytest.mark.parametrize(
    ("query", "place", "said"),
    [
        ("type=task.updatd", "query.type", "task.updated"),
        ("type=tsk.*", "query.type", "there is no type"),
        ("before=x", "query.before", "is not a cursor"),
        ("object=OPS-1", "query.object", "is no id"),
        ("actor=ann", "query.actor", "neither an id"),
        ("requestid=x", "query.requestid", "request_id"),
    ],
)
def test_what_cannot_be_meant_is_named(world: World, ann: Caller, query: str, place: str, said: str) -> None:
    refused = ann.get(f"/api/events?workspace={world.harbour.id}&{query}")
    assert (refused.status, list(refused.faults)) == (422, [place])
    assert said in refused.faults[place]


def test_the_activity_of_a_task_is_all_that_happened_to_it_and_on_it(world: World, ann: Caller, bob: Caller) -> None:
    task, other = world.task("this"), world.task("other")
    ann.post(world.url(task, "/comments"), {"body": "said"})
    ann.post(world.url(task, "/attachments"), {"name": "Plan", "url": "https://example.org"})
    link = bob.post(world.url(other, "/links"), {"kind": "blocks", "task_id": str(task.id)}).json
    ann.put(world.url(task, "/watchers/me"))
    told = [event["type"] for event in ann.get(world.url(task, "/activity")).items]
    assert told == [
        "watcher.added",
        "task.updated",
        "link.created",
        "task.updated",
        "attachment.added",
        "task.updated",
        "comment.created",
        "task.created",
    ]
    assert "link.created" in [event["type"] for event in ann.get(world.url(other, "/activity")).items]
    ann.delete(world.url(other, f"/links/{link['id']}"))
    by_key = f"/api/tasks/OPS-1/activity?workspace={world.harbour.id}&type=link.*&sort=seq"
    assert [event["type"] for event in ann.get(by_key).items] == ["link.created", "link.deleted"]


def test_the_activity_comes_in_pages_and_from_the_trash_too(world: World, ann: Caller) -> None:
    task = world.task()
    for number in range(4):
        ann.patch(world.url(task), {"title": str(number)})
    ann.delete(world.url(task))
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = ann.get(world.url(task, f"/activity?limit=2&count=true{cursor and f'&cursor={cursor}'}")).json
        assert page["total"] == 6
        seen += [event["seq"] for event in page["items"]]
        cursor = page["next"]
    assert (len(seen), seen) == (6, sorted(seen, reverse=True))


def test_of_a_hidden_task_there_is_no_activity(world: World, ann: Caller, cleo: Caller, eve: Caller) -> None:
    body = {"workspace_id": str(world.harbour.id), "key": "SEC", "name": "Secret", "visibility": "private"}
    project = ann.post("/api/projects", body).json["id"]
    hidden = ann.post("/api/tasks", {"project_id": project, "title": "Hidden"}).json["id"]
    shown = world.task("shown")
    assert cleo.get(f"/api/tasks/{hidden}/activity").status == 404
    assert eve.get(world.url(shown, "/activity")).status == 404
    ann.patch(f"/api/tasks/{hidden}", {"project_id": str(world.ops.id)})
    told = [event["type"] for event in cleo.get(f"/api/tasks/{hidden}/activity").items]
    assert told == ["task.moved"], "what happened before, in the private project, stays there"


def test_what_is_for_admins_is_in_their_log_alone(world: World, ann: Caller, bob: Caller, cleo: Caller) -> None:
    before = world.last
    ann.post(f"/api/workspaces/{world.harbour.id}/invitations", {"email": "new@example.org"})
    assert [_types(who, world, f"after={before}") for who in (ann, bob, cleo)] == [
        ["invitation.created"],
        ["invitation.created"],
        [],
    ]


def test_reminders_are_in_the_activity_of_their_owner_alone(world: World, ann: Caller, cleo: Caller) -> None:
    task = world.task()
    ann.post(world.url(task, "/reminders"), {"remind_at": "2036-12-01T08:00:00Z"})
    told = [[event["type"] for event in who.get(world.url(task, "/activity")).items] for who in (ann, cleo)]
    assert told == [["reminder.created", "task.created"], ["task.created"]]
