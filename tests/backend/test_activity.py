"""The log as people read it."""

import pytest

from config.settings import ConfigurationError, read
from tests.world import Caller, World


def test_the_log_is_paged_counted_and_filtered_both_ways(world: World, ann: Caller, bob: Caller) -> None:
    task = world.task()
    for number in range(3):
        bob.post(world.url(task, "/comments"), {"body": str(number)})
    path = f"/api/events?workspace={world.harbour.id}&actor={world.bob.id}&type=comment.*,task.updated"
    for sort, expected in (("seq", sorted), ("-seq", lambda numbers: sorted(numbers, reverse=True))):
        seen: list[int] = []
        cursor: str | None = ""
        while cursor is not None:
            page = ann.get(f"{path}&sort={sort}&limit=4&count=true" + (f"&cursor={cursor}" if cursor else "")).json
            assert page["total"] == 6
            seen += [event["seq"] for event in page["items"]]
            cursor = page["next"]
        assert (len(seen), seen) == (6, expected(seen))
    assert "total" not in ann.get(path).json
    after = world.last - 2
    assert ann.get(f"{path}&after={after}&count=true").json["total"] == 2


def test_a_cursor_of_an_answer_is_where_the_log_goes_on(world: World, ann: Caller) -> None:
    task = world.task()
    listed = ann.get(f"/api/tasks?workspace={world.harbour.id}").headers["Tasktide-Cursor"]
    path = f"/api/events?workspace={world.harbour.id}&after="
    assert ann.get(path + listed).items == []
    written = ann.patch(world.url(task), {"title": "New"}).headers["Tasktide-Cursor"]
    same = ann.patch(world.url(task), {"title": "New"}).headers["Tasktide-Cursor"]
    gone = ann.delete(world.url(task)).headers["Tasktide-Cursor"]
    assert (written, same) == (same, f"{listed.partition('-')[0]}-{world.last - 1}")
    assert [event["type"] for event in ann.get(path + listed).items] == ["task.updated", "task.deleted"]
    assert ann.get(path + gone).items == []


@pytest.mark.parametrize("after", ["k3f9x-1", "garbage", "-1", "٣", "1" * 19])
def test_a_cursor_of_another_log_is_refused(world: World, ann: Caller, after: str) -> None:
    """Its number means something else here."""
    for name in ("after", "cursor"):
        refused = ann.get(f"/api/events?workspace={world.harbour.id}&{name}={after}")
        assert (refused.status, list(refused.faults)) == (422, [f"query.{name}"])


def test_what_happened_to_a_hidden_task_is_not_asked_for(world: World, ann: Caller, cleo: Caller, eve: Caller) -> None:
    body = {"workspace_id": str(world.harbour.id), "key": "SEC", "name": "Secret", "visibility": "private"}
    project = ann.post("/api/projects", body).json["id"]
    task = ann.post("/api/tasks", {"project_id": project, "title": "Hidden"}).json["id"]
    path = f"/api/events?workspace={world.harbour.id}"
    assert len(ann.get(f"{path}&task=SEC-1").items) == 1
    for ref in (task, "SEC-1"):
        assert cleo.get(f"{path}&task={ref}").status == 404
    assert eve.get(path).status == 404
    counted = [caller.get(f"{path}&count=true&type=task.*").json["total"] for caller in (ann, cleo)]
    assert counted == [1, 0]


@pytest.mark.parametrize("url", ["postgresql://db:port/x", "postgresql://db:99999/x", "mysql://db/x", "db"])
def test_a_database_that_cannot_be_meant_stops_the_start_with_one_sentence(url: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^DATABASE_URL: (must begin|has a port)[^\n]+$"):
        read({"DATABASE_URL": url})
