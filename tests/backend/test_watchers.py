"""Who watches a task, who has muted it, and who hears of it."""

import pytest

from backend.core.ids import uuid7
from backend.eventlog.models import Event
from backend.notifications.audience import reachable, watching
from backend.projects.actions.member import remove_member
from backend.projects.actions.project import create_project
from backend.tasks.actions.comment import add_comment
from backend.tasks.actions.task import create_task, update_task
from backend.tasks.actions.trash import delete_task, purge_task
from backend.tasks.actions.watcher import unwatch, watch
from backend.tasks.models import Reminder, Task, Watcher
from tests.backend.writers import at_once, while_open
from tests.world import Caller, World


def hearing(world: World) -> set[str]:
    """Who hears of the newest change, by first name."""
    event = Event.objects.get(workspace_id=world.harbour.id, seq=world.last)
    assert event.task_id is not None
    return {user.first_name for user in reachable(event.task_id, watching(event))}


def test_one_watches_and_ceases_to(world: World, vic: Caller) -> None:
    task = world.task()
    before = world.last
    watched = vic.put(world.url(task, "/watchers/me"))
    assert watched.status == 200
    assert (watched.json["user"], watched.json["is_muted"]) == ({"id": str(world.vic.id), "name": "Vic"}, False)
    assert vic.put(world.url(task, f"/watchers/{world.vic.id}")).json == watched.json
    assert vic.get(world.url(task, "/watchers")).items == [watched.json]
    assert vic.get(world.url(task, "/watchers/me")).json == watched.json
    assert vic.delete(world.url(task, "/watchers/me")).status == 204
    assert [vic.get(world.url(task, "/watchers/me")).status, vic.delete(world.url(task, "/watchers/me")).status] == [
        404
    ] * 2
    assert world.events(before) == ["watcher.added", "watcher.removed"]


def test_a_task_is_muted_by_each_for_himself(world: World, cleo: Caller, ann: Caller) -> None:
    task = world.task()
    before = world.last
    assert ann.put(world.url(task, f"/watchers/{world.cleo.id}"), {"is_muted": True}).status == 403
    assert cleo.put(world.url(task, "/watchers/me"), {"is_muted": True}).json["is_muted"]
    assert ann.put(world.url(task, f"/watchers/{world.cleo.id}")).json["is_muted"]
    assert ann.delete(world.url(task, f"/watchers/{world.cleo.id}")).status == 403
    assert not cleo.put(world.url(task, "/watchers/me"), {"is_muted": False}).json["is_muted"]
    assert ann.delete(world.url(task, f"/watchers/{world.cleo.id}")).status == 204
    assert world.events(before) == ["watcher.added", "watcher.updated", "watcher.removed"]


def test_others_are_added_by_those_who_may_write_if_they_may_see(world: World, ann: Caller, vic: Caller) -> None:
    secret = create_project(
        actor=world.ann, workspace_id=world.harbour.id, key="SEC", name="Secret", visibility="private"
    )
    quiet = create_task(actor=world.ann, project_id=secret.id, title="Quiet")
    task = world.task()
    before = world.last
    assert vic.put(world.url(task, f"/watchers/{world.cleo.id}")).status == 403
    refused = ann.put(world.url(quiet, f"/watchers/{world.cleo.id}"))
    assert (refused.status, refused.json["detail"]) == (404, "Nobody who may see this task has this id.")
    assert ann.put(world.url(task, f"/watchers/{world.eve.id}")).status == 404
    assert ann.put(world.url(task, f"/watchers/{uuid7()}")).status == 404
    assert ann.put(world.url(task, "/watchers/bob")).status == 404
    assert world.events(before) == []
    assert ann.put(world.url(task, f"/watchers/{world.cleo.id}")).status == 200
    assert vic.delete(world.url(task, f"/watchers/{world.cleo.id}")).status == 403


def test_a_stranger_knows_nothing_of_it(world: World, eve: Caller) -> None:
    task = world.task()
    watch(task.id, world.bob.id, actor=world.bob)
    answers = [
        eve.get(world.url(task, "/watchers")),
        eve.put(world.url(task, "/watchers/me")),
        eve.delete(world.url(task, f"/watchers/{world.bob.id}")),
    ]
    assert [answer.status for answer in answers] == [404] * 3


