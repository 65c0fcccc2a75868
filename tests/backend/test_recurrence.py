"""Tasks that come back: the next one when one is done, and what comes with it."""

import pytest
import time_machine

from backend.accounts.models import User
from backend.activity.undo import undo_request
from backend.projects.actions.label import create_label
from backend.projects.actions.member import remove_member
from backend.tasks.actions.archive import archive_task
from backend.tasks.actions.status import delete_status, update_status
from backend.tasks.actions.task import update_task
from backend.tasks.actions.trash import delete_task
from backend.tasks.actions.watcher import watch
from backend.tasks.models import Task
from tests.backend.recurring import after, at, done, recurring
from tests.world import Caller, World

LAST_WORKING_DAY = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"

pytestmark = pytest.mark.usefixtures("clock")


def test_done_it_is_followed_by_the_same_a_week_later(world: World, ann: Caller, cleo: Caller) -> None:
    label = create_label(actor=world.ann, workspace_id=world.harbour.id, name="crane")
    task = ann.post(
        "/api/tasks",
        {
            "project_id": str(world.ops.id),
            "title": "Check the cranes",
            "description": "All *four*.",
            "priority": "high",
            "assignees": [str(world.cleo.id), str(world.bob.id)],
            "labels": [str(label.id)],
            "estimate": 2.5,
            "status": "Doing",
            "start_at": "2026-12-01T06:00:00Z",
            "due_at": "2026-12-02T08:00:00Z",
            "recurrence": "rrule:freq=weekly;byday=we;count=3",
        },
    ).json
    assert (task["recurrence"], task["recurrence_by"], task["recurrence_zone"]) == (
        "FREQ=WEEKLY;BYDAY=WE;COUNT=3",
        "completion",
        "UTC",
    )
    before = world.last
    finished = cleo.patch(f"/api/tasks/{task['id']}", {"status": "Done"}).json
    assert (finished["recurrence"], finished["recurrence_zone"]) == (None, None)
    assert sorted(world.events(before)) == ["task.created", "task.updated"]
    following = ann.get(f"/api/tasks?workspace={world.harbour.id}&sort=-number").items[0]
    assert following["number"] == task["number"] + 1
    assert following["status"]["name"] == "Todo"
    assert following["recurrence"] == "FREQ=WEEKLY;BYDAY=WE;COUNT=2"
    assert (following["start_at"], following["due_at"]) == (
        "2026-12-08T06:00:00.000000Z",
        "2026-12-09T08:00:00.000000Z",
    )
    assert following["completed_at"] is None
    for name in (
        "title",
        "description",
        "priority",
        "assignees",
        "labels",
        "estimate",
        "created_by",
        "recurrence_zone",
    ):
        assert following[name] == task[name]


def test_done_late_it_is_not_due_in_the_past(world: World, clock: time_machine.Traveller) -> None:
    task = recurring(world, "FREQ=WEEKLY;INTERVAL=2;COUNT=9")
    clock.move_to(at("2027-01-20 12:00"))
    following = done(task, world.ann)
    assert following is not None
    assert following.due_at == at("2027-01-27 08:00")
    assert following.recurrence == "FREQ=WEEKLY;INTERVAL=2;COUNT=8"


def test_done_early_it_comes_at_the_date_after_its_own(world: World) -> None:
    following = done(recurring(world, "FREQ=DAILY", "2026-12-05 08:00"), world.ann)
    assert following is not None
    assert following.due_at == at("2026-12-06 08:00")


def test_a_start_alone_will_do(world: World) -> None:
    task = world.task(start_at=at("2026-12-02 08:00"), recurrence="FREQ=DAILY")
    following = done(task, world.ann)
    assert following is not None
    assert (following.start_at, following.due_at) == (at("2026-12-03 08:00"), None)


