"""Many tasks changed at once: all of them or none, each with its event."""

import time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.core.ids import uuid7
from backend.eventlog.models import Event
from backend.projects.actions.label import create_label
from backend.projects.actions.project import archive_project, create_project
from backend.tasks.actions.bulk import change_tasks
from backend.tasks.actions.link import link_tasks
from backend.tasks.actions.task import create_task
from backend.tasks.models import Task
from tests.backend.writers import at_once
from tests.world import Answer, Caller, World


def ids_of(tasks: list[Task]) -> list[str]:
    """As a client sends them."""
    return [str(task.id) for task in tasks]


def bulk(caller: Caller, tasks: list[Task], **changes: Any) -> Answer:
    """The answer to one change of these tasks."""
    return caller.post("/api/tasks/bulk", {"ids": ids_of(tasks), "changes": changes})


def titles(caller: Caller, query: str) -> list[str]:
    """What a list shows."""
    return [item["title"] for item in caller.get(f"/api/tasks?{query}").items]


def test_one_change_of_three_tasks_is_three_events(world: World, ann: Caller) -> None:
    tasks = [world.task(title) for title in ("A", "B", "C")]
    before = world.last
    changed = bulk(ann, tasks, priority="high", due_at="2026-12-01T08:00:00Z")
    assert (changed.status, changed.json["updated"]) == (200, 3)
    assert changed.json["items"] == [{"id": one, "version": 2} for one in ids_of(tasks)]
    assert changed.headers["Tasktide-Cursor"].endswith(f"-{before + 3}")
    assert world.events(before) == ["task.updated"] * 3
    assert len(set(Event.objects.filter(seq__gt=before).values_list("request_id", flat=True))) == 1
    before = world.last
    again = bulk(ann, [*tasks, world.task("D", priority="high")], priority="high")
    assert (again.json, again.headers["Tasktide-Cursor"].rpartition("-")[2]) == (
        {"updated": 0, "items": []},
        str(world.last),
    )


def test_what_is_added_and_removed_leaves_the_rest(world: World, ann: Caller) -> None:
    bug, wish, old = (
        create_label(actor=world.ann, workspace_id=world.harbour.id, name=name) for name in ("bug", "wish", "old")
    )
    first = world.task("A", labels=[old.id, bug.id], assignees=[world.ann.id])
    second = world.task("B", labels=[wish.id])
    answer = bulk(
        ann,
        [first, second],
        add_labels=[str(wish.id)],
        remove_labels=[str(old.id)],
        add_assignees=[str(world.cleo.id)],
        remove_assignees=[str(world.ann.id)],
    )
    assert answer.json["updated"] == 2
    shown = [ann.get(world.url(task)).json for task in (first, second)]
    assert [[label["name"] for label in task["labels"]] for task in shown] == [["bug", "wish"], ["wish"]]
    assert [[person["name"] for person in task["assignees"]] for task in shown] == [["Cleo"], ["Cleo"]]
    before = world.last
    same = bulk(ann, [first, second], add_labels=[str(wish.id)], remove_assignees=[str(world.vic.id)])
    assert same.json["updated"] == 0
    assert bulk(ann, [first, second], labels=[str(wish.id)]).json["items"] == [{"id": str(first.id), "version": 3}]
    assert world.events(before) == ["task.updated"]


def test_a_status_by_its_name_is_that_of_each_project(world: World, ann: Caller) -> None:
    sea = create_project(actor=world.ann, workspace_id=world.harbour.id, key="SEA", name="Sea")
    parent = world.task("Above")
    child, far = world.task("Below", parent_id=parent.id), create_task(actor=world.ann, project_id=sea.id, title="Far")
    waiting = world.task("Waiting")
    link_tasks(child.id, actor=world.ann, kind="blocks", other_id=waiting.id)
    before = world.last
    assert bulk(ann, [child, parent, far], status="Done").json["updated"] == 3
    assert world.events(before) == ["task.updated"] * 4
    shown = ann.get(world.url(parent)).json
    assert (shown["subtask_done"], shown["version"], shown["status"]["name"]) == (1, 3, "Done")
    assert ann.get(world.url(far)).json["status"]["id"] != shown["status"]["id"]
    assert ann.get(world.url(waiting)).json["is_blocked"] is False


