"""The structured filters of the task list, and its search."""

from datetime import timedelta
from uuid import UUID

import pytest

from backend.core.clock import now
from tests.world import Caller, World


@pytest.fixture
def tasks(world: World, ann: Caller) -> dict[str, str]:
    """A few tasks that differ."""
    label = ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "bug"}).json["id"]
    world.task("late", due_at=now() - timedelta(days=1), priority="high", assignees=[world.cleo.id])
    world.task("late but done", due_at=now() - timedelta(days=1), status="Done")
    world.task("soon", due_at=now() + timedelta(days=1), priority="urgent", labels=[UUID(label)])
    world.task("someday", status="Backlog", actor=world.cleo)
    parent = world.task("big")
    world.task("small", parent_id=parent.id, assignees=[world.ann.id, world.cleo.id])
    return {"label": label, "parent": str(parent.id), "status": str(world.status("Todo").id)}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("overdue=true", "late"),
        ("overdue=false&due_before=2100-01-01T00:00:00Z", "late but done,soon"),
        ("completed=true", "late but done"),
        ("status=done", "late but done"),
        ("status=backlog,done", "late but done,someday"),
        ("status=Backlog&status=Done", "late but done,someday"),
        ("status={status}&priority=none", "big,small"),
        ("priority=high,urgent", "late,soon"),
        ("assignee=me", "small"),
        ("assignee=none&status=todo", "big,soon"),
        ("assignee=cleo@example.org", "late,small"),
        ("assignee=me,none&priority=urgent", "soon"),
        ("author=cleo@example.org", "someday"),
        ("author=me&label=none&parent=none&completed=false", "big,late"),
        ("label=BUG", "soon"),
        ("label={label}", "soon"),
        ("label=bug,none&priority=urgent,high", "late,soon"),
        ("parent={parent}", "small"),
        ("parent=OPS-5", "small"),
        ("project=ops&priority=urgent", "soon"),
        ("project=NOPE", ""),
        ("label=nope,bug", "soon"),
        ("assignee=nobody@example.org", ""),
        ("assignee=me&q=small", "small"),
        ("q=label:bug or is:subtask", "small,soon"),
        ("q=-is:subtask sort:-title&priority=none&status=todo", "big"),
        ("due_after=2000-01-01T00:00:00Z&overdue=false&completed=false", "soon"),
        ("created_after=2100-01-01T00:00:00Z", ""),
        ("updated_after=2000-01-01T00:00:00Z&priority=urgent", "soon"),
    ],
)
def test_filters_combine(ann: Caller, tasks: dict[str, str], query: str, found: str) -> None:
    answer = ann.get(f"/api/tasks?sort=title&{query.format(**tasks)}")
    assert ",".join(item["title"] for item in answer.items) == found


@pytest.mark.parametrize(
    "query", ["priority=soon", "parent=12", "due_before=monday", "archived=perhaps", "completed=2x"]
)
def test_bad_filters_are_named(ann: Caller, query: str) -> None:
    answer = ann.get(f"/api/tasks?{query}")
    assert (answer.status, next(iter(answer.faults)).split(".")[:2]) == (422, ["query", query.partition("=")[0]])


@pytest.mark.parametrize(
    ("search", "is_found"),
    [
        ("pruefen", False),
        ("prüfen", True),
        ("PRUFEN", True),
        ("Größe grosse", True),
        ("containers", True),
        ("container", True),
        ("contai", True),
        ("contai prüfen", False),
        ("crane", True),
        ("cranes running", True),
        ("荷物", True),
        ("港に荷", True),
        ("荷船", False),
        ("ＡＢＣ", True),
        ("gate-4", True),
        ("ops@example.org", True),
        ("it's", True),
        ("the", True),
        ("':* & | ! <->", False),
        ("\\", False),
        ("%", False),
        ("🚢", True),
        ("", True),
        ("   ", True),
    ],
)
def test_search_finds_words_stems_beginnings_and_substrings(
    world: World, ann: Caller, search: str, is_found: bool
) -> None:
    task = world.task("Größe prüfen 🚢", description="The container at gate-4: write to ops@example.org, it's abc")
    ann.post(world.url(task, "/comments"), {"body": "The crane runs. 港に荷物がある"})
    world.task("Something else")
    found = ann.call("GET", "/api/tasks?" + _query(search)).items
    titles = [item["title"] for item in found]
    assert ("Größe prüfen 🚢" in titles) is is_found
    assert "Something else" not in titles or not search.strip()


def test_search_follows_edits(world: World, ann: Caller) -> None:
    task = world.task("Anchor")
    comment = ann.post(world.url(task, "/comments"), {"body": "chain"}).json["id"]
    ann.patch(world.url(task), {"title": "Buoy", "description": "rope"})
    ann.patch(world.url(task, f"/comments/{comment}"), {"body": "winch"})
    hits = {
        word: len(ann.get(f"/api/tasks?search={word}").items) for word in ("anchor", "buoy", "rope", "chain", "winch")
    }
    assert hits == {"anchor": 0, "buoy": 1, "rope": 1, "chain": 0, "winch": 1}
    ann.delete(world.url(task, f"/comments/{comment}"))
    assert ann.get("/api/tasks?search=winch").items == []


def test_huge_texts_are_searched_too(world: World, ann: Caller) -> None:
    words = " ".join(f"wort{number}" for number in range(6_000))
    task = world.task("Long", description=words[:60_000])
    for _ in range(4):
        assert ann.post(world.url(task, "/comments"), {"body": words[:60_000]}).status == 201
    assert len(ann.get("/api/tasks?search=wort17").items) == 1


def _query(search: str) -> str:
    from urllib.parse import urlencode

    return urlencode({"search": search})