@pytest.mark.parametrize("end", ["COUNT=1", "UNTIL=20261208", "UNTIL=20261209T075959Z"])
def test_after_the_last_one_comes_none(world: World, end: str) -> None:
    task = recurring(world, f"FREQ=WEEKLY;{end}")
    before = world.last
    assert done(task, world.ann) is None
    assert Task.objects.count() == 1
    assert world.events(before) == ["task.updated"]


def test_a_count_of_three_makes_three(world: World) -> None:
    task: Task | None = recurring(world, "FREQ=DAILY;COUNT=3")
    rules = []
    while task is not None:
        rules.append(task.recurrence)
        task = done(task, world.ann)
    assert rules == ["FREQ=DAILY;COUNT=3", "FREQ=DAILY;COUNT=2", "FREQ=DAILY;COUNT=1"]


def test_reopened_and_done_again_it_makes_nothing_twice(world: World) -> None:
    task = recurring(world)
    following = done(task, world.ann)
    update_task(task.id, actor=world.ann, status="Doing")
    update_task(task.id, actor=world.ann, status="Done")
    assert set(Task.objects.values_list("id", flat=True)) == {task.id, following and following.id}


def test_cancelled_it_waits(world: World) -> None:
    task = recurring(world)
    update_task(task.id, actor=world.ann, status="Cancelled")
    assert Task.objects.count() == 1
    assert Task.objects.get().recurrence == "FREQ=WEEKLY"
    assert done(task, world.ann) is not None


@pytest.mark.parametrize(
    ("zone", "rule", "first", "dates"),
    [
        ("Europe/Berlin", "FREQ=DAILY", "2027-03-27 07:00", ["03-28 06:00", "03-29 06:00"]),
        ("Europe/Berlin", "FREQ=DAILY", "2027-03-27 01:30", ["03-28 01:30", "03-29 00:30"]),
        ("Europe/Berlin", "FREQ=DAILY", "2027-10-30 00:30", ["10-31 00:30", "11-01 01:30"]),
        ("America/New_York", "FREQ=DAILY", "2027-03-13 13:00", ["03-14 12:00", "03-15 12:00"]),
        ("America/Sao_Paulo", "FREQ=MONTHLY", "2027-01-31 11:00", ["03-31 11:00", "05-31 11:00"]),
        ("Asia/Kolkata", "FREQ=WEEKLY;BYDAY=MO,FR", "2027-03-26 02:30", ["03-29 02:30", "04-02 02:30"]),
        ("Australia/Lord_Howe", "FREQ=DAILY", "2027-10-01 15:45", ["10-02 15:45", "10-03 15:15"]),
        (
            "Europe/Berlin",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "2027-02-26 16:00",
            ["03-31 15:00", "04-30 15:00"],
        ),
        ("Europe/Berlin", "FREQ=YEARLY", "2028-02-29 08:00", ["02-29 08:00", "02-29 08:00"]),
    ],
)
def test_the_clock_on_the_wall_shows_the_same_time(
    world: World, zone: str, rule: str, first: str, dates: list[str]
) -> None:
    User.objects.filter(id=world.ann.id).update(timezone=zone)
    task = recurring(world, rule, first)
    found = []
    for _ in dates:
        following = done(task, world.ann)
        assert following is not None
        assert following.due_at is not None
        found.append(f"{following.due_at:%m-%d %H:%M}")
        task = following
    assert found == dates
    assert task.recurrence_zone == zone


def test_a_skipped_time_comes_back_unless_somebody_gave_it_another(world: World) -> None:
    """02:30 was told as 03:30 on the day when there was none."""
    task = recurring(world, "FREQ=DAILY", "2027-03-27 01:30", recurrence_zone="Europe/Berlin")
    skipped = done(task, world.ann)
    assert skipped is not None
    update_task(skipped.id, actor=world.ann, due_at=at("2027-03-28 05:00"))
    following = done(skipped, world.ann)
    assert following is not None
    assert following.due_at == at("2027-03-29 05:00")


