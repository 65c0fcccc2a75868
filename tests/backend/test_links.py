"""Tasks that wait for each other, belong to each other or are the same."""

from itertools import pairwise
from typing import Any

import pytest

from backend.core.errors import Conflict
from backend.core.ids import uuid7
from backend.eventlog.models import Event
from backend.projects.actions.project import archive_project, create_project, delete_project
from backend.tasks.actions.link import MOST, link_tasks, unlink_project
from backend.tasks.actions.task import create_task
from backend.tasks.models import Task
from tests.world import Caller, World

Json = dict[str, Any]


def shown(caller: Caller, world: World, task: Task) -> Json:
    """The task as its readers see it."""
    found: Json = caller.get(world.url(task)).json
    return found


def block(caller: Caller, world: World, task: Task, other: Task) -> str:
    """Let one block the other; the link's id."""
    created = caller.post(world.url(task, "/links"), {"kind": "blocks", "task_id": str(other.id)})
    assert created.status == 201, created.text
    return str(created.json["id"])


def test_ann_says_what_waits_for_what_and_both_tasks_know(world: World, ann: Caller) -> None:
    crane, ship = world.task("Repair the crane"), world.task("Unload the ship")
    before = world.last
    created = ann.post(world.url(crane, "/links"), {"kind": "blocks", "task_id": str(ship.id)})
    assert created.status == 201
    assert (created.json["source_id"], created.json["target_id"]) == (str(crane.id), str(ship.id))
    assert world.events(before) == ["link.created", "task.updated", "task.updated"]
    assert shown(ann, world, crane)["blocks"] == [str(ship.id)]
    waiting = shown(ann, world, ship)
    assert (waiting["blocked_by"], waiting["is_blocked"]) == ([str(crane.id)], True)
    for task in (crane, ship):
        assert ann.get(world.url(task, "/links")).items == [created.json]
        assert ann.get(world.url(task, f"/links/{created.json['id']}")).json == created.json
    assert ann.delete(world.url(ship, f"/links/{created.json['id']}")).status == 204
    assert (shown(ann, world, ship)["blocked_by"], shown(ann, world, ship)["is_blocked"]) == ([], False)
    assert ann.get(world.url(crane, "/links")).items == []
    assert ann.delete(world.url(ship, f"/links/{created.json['id']}")).status == 404


@pytest.mark.parametrize(
    ("kind", "there", "back"),
    [
        ("blocks", "blocks", "blocked_by"),
        ("blocked_by", "blocked_by", "blocks"),
        ("relates", "relates_to", "relates_to"),
        ("duplicates", "duplicates", "duplicated_by"),
        ("duplicated_by", "duplicated_by", "duplicates"),
    ],
)
def test_a_link_is_told_from_the_side_of_the_task(world: World, ann: Caller, kind: str, there: str, back: str) -> None:
    one, other = world.task("One"), world.task("Other")
    assert ann.post(world.url(one, "/links"), {"kind": kind, "task_id": str(other.id)}).status == 201
    assert shown(ann, world, one)[there] == [str(other.id)]
    assert shown(ann, world, other)[back] == [str(one.id)]


def test_every_link_is_made_once(world: World, ann: Caller) -> None:
    one, other = world.task("One"), world.task("Other")
    for kind in ("blocks", "relates", "duplicates"):
        assert ann.post(world.url(one, "/links"), {"kind": kind, "task_id": str(other.id)}).status == 201
    before = world.last
    for task, target, kind, detail in (
        (one, other, "blocks", "OPS-1 blocks OPS-2 already."),
        (one, other, "relates", "OPS-1 relates to OPS-2 already."),
        (other, one, "relates", "OPS-1 relates to OPS-2 already."),
        (one, other, "duplicates", "OPS-1 duplicates OPS-2 already."),
        (other, one, "duplicates", "OPS-1 duplicates OPS-2 already."),
    ):
        refused = ann.post(world.url(task, "/links"), {"kind": kind, "task_id": str(target.id)})
        assert (refused.status, refused.json["detail"]) == (409, detail)
    assert world.events(before) == []


def test_a_link_that_is_sent_again_is_answered_by_the_first(world: World, ann: Caller) -> None:
    one, other = world.task("One"), world.task("Other")
    body = {"id": str(uuid7()), "kind": "blocks", "task_id": str(other.id)}
    first = ann.post(world.url(one, "/links"), body)
    again = ann.post(world.url(one, "/links"), body)
    assert (first.status, again.status, again.json) == (201, 200, first.json)
    assert ann.post(world.url(one, "/links"), body | {"kind": "relates"}).status == 409


