"""What becomes of tasks that are thrown away."""

from datetime import timedelta

import pytest

from backend.core.clock import now
from backend.projects.actions.project import archive_project, create_project, delete_project
from backend.tasks.actions.comment import add_comment
from backend.tasks.actions.link import link_tasks
from backend.tasks.actions.task import create_task, update_task
from backend.tasks.actions.trash import delete_task, empty_trash, purge_task, restore_task
from backend.tasks.models import Comment, Task, TaskAlias, TaskSearch
from tests.backend.writers import at_once, while_open
from tests.world import Caller, World


def test_bob_purges_what_is_in_the_trash_and_all_that_hangs_on_it(world: World, ann: Caller, bob: Caller) -> None:
    parent, other = world.task("Parent"), world.task("Other")
    child = world.task("Child", parent_id=parent.id, assignees=[world.cleo.id])
    add_comment(child.id, actor=world.ann, body="Gone soon")
    link_tasks(child.id, actor=world.ann, kind="relates", other_id=other.id)
    link_tasks(child.id, actor=world.ann, kind="blocks", other_id=parent.id)
    ann.delete(world.url(parent))
    before = world.last
    assert bob.post(world.url(parent, "/purge")).status == 204
    assert sorted(world.events(before)) == ["link.deleted"] * 2 + ["task.purged"] * 2 + ["task.updated"]
    purged = [
        item
        for item in ann.get(f"/api/events?workspace={world.harbour.id}&after={before}").items
        if item["type"] == "task.purged"
    ]
    assert {item["data"]["title"] for item in purged} == {"Parent", "Child"}
    assert ann.get("/api/tasks?deleted=true").items == []
    assert ann.post(world.url(parent, "/restore")).status == 404
    assert ann.post(world.url(parent, "/purge")).status == 404
    assert ann.get(world.url(other)).json["relates_to"] == []
    assert (Comment.objects.count(), TaskSearch.objects.count()) == (0, 1)
    assert world.task("Next").number == 4


def test_only_admins_purge_and_only_what_is_in_the_trash(
    world: World, ann: Caller, cleo: Caller, vic: Caller, eve: Caller
) -> None:
    task = world.task()
    assert ann.post(world.url(task, "/purge")).json["detail"] == "OPS-1 is not in the trash."
    ann.delete(world.url(task))
    before = world.last
    assert [one.post(world.url(task, "/purge")).status for one in (cleo, vic, eve)] == [403, 403, 404]
    stale = ann.post(world.url(task, "/purge"), If_Match='"1"')
    assert (stale.status, stale.json["current"]["id"]) == (412, str(task.id))
    archive_project(world.ops.id, actor=world.ann, archived=True)
    assert ann.post(world.url(task, "/purge")).status == 409
    assert world.events(before) == ["project.archived"]


def test_a_child_that_went_before_its_parent_comes_back_after_it(world: World, ann: Caller) -> None:
    parent = world.task("Parent")
    early, late = (world.task(title, parent_id=parent.id, status="Done") for title in ("Early", "Late"))
    ann.delete(world.url(early))
    ann.delete(world.url(parent))
    assert ann.post(world.url(early, "/restore")).status == 409
    ann.post(world.url(parent, "/restore"))
    assert ann.get(world.url(late)).status == 200
    assert ann.get(world.url(early)).status == 404
    shown = ann.get(world.url(parent)).json
    assert (shown["subtask_count"], shown["subtask_done"]) == (1, 1)
    ann.post(world.url(early, "/restore"))
    shown = ann.get(world.url(parent)).json
    assert (shown["subtask_count"], shown["subtask_done"]) == (2, 2)


def test_purging_a_child_first_leaves_its_parent_right(world: World, ann: Caller) -> None:
    parent = world.task("Parent")
    early, late = (world.task(title, parent_id=parent.id) for title in ("Early", "Late"))
    ann.delete(world.url(early))
    ann.delete(world.url(parent))
    for child in (early, late):
        assert ann.post(world.url(child, "/purge")).status == 204
    assert ann.post(world.url(parent, "/restore")).json["subtask_count"] == 0