def test_what_is_below_it_comes_too_and_is_open_again(world: World) -> None:
    task = recurring(world)
    upper = world.task("Hooks", parent_id=task.id, due_at=at("2026-12-01 20:00"), status="Done")
    world.task("Ropes", parent_id=task.id, assignees=[world.cleo.id])
    world.task("Left hook", parent_id=upper.id, status="Done")
    archive_task(world.task("Away", parent_id=task.id).id, actor=world.ann, archived=True)
    delete_task(world.task("Gone", parent_id=task.id).id, actor=world.ann)
    daily = world.task("Grease", parent_id=task.id, due_at=at("2026-12-01 20:00"), recurrence="FREQ=DAILY")
    done(daily, world.ann)
    following = done(task, world.ann)
    assert following is not None
    assert (following.subtask_count, following.subtask_done) == (2, 0)
    below = {one.title: one for one in following.subtasks.all()}
    assert below.keys() == {"Hooks", "Ropes"}
    assert (below["Hooks"].due_at, below["Hooks"].status.name) == (at("2026-12-08 20:00"), "Todo")
    assert below["Hooks"].completed_at is None
    assert [one.title for one in below["Hooks"].subtasks.all()] == ["Left hook"]
    assert [one.user_id for one in below["Ropes"].assignments.all()] == [world.cleo.id]


def test_the_task_above_counts_the_next_one(world: World) -> None:
    above = world.task("Maintenance")
    done(recurring(world, parent_id=above.id), world.ann)
    above.refresh_from_db()
    assert (above.subtask_count, above.subtask_done) == (2, 1)


def test_watchers_and_the_mute_go_along(world: World) -> None:
    task = recurring(world)
    watch(task.id, world.vic.id, actor=world.vic)
    watch(task.id, world.cleo.id, actor=world.cleo, is_muted=True)
    following = done(task, world.ann)
    assert following is not None
    assert set(following.watchers.values_list("user_id", "is_muted")) == {(world.vic.id, False), (world.cleo.id, True)}


def test_who_has_left_is_not_given_the_next_one(world: World) -> None:
    task = recurring(world, assignees=[world.cleo.id, world.bob.id])
    watch(task.id, world.cleo.id, actor=world.cleo)
    remove_member(world.harbour.id, world.cleo.id, actor=world.ann)
    following = done(task, world.ann)
    assert following is not None
    assert [one.user_id for one in following.assignments.all()] == [world.bob.id]
    assert not following.watchers.exists()


def test_a_column_that_becomes_a_done_one_makes_the_next_ones(world: World) -> None:
    task = recurring(world, status="Doing")
    update_status(world.ops.id, world.status("Doing").id, actor=world.ann, category="done")
    assert after(task) is not None


def test_a_column_that_goes_into_done_makes_the_next_ones(world: World) -> None:
    task = recurring(world, status="Doing")
    delete_status(world.ops.id, world.status("Doing").id, actor=world.ann, move_to=world.status("Done").id)
    following = after(task)
    assert following is not None
    assert following.status.name == "Todo"


def test_many_that_are_done_at_once_are_each_followed(world: World, ann: Caller) -> None:
    tasks = [recurring(world), recurring(world, recurrence_by="date"), recurring(world), world.task()]
    body = {"ids": [str(task.id) for task in tasks], "changes": {"status": "Done"}}
    assert ann.post("/api/tasks/bulk", body).json["updated"] == 4
    assert [after(task) is not None for task in tasks] == [True, False, True, False]
    assert sorted(Task.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_taken_back_it_recurs_here_again_and_the_next_one_is_gone(world: World, ann: Caller) -> None:
    task = recurring(world)
    finished = ann.patch(world.url(task), {"status": "Done"})
    following = after(task)
    undo_request(world.harbour.id, finished.headers["X-Request-ID"], actor=world.ann)
    shown = ann.get(world.url(task)).json
    assert (shown["status"]["name"], shown["recurrence"], shown["recurrence_zone"]) == ("Todo", "FREQ=WEEKLY", "UTC")
    assert list(Task.objects.living()) == [task]
    again = done(task, world.ann)
    assert again is not None
    assert again != following
