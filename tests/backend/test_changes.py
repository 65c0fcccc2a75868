"""What changed while a reader was away."""

from typing import Any

import pytest

from tests.world import Caller, World


def _away(who: Caller, world: World, since: str, **query: object) -> list[dict[str, Any]]:
    more = "".join(f"&{name}={value}" for name, value in query.items())
    return who.get(f"/api/workspaces/{world.harbour.id}/changes?since={since}{more}").items


def _now(who: Caller, world: World) -> str:
    return who.get(f"/api/workspaces/{world.harbour.id}").headers["Tasktide-Cursor"]


def test_a_task_is_summed_up_per_field_from_before_the_first_to_after_the_last(
    world: World, ann: Caller, bob: Caller, cleo: Caller
) -> None:
    task = world.task()
    since = _now(ann, world)
    for title in ("a", "b", "c"):
        bob.patch(world.url(task), {"title": title})
    cleo.patch(world.url(task), {"status": "Done", "priority": "high"})
    cleo.patch(world.url(task), {"priority": "none"})
    cleo.post(world.url(task, "/comments"), {"body": "There."})
    [one] = _away(ann, world, since)
    assert (one["key"], one["title"], one["comments"]) == ("OPS-1", "c", 1)
    assert one["changes"]["title"] == ["Bring the pallets", "c"]
    assert [value["name"] for value in one["changes"]["status"]] == ["Todo", "Done"]
    assert "priority" not in one["changes"], "it is again what it was"
    assert sorted(actor["name"] for actor in one["actors"]) == ["Bob", "Cleo"]
    assert "comment.created" not in one["happened"]


def test_what_was_said_and_taken_back_is_not_counted(world: World, ann: Caller, bob: Caller) -> None:
    task = world.task()
    old = bob.post(world.url(task, "/comments"), {"body": "before"}).json["id"]
    since = _now(ann, world)
    new = bob.post(world.url(task, "/comments"), {"body": "hasty"}).json["id"]
    bob.post(world.url(task, "/comments"), {"body": "meant"})
    for comment in (old, new):
        bob.delete(world.url(task, f"/comments/{comment}"))
    assert [one["comments"] for one in _away(ann, world, since)] == [1]


def test_own_doings_are_no_news_unless_asked_for(world: World, ann: Caller) -> None:
    task = world.task()
    since = _now(ann, world)
    ann.patch(world.url(task), {"title": "mine"})
    assert _away(ann, world, since) == []
    assert len(_away(ann, world, since, own="true")) == 1


def test_the_task_last_touched_comes_first_and_pages_go_on(world: World, ann: Caller, bob: Caller) -> None:
    since = _now(ann, world)
    tasks = [world.task(f"number {index}", actor=world.bob) for index in range(5)]
    bob.patch(world.url(tasks[1]), {"title": "last"})
    path = f"/api/workspaces/{world.harbour.id}/changes?since={since}&limit=2"
    seen: list[str] = []
    cursor: str | None = ""
    for _ in range(3):
        answer = ann.get(f"{path}&cursor={cursor}" if cursor else path)
        seen += [one["title"] for one in answer.items]
        cursor = answer.json["next"]
    assert (seen, cursor) == (["last", "number 4", "number 3", "number 2", "number 0"], None)


def test_what_the_reader_may_not_see_is_not_summed_up(world: World, ann: Caller, bob: Caller, eve: Caller) -> None:
    since = _now(bob, world)
    secret = ann.post(
        "/api/projects",
        {"workspace_id": str(world.harbour.id), "key": "SEC", "name": "Secret", "visibility": "private"},
    ).json
    ann.post("/api/tasks", {"project_id": secret["id"], "title": "hush"})
    world.task("for all")
    assert [one["title"] for one in _away(bob, world, since)] == ["for all"]
    assert eve.get(f"/api/workspaces/{world.harbour.id}/changes?since={since}").status == 404


@pytest.mark.parametrize("since", ["", "x", "zzzzzz-1", "-1", "1" * 30])
def test_a_cursor_of_another_log_is_refused(world: World, ann: Caller, since: str) -> None:
    answer = ann.get(f"/api/workspaces/{world.harbour.id}/changes?since={since}")
    assert (answer.status, list(answer.faults)) == (422, ["query.since"])