def test_the_tasks_that_a_query_finds(world: World, ann: Caller, vic: Caller, eve: Caller) -> None:
    for title in ("crane one", "crane two", "ship"):
        world.task(title)
    body = {"workspace_id": str(world.harbour.id), "q": "crane", "changes": {"priority": "urgent"}}
    assert ann.post("/api/tasks/bulk", body).json["updated"] == 2
    assert sorted(titles(ann, "priority=urgent")) == ["crane one", "crane two"]
    assert ann.post("/api/tasks/bulk", body | {"q": "whale"}).json == {"updated": 0, "items": []}
    assert vic.post("/api/tasks/bulk", body | {"changes": {"priority": "low"}}).status == 403
    assert eve.post("/api/tasks/bulk", body).status == 404
    wrong = ann.post("/api/tasks/bulk", body | {"q": "is:nowhere"})
    assert wrong.status == 422
    assert next(iter(wrong.faults)).startswith("body.q")


def test_all_or_nothing_and_the_error_names_the_task(world: World, ann: Caller) -> None:
    parent = world.task("Above")
    child, other = world.task("Below", parent_id=parent.id), world.task("Other")
    sea = create_project(actor=world.ann, workspace_id=world.harbour.id, key="SEA", name="Sea")
    far = create_task(actor=world.ann, project_id=sea.id, title="Far")
    before = world.last
    circle = bulk(ann, [other, parent], parent_id=str(child.id))
    assert (circle.status, circle.json["detail"]) == (409, "OPS-1: A task cannot stand below itself.")
    nowhere = bulk(ann, [other, far], parent_id=str(parent.id))
    assert nowhere.faults == {"body.changes.parent_id": "SEA-1: no task of this project has this id"}
    assert "SEA-1: is no status of SEA" in bulk(ann, [far, other], status="Sunk").faults["body.changes.status"]
    label = bulk(ann, [other, far], title="New", add_labels=[str(uuid7())])
    assert list(label.faults) == ["body.changes.add_labels"]
    archive_project(sea.id, actor=world.ann, archived=True)
    archived = bulk(ann, [other, far], title="New")
    assert (archived.status, archived.json["detail"]) == (409, "The project SEA is archived; unarchive it first.")
    assert world.events(before) == ["project.archived"]
    assert ann.get(world.url(other)).json["version"] == 1


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"changes": {"title": "New"}}, "body"),
        ({"ids": [], "changes": {"title": "New"}}, "body.ids"),
        ({"ids": [str(uuid7())] * 501, "changes": {"title": "New"}}, "body.ids"),
        ({"ids": [str(uuid7())], "changes": {"title": "New"}}, "body.ids"),
        ({"ids": [str(uuid7())], "changes": {}}, "body.changes"),
        ({"ids": [str(uuid7())], "changes": {"position": "a0"}}, "body.changes.position"),
        ({"ids": [str(uuid7())], "changes": {"deleted": True, "title": "New"}}, "body.changes"),
        ({"ids": [str(uuid7())], "changes": {"labels": [], "add_labels": []}}, "body.changes"),
        ({"q": "crane", "changes": {"title": "New"}}, "body"),
        ({"ids": [str(uuid7())], "q": "", "workspace_id": str(uuid7()), "changes": {"title": "New"}}, "body"),
        ({"ids": [str(uuid7())], "changes": {"title": "a\0b"}}, "body.changes.title"),
    ],
)
def test_what_makes_no_sense_is_refused(ann: Caller, body: dict[str, Any], place: str) -> None:
    refused = ann.post("/api/tasks/bulk", body)
    assert (refused.status, list(refused.faults)) == (422, [place]), refused.text