def test_purging_a_parent_takes_a_child_that_went_before_it(world: World, ann: Caller) -> None:
    parent = world.task("Parent")
    early = world.task("Early", parent_id=parent.id)
    ann.delete(world.url(early))
    ann.delete(world.url(parent))
    ann.post(world.url(parent, "/purge"))
    assert ann.post(world.url(early, "/restore")).status == 404


def test_the_trash_is_emptied_of_what_has_lain_there_long_enough(world: World, ann: Caller) -> None:
    above = world.task("Above")
    parent = world.task("Parent", parent_id=above.id)
    world.task("Child", parent_id=parent.id)
    recent, living = world.task("Recent"), world.task("Living")
    sea = create_project(actor=world.ann, workspace_id=world.harbour.id, key="SEA", name="Sea")
    far = create_task(actor=world.ann, project_id=sea.id, title="Far")
    for task in (parent, far):
        delete_task(task.id, actor=world.ann)
    in_between = now()
    delete_task(recent.id, actor=world.ann)
    delete_project(sea.id, actor=world.ann)
    archive_project(world.ops.id, actor=world.ann, archived=True)
    before = world.last
    assert empty_trash(in_between) == 1
    assert world.events(before) == ["task.purged"] * 2
    purged = ann.get(f"/api/events?workspace={world.harbour.id}&after={before}").items[0]
    assert purged["actor"] is None
    assert set(Task.objects.filter(project=world.ops).values_list("title", flat=True)) == {"Above", "Recent", "Living"}
    assert empty_trash(in_between) == 0
    assert empty_trash(now() + timedelta(seconds=1)) == 1
    assert living.id in Task.objects.values_list("id", flat=True)


def test_purging_a_task_that_had_other_keys_forgets_them(world: World, ann: Caller) -> None:
    sea = create_project(actor=world.ann, workspace_id=world.harbour.id, key="SEA", name="Sea")
    task = world.task()
    update_task(task.id, actor=world.ann, project_id=sea.id)
    assert TaskAlias.objects.count() == 1
    ann.delete(world.url(task))
    ann.post(world.url(task, "/purge"))
    assert TaskAlias.objects.count() == 0
    assert ann.get(f"/api/tasks/OPS-1?workspace={world.harbour.id}").status == 404


@pytest.mark.django_db(transaction=True)
def test_a_task_is_restored_or_purged_but_not_both(world: World) -> None:
    parent = world.task("Parent")
    world.task("Child", parent_id=parent.id)
    delete_task(parent.id, actor=world.ann)
    restored, purged = while_open(
        lambda: restore_task(parent.id, actor=world.ann),
        lambda: purge_task(parent.id, actor=world.bob),
    )
    assert restored is None
    assert isinstance(purged, Exception)
    assert Task.objects.living().count() == 2
    delete_task(parent.id, actor=world.ann)
    purged, restored = while_open(
        lambda: purge_task(parent.id, actor=world.bob),
        lambda: restore_task(parent.id, actor=world.ann),
    )
    assert purged is None
    assert isinstance(restored, Exception)
    assert Task.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_linked_tasks_are_purged_and_changed_at_once(world: World, ann: Caller) -> None:
    living = world.task("Living")
    gone = [world.task(f"Gone {number}") for number in range(3)]
    for task in gone:
        link_tasks(task.id, actor=world.ann, kind="blocks", other_id=living.id)
        delete_task(task.id, actor=world.ann)
    results = at_once(
        *(lambda task=task: purge_task(task.id, actor=world.ann) for task in gone),
        lambda: update_task(living.id, actor=world.bob, status="Done"),
    )
    assert not [one for one in results if isinstance(one, Exception)], results
    assert ann.get(world.url(living)).json["blocked_by"] == []