def test_a_stale_change_is_refused(world: World, bob: Caller) -> None:
    task = world.task()
    watch(task.id, world.bob.id, actor=world.bob)
    assert bob.put(world.url(task, "/watchers/me"), {"is_muted": True}, If_Match='"2"').status == 412
    assert bob.delete(world.url(task, "/watchers/me"), If_Match='"2"').status == 412
    assert bob.put(world.url(task, "/watchers/me"), {"muted": True}).status == 422


def test_a_new_name_is_shown_at_the_watcher(world: World, ann: Caller, bob: Caller) -> None:
    task = world.task()
    watch(task.id, world.bob.id, actor=world.bob)
    bob.patch("/api/me", {"first_name": "Robert"})
    assert [one["user"]["name"] for one in ann.get(world.url(task, "/watchers")).items] == ["Robert"]


def test_who_hears_of_a_task(world: World) -> None:
    task = world.task(actor=world.ann)
    update_task(task.id, actor=world.ann, assignees=[world.bob.id])
    assert hearing(world) == {"Bob"}
    add_comment(task.id, actor=world.cleo, body="Done soon")
    assert hearing(world) == {"Ann", "Bob"}
    watch(task.id, world.vic.id, actor=world.vic)
    update_task(task.id, actor=world.bob, priority="high")
    assert hearing(world) == {"Ann", "Cleo", "Vic"}
    watch(task.id, world.cleo.id, actor=world.cleo, is_muted=True)
    unwatch(task.id, world.vic.id, actor=world.vic)
    update_task(task.id, actor=world.bob, priority="low")
    assert hearing(world) == {"Ann"}


def test_who_is_no_longer_there_hears_nothing(world: World) -> None:
    task = world.task()
    for user in (world.cleo, world.vic):
        watch(task.id, user.id, actor=user)
    remove_member(world.harbour.id, world.cleo.id, actor=world.ann)
    update_task(task.id, actor=world.bob, priority="high")
    assert hearing(world) == {"Ann", "Vic"}


@pytest.mark.django_db(transaction=True)
def test_watching_twice_at_once_is_watching_once(world: World) -> None:
    task = world.task()
    results = at_once(*[lambda: watch(task.id, world.vic.id, actor=world.vic)] * 4)
    assert all(isinstance(one, Watcher) for one in results)
    assert Task.objects.get().watchers.count() == 1


def test_what_hangs_on_a_task_goes_where_the_task_goes(world: World, vic: Caller) -> None:
    other = create_project(actor=world.ann, workspace_id=world.harbour.id, key="YARD", name="Yard")
    task = world.task()
    watch(task.id, world.vic.id, actor=world.vic)
    vic.post(world.url(task, "/reminders"), {"remind_at": "2036-12-01T08:00:00Z"})
    update_task(task.id, actor=world.ann, project_id=other.id)
    assert vic.get(world.url(task, "/watchers/me")).json["project_id"] == str(other.id)
    assert [one["project_id"] for one in vic.get(world.url(task, "/reminders")).items] == [str(other.id)]
    delete_task(task.id, actor=world.ann)
    purge_task(task.id, actor=world.ann)
    assert not Watcher.objects.exists()
    assert not Reminder.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_watches_a_task_while_it_moves_watches_it_where_it_goes(world: World) -> None:
    task = world.task()
    sea = create_project(actor=world.ann, workspace_id=world.harbour.id, key="SEA", name="Sea")

    moved, watched = while_open(
        lambda: update_task(task.id, actor=world.ann, project_id=sea.id),
        lambda: watch(task.id, world.vic.id, actor=world.vic),
    )

    assert isinstance(moved, Task)
    assert isinstance(watched, Watcher)
    assert world.events(world.last - 2) == ["task.moved", "watcher.added"]
    assert Event.objects.get(workspace_id=world.harbour.id, seq=world.last).project_id == sea.id
