"""Tasks that come back when their date has come; and several people and workers at the same time."""

import pytest
import time_machine
from django.db import transaction

from backend.projects.actions.project import archive_project
from backend.tasks.actions.occurrence import due_repetitions, repeat_by_date
from backend.tasks.actions.task import create_task, update_task
from backend.tasks.actions.trash import delete_task, restore_task
from backend.tasks.models import Task
from tests.backend.recurring import after, at, done, recurring, swept
from tests.backend.writers import at_once, while_open
from tests.world import World

pytestmark = pytest.mark.usefixtures("clock")


def test_by_date_the_next_one_comes_when_the_date_has_come_done_or_not(
    world: World, clock: time_machine.Traveller
) -> None:
    task = recurring(world, recurrence_by="date", status="Doing")
    clock.move_to(at("2026-12-02 07:59"))
    swept()
    assert after(task) is None
    clock.move_to(at("2026-12-02 08:00"))
    before = world.last
    swept()
    swept()
    following = after(task)
    assert following is not None
    assert (following.due_at, following.recurrence_by) == (at("2026-12-09 08:00"), "date")
    assert Task.objects.count() == 2
    task.refresh_from_db()
    assert (task.status.name, task.recurrence) == ("Doing", None)
    assert sorted(world.events(before)) == ["task.created", "task.updated"]


def test_done_before_its_date_it_still_waits_for_it(world: World, clock: time_machine.Traveller) -> None:
    task = recurring(world, recurrence_by="date")
    assert done(task, world.ann) is None
    clock.move_to(at("2026-12-02 08:00"))
    swept()
    assert after(task) is not None


def test_after_a_week_of_silence_one_comes_and_not_seven(world: World, clock: time_machine.Traveller) -> None:
    task = recurring(world, "FREQ=DAILY", recurrence_by="date")
    clock.move_to(at("2026-12-09 12:00"))
    swept()
    following = after(task)
    assert following is not None
    assert following.due_at == at("2026-12-10 08:00")
    swept()
    assert Task.objects.count() == 2


def test_by_date_it_ends_too(world: World, clock: time_machine.Traveller) -> None:
    task = recurring(world, "FREQ=DAILY;COUNT=2", recurrence_by="date")
    clock.move_to(at("2026-12-03 08:00"))
    swept()
    following = after(task)
    assert following is not None
    assert (following.recurrence, following.next_run_at) == ("FREQ=DAILY;COUNT=1", None)
    clock.move_to(at("2026-12-20 08:00"))
    swept()
    assert Task.objects.count() == 2


def test_with_another_due_date_it_waits_for_that(world: World, clock: time_machine.Traveller) -> None:
    task = recurring(world, recurrence_by="date")
    update_task(task.id, actor=world.bob, due_at=at("2026-12-04 09:00"))
    clock.move_to(at("2026-12-03 08:00"))
    swept()
    assert after(task) is None
    clock.move_to(at("2026-12-04 09:00"))
    swept()
    following = after(task)
    assert following is not None
    assert following.due_at == at("2026-12-11 09:00")


def test_in_the_trash_and_in_an_archived_project_it_rests(world: World, clock: time_machine.Traveller) -> None:
    trashed, resting = recurring(world, recurrence_by="date"), recurring(world, recurrence_by="date")
    delete_task(trashed.id, actor=world.ann)
    archive_project(world.ops.id, actor=world.ann, archived=True)
    clock.move_to(at("2026-12-03 08:00"))
    before = world.last
    assert due_repetitions() == []
    repeat_by_date(trashed.id)
    repeat_by_date(resting.id)
    assert world.events(before) == []
    archive_project(world.ops.id, actor=world.ann, archived=False)
    restore_task(trashed.id, actor=world.ann)
    swept()
    assert after(trashed) is not None
    assert after(resting) is not None


@pytest.mark.django_db(transaction=True)
def test_cut_off_in_the_middle_nothing_has_happened(world: World, clock: time_machine.Traveller) -> None:
    task = recurring(world, recurrence_by="date")
    clock.move_to(at("2026-12-02 08:00"))
    before = world.last

    def cut_off() -> None:
        with transaction.atomic():
            repeat_by_date(task.id)
            raise ConnectionError

    assert isinstance(at_once(cut_off)[0], ConnectionError)
    assert (Task.objects.count(), world.events(before)) == (1, [])
    swept()
    assert Task.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_people_are_done_with_it_at_once(world: World) -> None:
    task = recurring(world)
    results = at_once(
        *(
            lambda actor=actor: update_task(task.id, actor=actor, status="Done")
            for actor in (world.ann, world.bob, world.cleo)
        )
    )
    assert all(isinstance(one, Task) for one in results)
    assert Task.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_sweep_at_once(world: World, clock: time_machine.Traveller) -> None:
    for _ in range(3):
        recurring(world, recurrence_by="date")
    clock.move_to(at("2026-12-02 08:00"))
    assert at_once(swept, swept, swept) == [None, None, None]
    assert Task.objects.count() == 6
    assert len(set(Task.objects.values_list("number", flat=True))) == 6


@pytest.mark.django_db(transaction=True)
def test_it_is_done_while_somebody_lets_it_recur(world: World) -> None:
    task = world.task(due_at=at("2026-12-02 12:00"))
    while_open(
        lambda: update_task(task.id, actor=world.ann, recurrence="FREQ=DAILY"),
        lambda: update_task(task.id, actor=world.bob, status="Done"),
    )
    assert after(task) is not None


@pytest.mark.django_db(transaction=True)
def test_it_is_done_while_somebody_puts_a_task_below_it(world: World) -> None:
    tasks = [recurring(world) for _ in range(4)]
    results = at_once(
        *(lambda task=task: update_task(task.id, actor=world.ann, status="Done") for task in tasks),
        *(
            lambda task=task: create_task(actor=world.bob, project_id=world.ops.id, title="Below", parent_id=task.id)
            for task in tasks
        ),
    )
    assert [one for one in results if isinstance(one, Exception)] == []
    assert all(after(task) is not None for task in tasks)