def test_tasks_of_others_are_not_there(world: World, ann: Caller, eve: Caller, vic: Caller) -> None:
    task = world.task()
    assert eve.post("/api/tasks/bulk", {"ids": ids_of([task]), "changes": {"title": "Mine"}}).status == 422
    assert vic.post("/api/tasks/bulk", {"ids": ids_of([task]), "changes": {"title": "Mine"}}).status == 403
    workspace = ann.post("/api/workspaces", {"name": "Elsewhere"}).json["id"]
    project = ann.post("/api/projects", {"workspace_id": workspace, "key": "ELS", "name": "Else"}).json["id"]
    far = ann.post("/api/tasks", {"project_id": project, "title": "Far"}).json["id"]
    mixed = ann.post("/api/tasks/bulk", {"ids": [str(task.id), far], "changes": {"title": "New"}})
    assert mixed.faults == {"body.ids": "are of more than one workspace"}


def test_into_the_trash_and_out_again_with_what_is_below(world: World, ann: Caller) -> None:
    above = world.task("Above")
    parent = world.task("Parent", parent_id=above.id)
    child, other = world.task("Child", parent_id=parent.id), world.task("Other")
    before = world.last
    assert bulk(ann, [child, other, parent], deleted=True).json["updated"] == 3
    assert sorted(world.events(before)) == ["task.deleted"] * 3 + ["task.updated"]
    assert ann.get(world.url(above)).json["subtask_count"] == 0
    refused = bulk(ann, [above, other], title="New")
    assert refused.faults == {"body.ids": "OPS-4: in the trash; restore first"}
    refused = bulk(ann, [child], deleted=False)
    assert (refused.status, refused.json["detail"]) == (
        409,
        "The task above OPS-3 is in the trash too; restore that one.",
    )
    assert bulk(ann, [parent, above], deleted=False).json["updated"] == 2
    assert ann.get(world.url(child)).json["deleted_at"] is None
    assert ann.get(world.url(parent)).json["subtask_count"] == 1
    assert bulk(ann, [other, child], deleted=False).json["updated"] == 1


def test_a_task_restored_with_one_that_went_earlier_counts_both(world: World, ann: Caller) -> None:
    parent = world.task("Parent")
    first, second = (world.task(title, parent_id=parent.id) for title in ("First", "Second"))
    ann.delete(world.url(first))
    ann.delete(world.url(parent))
    assert bulk(ann, [first, parent], deleted=False).json["updated"] == 2
    assert ann.get(world.url(parent)).json["subtask_count"] == 2
    assert ann.get(world.url(second)).status == 200


def test_archiving_is_told_as_such(world: World, ann: Caller) -> None:
    tasks = [world.task("A"), world.task("B")]
    before = world.last
    assert bulk(ann, tasks, archived=True, priority="low").json["updated"] == 2
    assert world.events(before) == ["task.archived"] * 2
    assert ann.get(world.url(tasks[0])).json["priority"] == "low"
    assert bulk(ann, tasks, archived=False).json["updated"] == 2
    assert bulk(ann, tasks, archived=False).json["updated"] == 0


def test_cards_come_to_stand_in_the_order_given(world: World, ann: Caller) -> None:
    tasks = {title: world.task(title) for title in "ABCDE"}
    assert bulk(ann, [tasks["A"], tasks["C"]], after=str(tasks["D"].id)).status == 200
    assert titles(ann, "sort=position") == ["B", "D", "A", "C", "E"]
    assert bulk(ann, [tasks["E"], tasks["A"]], before=str(tasks["B"].id)).status == 200
    assert titles(ann, "sort=position") == ["E", "A", "B", "D", "C"]
    assert bulk(ann, [tasks["E"], tasks["B"]], status="Doing").status == 200
    assert titles(ann, "sort=position&status=Doing") == ["E", "B"]


