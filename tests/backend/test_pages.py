"""Pages: what they cost, and that their cursors cannot be bent."""

import base64
import json
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.plans import explained
from tests.world import Caller, World


@pytest.mark.parametrize("sort", ["title", "-title", "due_at", "-due_at", "priority,-title", "-estimate,number"])
def test_every_order_is_read_to_its_end_page_by_page(world: World, ann: Caller, sort: str) -> None:
    """Equal titles, equal estimates, none at all, and characters that bytes and people order differently."""
    for number, title in enumerate(("b", "B", "b", "é", "z", "日本", "🚢", "a", "b")):
        due = None if number % 3 else f"2026-12-0{number % 2 + 1}T00:00:00Z"
        body = {"title": title, "due_at": due, "estimate": None if number % 2 else 0.1, "priority": "low"}
        ann.post("/api/tasks", body | {"project_id": str(world.ops.id)})
    whole = [item["number"] for item in ann.get(f"/api/tasks?sort={sort}").items]
    assert sorted(whole) == list(range(1, 10))
    for limit in (1, 2, 4):
        assert _numbers(ann, f"/api/tasks?sort={sort}&limit={limit}") == whole


def test_a_page_of_tasks_costs_the_same_few_queries_however_many_they_are(world: World, ann: Caller) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert ann.get(f"/api/tasks?workspace={world.harbour.id}&limit=50&assignee=me").status == 200
        return len(queries)

    world.task(assignees=[world.ann.id])
    few = ask()
    for number in range(30):
        task = world.task(str(number), assignees=[world.ann.id, world.cleo.id])
        ann.post(world.url(task, "/comments"), {"body": "x"})
    # Who calls, his role with the cursor, how many tasks are his, the page.
    assert (few, ask()) == (4, 4)


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("/api/projects?workspace={workspace}", 4),
        ("/api/labels?workspace={workspace}", 4),
        ("/api/workspaces/{workspace}/members", 4),
        ("/api/tasks/{task}/comments", 4),
        ("/api/tasks/{task}", 2),
        ("/api/events?workspace={workspace}", 4),
    ],
)
def test_reading_costs_few_queries(world: World, ann: Caller, path: str, count: int) -> None:
    task = world.task()
    ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "bug"})
    ann.post(world.url(task, "/comments"), {"body": "x"})
    with CaptureQueriesContext(connection) as queries:
        assert ann.get(path.format(workspace=world.harbour.id, task=task.id)).status == 200
    assert len(queries) == count, [query["sql"] for query in queries]


@pytest.mark.parametrize(
    ("sort", "index"),
    [
        ("-created_at", "task_by_creation"),
        ("-updated_at", "task_by_update"),
        ("due_at", "task_by_due"),
        ("-due_at", "task_by_due"),
        ("start_at", "task_by_start"),
        ("-completed_at", "task_by_completion"),
        ("-estimate", "task_by_estimate"),
        ("title", "task_by_title"),
        ("-priority", "task_by_priority"),
    ],
)
def test_a_deep_page_begins_in_the_index(world: World, ann: Caller, sort: str, index: str) -> None:
    """Page 10,000 costs what page 1 costs."""
    at = world.harbour.created_at
    for title in "abc":
        world.task(title, due_at=at, start_at=at, estimate=1, status="Done", priority="low")
    path = f"/api/tasks?workspace={world.harbour.id}&sort={sort}&limit=1"
    cursor = ann.get(path).json["next"]
    plan = explained(ann, f"{path}&cursor={cursor}")
    sign = "<" if sort.startswith("-") else ">"
    assert f"using {index}" in plan, plan
    column = sort.removeprefix("-")
    assert re.search(rf"\(ROW\(\(?{column}\)?(::text)?, id\) {sign} ", plan), plan


def _bent(values: list[object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "bend",
    [
        lambda cursor: cursor[:-1],
        lambda cursor: cursor + "A",
        lambda cursor: "A" + cursor,
        lambda cursor: cursor.partition(".")[0],
        lambda _: "." * 100,
        lambda _: _bent(["created_at,id", "garbage", "01a1fdee-6bbc-76b5-97c6-bd5f5538fb56"]),
        lambda _: _bent(["created_at,id", "2026-12-01T00:00:00+23:59", "01a1fdee-6bbc-76b5-97c6-bd5f5538fb56"]),
        lambda _: base64.urlsafe_b64encode(b"[" * 2900).decode(),
        lambda _: "é",
    ],
)
def test_a_cursor_that_was_bent_is_refused(world: World, ann: Caller, bend: Callable[[str], str]) -> None:
    for title in "ab":
        world.task(title)
    cursor = ann.get("/api/tasks?limit=1&sort=created_at").json["next"]
    refused = ann.get(f"/api/tasks?limit=1&sort=created_at&cursor={bend(cursor)}")
    assert (refused.status, list(refused.faults)) == (422, ["query.cursor"])


def _numbers(caller: Caller, path: str) -> list[int]:
    """All numbers, page after page."""
    found: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = caller.get(f"{path}&cursor={cursor}" if cursor else path).json
        found += [item["number"] for item in page["items"]]
        cursor = page["next"]
    return found