def test_nothing_blocks_itself_however_long_the_way(world: World, ann: Caller) -> None:
    tasks = [world.task(f"Step {number}") for number in range(1, 5)]
    for task, following in pairwise(tasks):
        block(ann, world, task, following)
    before = world.last
    refused = ann.post(world.url(tasks[3], "/links"), {"kind": "blocks", "task_id": str(tasks[0].id)})
    assert (refused.status, refused.json["detail"]) == (
        409,
        "OPS-4 would block itself: OPS-4 → OPS-1 → OPS-2 → OPS-3 → OPS-4.",
    )
    turned = ann.post(world.url(tasks[0], "/links"), {"kind": "blocked_by", "task_id": str(tasks[1].id)})
    assert turned.json["detail"] == "OPS-2 would block itself: OPS-2 → OPS-1 → OPS-2."
    itself = ann.post(world.url(tasks[0], "/links"), {"kind": "blocks", "task_id": str(tasks[0].id)})
    assert itself.faults == {"body.task_id": "is the task itself"}
    assert world.events(before) == []


def test_a_chain_does_not_name_what_its_reader_does_not_see(world: World, cleo: Caller) -> None:
    secret = create_project(
        actor=world.ann, workspace_id=world.harbour.id, key="SEC", name="Secret", visibility="private"
    )
    first, last = world.task("First"), world.task("Last")
    hidden = create_task(actor=world.ann, project_id=secret.id, title="Hidden")
    link_tasks(first.id, actor=world.ann, kind="blocks", other_id=hidden.id)
    link_tasks(hidden.id, actor=world.ann, kind="blocks", other_id=last.id)
    refused = cleo.post(world.url(last, "/links"), {"kind": "blocks", "task_id": str(first.id)})
    assert refused.status == 409
    assert refused.json["detail"] == "OPS-2 would block itself: OPS-2 → OPS-1 → a task that you do not see → OPS-2."
    assert cleo.post(world.url(last, "/links"), {"kind": "relates", "task_id": str(hidden.id)}).faults == {
        "body.task_id": "no task that you know has this id"
    }


def test_finishing_a_task_frees_each_task_that_waits_for_it_alone(world: World, ann: Caller) -> None:
    blocker, other = world.task("Blocker"), world.task("Other")
    waiting = [world.task(f"Waiting {number}") for number in range(3)]
    for task in waiting:
        block(ann, world, blocker, task)
    block(ann, world, other, waiting[0])
    before = world.last
    ann.patch(world.url(blocker), {"status": "Done"})
    assert world.events(before) == ["task.updated"] * 3
    request_ids = Event.objects.filter(workspace_id=world.harbour.id, seq__gt=before).values_list("request_id")
    assert len(set(request_ids)) == 1
    assert [shown(ann, world, task)["is_blocked"] for task in waiting] == [True, False, False]
    ann.patch(world.url(blocker), {"status": "Doing"})
    assert [shown(ann, world, task)["is_blocked"] for task in waiting] == [True, True, True]
    before = world.last
    ann.patch(world.url(blocker), {"status": "Todo"})
    assert world.events(before) == ["task.updated"]
    ann.patch(world.url(blocker), {"status": "Cancelled"})
    assert [shown(ann, world, task)["is_blocked"] for task in waiting] == [True, False, False]


def test_what_is_in_the_trash_blocks_nothing_and_what_is_archived_does(world: World, ann: Caller) -> None:
    parent = world.task("Above")
    blocker, waiting = world.task("Blocker", parent_id=parent.id), world.task("Waiting")
    block(ann, world, blocker, waiting)
    ann.post(world.url(blocker, "/archive"))
    assert shown(ann, world, waiting)["is_blocked"] is True
    before = world.last
    ann.delete(world.url(parent))
    assert world.events(before) == ["task.deleted", "task.deleted", "task.updated"]
    assert shown(ann, world, waiting)["is_blocked"] is False
    ann.post(world.url(parent, "/restore"))
    assert shown(ann, world, waiting)["is_blocked"] is True
    ann.delete(world.url(parent))
    ann.post(world.url(parent, "/purge"))
    freed = shown(ann, world, waiting)
    assert (freed["is_blocked"], freed["blocked_by"]) == (False, [])


def test_who_comes_out_of_the_trash_learns_what_happened_meanwhile(world: World, ann: Caller) -> None:
    blocker, waiting = world.task("Blocker"), world.task("Waiting")
    block(ann, world, blocker, waiting)
    ann.delete(world.url(waiting))
    before = world.last
    ann.patch(world.url(blocker), {"status": "Done"})
    assert world.events(before) == ["task.updated"]
    ann.post(world.url(waiting, "/restore"))
    assert shown(ann, world, waiting)["is_blocked"] is False
    ann.delete(world.url(waiting))
    ann.patch(world.url(blocker), {"status": "Todo"})
    ann.post(world.url(waiting, "/restore"))
    assert shown(ann, world, waiting)["is_blocked"] is True


def test_tasks_of_one_family_block_each_other(world: World, ann: Caller) -> None:
    parent = world.task("Above")
    first, second = (world.task(title, parent_id=parent.id) for title in ("First", "Second"))
    block(ann, world, first, second)
    block(ann, world, second, parent)
    before = world.last
    ann.patch(world.url(second), {"status": "Done"})
    assert world.events(before) == ["task.updated", "task.updated"]
    above = shown(ann, world, parent)
    assert (above["subtask_done"], above["is_blocked"]) == (1, False)
    ann.delete(world.url(parent))
    ann.post(world.url(parent, "/restore"))
    assert shown(ann, world, second)["is_blocked"] is True