def test_moving_many_into_another_project(world: World, ann: Caller) -> None:
    sea = create_project(actor=world.ann, workspace_id=world.harbour.id, key="SEA", name="Sea")
    parent = world.task("Parent")
    child, other = world.task("Child", parent_id=parent.id), world.task("Other")
    before = world.last
    assert bulk(ann, [other, parent], project_id=str(sea.id), priority="high").json["updated"] == 2
    assert world.events(before) == ["task.left", "task.moved"] * 3
    shown = {item["title"]: item for item in ann.get(f"/api/tasks?project={sea.id}").items}
    assert {title: item["priority"] for title, item in shown.items()} == {
        "Parent": "high",
        "Child": "none",
        "Other": "high",
    }
    assert shown["Child"]["parent_id"] == str(parent.id)
    assert ann.get(world.url(child)).json["key"].startswith("SEA-")


def test_a_key_of_idempotency_gives_the_first_answer_again(world: World, ann: Caller) -> None:
    tasks = [world.task("A"), world.task("B")]
    body = {"ids": ids_of(tasks), "changes": {"title": "New"}}
    first = ann.post("/api/tasks/bulk", body, Idempotency_Key="once")
    before = world.last
    again = ann.post("/api/tasks/bulk", body, Idempotency_Key="once")
    assert (again.status, again.json) == (200, first.json)
    assert world.events(before) == []
    other = ann.post("/api/tasks/bulk", body | {"changes": {"title": "Newer"}}, Idempotency_Key="once")
    assert other.status == 409


def test_more_than_500_are_too_many(world: World, ann: Caller) -> None:
    many(world, 501)
    body = {"workspace_id": str(world.harbour.id), "q": "is:open", "changes": {"priority": "low"}}
    refused = ann.post("/api/tasks/bulk", body)
    assert refused.faults == {"body.q": "finds 501 tasks; at most 500 can be changed at once"}


def test_500_tasks_take_few_statements_and_little_time(world: World, ann: Caller) -> None:
    label = ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "bug"}).json["id"]
    tasks = many(world, 500)
    before = world.last
    started = time.perf_counter()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = bulk(ann, tasks, status="Doing", add_labels=[label], add_assignees=[str(world.cleo.id)])
    took = time.perf_counter() - started
    assert answer.json["updated"] == 500
    assert world.events(before) == ["task.updated"] * 500
    writes = [one for one in queries.captured_queries if one["sql"].startswith("UPDATE tasks_task")]
    print(f"{len(queries)} statements, {len(writes)} of them rows, {took:.2f} s")  # noqa: T201
    assert len(queries) - len(writes) < 60
    assert took < 15


@pytest.mark.django_db(transaction=True)
def test_many_bulk_changes_of_the_same_tasks_at_once(world: World, ann: Caller) -> None:
    parent = world.task("Above")
    tasks = [world.task(f"Task {number}", parent_id=parent.id if number % 2 else None) for number in range(12)]
    link_tasks(tasks[0].id, actor=world.ann, kind="blocks", other_id=tasks[1].id)
    ids = [task.id for task in tasks]
    results = at_once(
        lambda: change_tasks(ids, actor=world.ann, status="Done"),
        lambda: change_tasks(ids[::-1], actor=world.bob, title="New"),
        lambda: change_tasks(ids[3:] + ids[:3], actor=world.cleo, deleted=True),
        lambda: change_tasks([*ids[6:], parent.id], actor=world.cleo, priority="high"),
    )
    refused = [one for one in results if isinstance(one, Exception)]
    assert all("in the trash" in str(one) for one in refused), refused
    assert len(refused) < 4
    assert ann.get(world.url(parent)).json["subtask_count"] == 0


def many(world: World, count: int) -> list[Task]:
    """So many tasks in Operations, made at once."""
    from backend.eventlog.change import change

    with change(world.ann):
        return [world.task(f"Task {number}") for number in range(count)]