def test_links_cross_projects_whose_deletion_frees_what_waits(world: World, ann: Caller) -> None:
    sea = create_project(actor=world.ann, workspace_id=world.harbour.id, key="SEA", name="Sea")
    storm = create_task(actor=world.ann, project_id=sea.id, title="Storm")
    waiting, related = world.task("Waiting"), world.task("Related")
    block(ann, world, storm, waiting)
    link_tasks(related.id, actor=world.ann, kind="relates", other_id=storm.id)
    link_tasks(waiting.id, actor=world.ann, kind="relates", other_id=related.id)
    archive_project(sea.id, actor=world.ann, archived=True)
    assert shown(ann, world, waiting)["is_blocked"] is True
    archive_project(sea.id, actor=world.ann, archived=False)
    delete_project(sea.id, actor=world.ann)
    assert unlink_project(sea.id) == 2
    assert (shown(ann, world, waiting)["is_blocked"], shown(ann, world, waiting)["blocked_by"]) == (False, [])
    assert shown(ann, world, related)["relates_to"] == [str(waiting.id)]
    assert unlink_project(sea.id) == 0
    assert unlink_project(world.ops.id) == 0


def test_a_change_of_a_task_reaches_one_in_a_deleted_project_no_more(world: World, ann: Caller) -> None:
    sea = create_project(actor=world.ann, workspace_id=world.harbour.id, key="SEA", name="Sea")
    far, blocker = create_task(actor=world.ann, project_id=sea.id, title="Far"), world.task("Blocker")
    block(ann, world, blocker, far)
    delete_project(sea.id, actor=world.ann)
    before = world.last
    ann.patch(world.url(blocker), {"status": "Done"})
    assert world.events(before) == ["task.updated"]


def test_who_may_link(world: World, ann: Caller, cleo: Caller, vic: Caller, eve: Caller) -> None:
    one, other = world.task("One"), world.task("Other")
    body = {"kind": "blocks", "task_id": str(other.id)}
    assert vic.post(world.url(one, "/links"), body).status == 403
    assert eve.post(world.url(one, "/links"), body).status == 404
    assert cleo.post(world.url(one, "/links"), body).status == 201
    link = ann.get(world.url(one, "/links")).items[0]["id"]
    assert vic.delete(world.url(one, f"/links/{link}")).status == 403
    assert eve.get(world.url(one, "/links")).status == 404
    assert vic.get(world.url(one, "/links")).items[0]["id"] == link
    stale = ann.delete(world.url(one, f"/links/{link}"), If_Match='"7"')
    assert (stale.status, stale.json["current"]["id"]) == (412, link)


def test_links_stay_in_a_workspace_and_outside_of_trash_and_archive(world: World, ann: Caller) -> None:
    one, other = world.task("One"), world.task("Other")
    workspace = ann.post("/api/workspaces", {"name": "Elsewhere"}).json["id"]
    project = ann.post("/api/projects", {"workspace_id": workspace, "key": "ELS", "name": "Else"}).json["id"]
    far = ann.post("/api/tasks", {"project_id": project, "title": "Far"}).json["id"]
    refused = ann.post(world.url(one, "/links"), {"kind": "relates", "task_id": far})
    assert (refused.status, refused.faults) == (422, {"body.task_id": "lies in another workspace"})
    unknown = ann.post(world.url(one, "/links"), {"kind": "relates", "task_id": str(uuid7())})
    assert unknown.faults == {"body.task_id": "no task that you know has this id"}
    assert list(ann.post(world.url(one, "/links"), {"kind": "hinders", "task_id": str(other.id)}).faults) == [
        "body.kind"
    ]
    ann.delete(world.url(other))
    gone = ann.post(world.url(one, "/links"), {"kind": "relates", "task_id": str(other.id)})
    assert gone.faults == {"body.task_id": "no task that you know has this id"}
    assert ann.get(world.url(one, "/links")).items == []


def test_a_member_frees_his_task_from_one_that_he_does_not_see(world: World, ann: Caller, cleo: Caller) -> None:
    secret = create_project(
        actor=world.ann, workspace_id=world.harbour.id, key="SEC", name="Secret", visibility="private"
    )
    hidden, waiting = create_task(actor=world.ann, project_id=secret.id, title="Hidden"), world.task("Waiting")
    link = block(ann, world, hidden, waiting)
    assert shown(cleo, world, waiting)["is_blocked"] is True
    assert cleo.delete(world.url(waiting, f"/links/{link}")).status == 204
    assert shown(ann, world, hidden)["blocks"] == []


def test_a_task_has_only_so_many_links(world: World) -> None:
    one, other = world.task("One"), world.task("Other")
    Task.objects.filter(id=one.id).update(link_count=MOST)
    with pytest.raises(Conflict, match="OPS-1 has 500 links already"):
        link_tasks(one.id, actor=world.ann, kind="relates", other_id=other.id)
    Task.objects.filter(id=one.id).update(link_count=0)
