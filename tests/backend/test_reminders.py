"""Being reminded: everybody for himself, once, and only of what is still to be done."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from backend.accounts.actions.people import deactivate
from backend.accounts.models import User
from backend.core.ids import uuid7
from backend.eventlog.models import Event
from backend.projects.actions.member import remove_member
from backend.projects.actions.project import archive_project, update_project
from backend.tasks.actions.reminder import MOST, add_reminder, due_reminders, remind
from backend.tasks.actions.task import update_task
from backend.tasks.actions.trash import delete_task, restore_task
from backend.tasks.models import Reminder, Task
from tests.backend.writers import at_once, while_open
from tests.world import Caller, World

AN_INSTANT = "must be a date and time with its offset, such as 2026-12-01T08:00:00Z"
DAY = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("clock")


def at(text: str) -> datetime:
    """`2026-12-01 08:00` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def task(world: World) -> Task:
    """Due on the fourth at eight."""
    return world.task(due_at=at("2026-12-04 08:00"))


def told(world: World, since: int) -> list[str]:
    """Sweep as the worker does every minute; whom it told, by first name."""
    for reminder_id in due_reminders():
        remind(reminder_id)
    sent = Event.objects.filter(workspace_id=world.harbour.id, seq__gt=since, type="reminder.sent").order_by("seq")
    return [User.objects.get(id=str(event.user_id)).first_name for event in sent]


def test_a_reminder_is_its_owners_alone(world: World, task: Task, vic: Caller, ann: Caller, eve: Caller) -> None:
    before = world.last
    made = vic.post(world.url(task, "/reminders"), {"before_due": "P1DT12H"})
    assert made.status == 201
    assert made.json | {"id": "", "created_at": "", "updated_at": ""} == {
        "id": "",
        "workspace_id": str(world.harbour.id),
        "project_id": str(world.ops.id),
        "task_id": str(task.id),
        "user_id": str(world.vic.id),
        "remind_at": None,
        "before_due": "P1DT12H",
        "sent_at": None,
        "created_at": "",
        "updated_at": "",
        "version": 1,
    }
    own = world.url(task, f"/reminders/{made.json['id']}")
    assert vic.get(world.url(task, "/reminders")).items == [made.json]
    assert vic.get(own).json == made.json
    assert ann.get(world.url(task, "/reminders")).items == []
    assert [ann.get(own).status, ann.patch(own, {"before_due": "PT1H"}).status, ann.delete(own).status] == [404] * 3
    assert eve.get(world.url(task, "/reminders")).status == 404
    assert eve.post(world.url(task, "/reminders"), {"before_due": "P1D"}).status == 404
    log = f"/api/events?workspace={world.harbour.id}&after={before}"
    assert [event["type"] for event in vic.get(log).items] == ["reminder.created"]
    assert ann.get(log).items == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [("PT0M", "PT0M"), ("PT90M", "PT1H30M"), ("P2W", "P14D"), ("PT24H", "P1D"), ("P0D", "PT0M"), ("P3DT5M", "P3DT5M")],
)
def test_a_length_of_time_comes_back_in_its_shortest_form(world: World, ann: Caller, written: str, shown: str) -> None:
    task = world.task(due_at=at("2027-12-04 08:00"))
    assert ann.post(world.url(task, "/reminders"), {"before_due": written}).json["before_due"] == shown


@pytest.mark.parametrize(
    ("body", "place", "sentence"),
    [
        ({}, "body", "give either remind_at or before_due"),
        ({"remind_at": "2026-12-02T08:00:00Z", "before_due": "P1D"}, "body", "give either remind_at or before_due"),
        ({"remind_at": "2026-12-01T11:59:00Z"}, "body.remind_at", "lies in the past"),
        ({"before_due": "P3D"}, "body.before_due", "lies in the past"),
        *(
            ({"before_due": value}, "body.before_due", "must be a length of time such as P1D, PT30M or P1DT12H")
            for value in ("P1M", "P", "PT", "-P1D", "P٣D", "P1D\0", "", 86400)
        ),
        ({"before_due": "P367D"}, "body.before_due", "must be a year at most: P366D"),
        ({"before_due": "P99999DT99999H999999M"}, "body.before_due", "must be a year at most: P366D"),
        ({"remind_at": "2026-12-03"}, "body.remind_at", AN_INSTANT),
        ({"before_du": "P1D"}, "body.before_du", "unknown field, did you mean before_due?"),
    ],
)
def test_what_is_no_time_is_refused(
    world: World, task: Task, ann: Caller, body: dict[str, Any], place: str, sentence: str
) -> None:
    before = world.last
    refused = ann.post(world.url(task, "/reminders"), body)
    assert (refused.status, refused.faults) == (422, {place: sentence})
    assert (Reminder.objects.count(), world.events(before)) == (0, [])


def test_twenty_are_enough(world: World, task: Task, ann: Caller, bob: Caller) -> None:
    for hour in range(MOST):
        add_reminder(task.id, actor=world.ann, remind_at=at(f"2026-12-02 {hour:02}:00"))
    refused = ann.post(world.url(task, "/reminders"), {"before_due": "P1D"})
    assert (refused.status, refused.json["detail"]) == (
        409,
        "You have 20 reminders of this task already; delete one first.",
    )
    assert bob.post(world.url(task, "/reminders"), {"before_due": "P1D"}).status == 201


def test_sent_twice_it_is_made_once(world: World, task: Task, ann: Caller, bob: Caller) -> None:
    body = {"id": str(uuid7()), "before_due": "P1D"}
    first = ann.post(world.url(task, "/reminders"), body)
    again = ann.post(world.url(task, "/reminders"), body)
    assert (first.status, again.status) == (201, 200)
    assert again.json == first.json
    assert bob.post(world.url(task, "/reminders"), body).status == 409
    assert Reminder.objects.count() == 1


def test_it_is_changed_and_deleted(world: World, task: Task, ann: Caller) -> None:
    made = ann.post(world.url(task, "/reminders"), {"before_due": "P1D"}).json
    url = world.url(task, f"/reminders/{made['id']}")
    before = world.last
    changed = ann.patch(url, {"remind_at": "2026-12-02T08:00:00+01:00"}, If_Match='"1"').json
    assert (changed["remind_at"], changed["before_due"], changed["version"]) == ("2026-12-02T07:00:00.000000Z", None, 2)
    assert ann.patch(url, {"before_due": "PT1H"}, If_Match='"1"').status == 412
    assert ann.patch(url, {"remind_at": "2026-12-02T07:00:00Z"}).json["version"] == 2
    assert ann.patch(url, {}).json["version"] == 2
    assert ann.patch(url, {"before_due": None}).status == 422
    assert ann.patch(url, {"remind_at": "2026-11-30T07:00:00Z"}).faults == {"body.remind_at": "lies in the past"}
    assert ann.delete(url, If_Match='"1"').status == 412
    assert ann.delete(url).status == 204
    assert ann.get(url).status == 404
    assert world.events(before) == ["reminder.updated", "reminder.deleted"]


def test_each_is_told_once_when_the_time_has_come(world: World, task: Task, clock: time_machine.Traveller) -> None:
    add_reminder(task.id, actor=world.vic, before_due=DAY)
    add_reminder(task.id, actor=world.cleo, remind_at=at("2026-12-03 08:00"))
    add_reminder(task.id, actor=world.ann, remind_at=at("2026-12-03 08:01"))
    since = world.last
    clock.move_to(at("2026-12-03 07:59"))
    assert told(world, since) == []
    clock.move_to(at("2026-12-03 08:00"))
    assert sorted(told(world, since)) == ["Cleo", "Vic"]
    assert sorted(told(world, since)) == ["Cleo", "Vic"]
    clock.move_to(at("2026-12-06 08:00"))
    assert sorted(told(world, since)) == ["Ann", "Cleo", "Vic"]
    assert Reminder.objects.exclude(sent_at=None).count() == 3


def test_it_goes_with_the_due_date(world: World, clock: time_machine.Traveller) -> None:
    task = world.task()
    add_reminder(task.id, actor=world.ann, before_due=DAY)
    since = world.last
    update_task(task.id, actor=world.bob, due_at=at("2026-12-04 08:00"))
    update_task(task.id, actor=world.bob, due_at=at("2026-12-05 08:00"))
    clock.move_to(at("2026-12-03 12:00"))
    assert told(world, since) == []
    clock.move_to(at("2026-12-04 12:00"))
    assert told(world, since) == ["Ann"]
    update_task(task.id, actor=world.bob, due_at=at("2026-12-05 10:00"))
    assert told(world, since) == ["Ann"]
    update_task(task.id, actor=world.bob, due_at=at("2026-12-10 08:00"))
    clock.move_to(at("2026-12-09 08:00"))
    assert told(world, since) == ["Ann", "Ann"]
    update_task(task.id, actor=world.bob, due_at=None)
    assert told(world, since) == ["Ann", "Ann"]


def test_due_sooner_than_that_it_is_told_at_once(world: World, task: Task) -> None:
    add_reminder(task.id, actor=world.ann, before_due=DAY)
    since = world.last
    update_task(task.id, actor=world.bob, due_at=at("2026-12-01 18:00"))
    assert told(world, since) == ["Ann"]
    update_task(task.id, actor=world.bob, due_at=at("2026-12-01 19:00"))
    assert told(world, since) == ["Ann"]


def test_of_what_is_over_or_out_of_sight_nobody_is_reminded(world: World, clock: time_machine.Traveller) -> None:
    closed, binned, hidden, plain = (world.task(name) for name in ("Closed", "Binned", "Hidden", "Plain"))
    for task, actor in ((closed, world.ann), (binned, world.ann), (hidden, world.cleo), (plain, world.bob)):
        add_reminder(task.id, actor=actor, remind_at=at("2026-12-02 08:00"))
    add_reminder(plain.id, actor=world.vic, remind_at=at("2026-12-02 08:00"))
    update_task(closed.id, actor=world.ann, status="Cancelled")
    delete_task(binned.id, actor=world.ann)
    deactivate(world.bob.id, actor=None)
    remove_member(world.harbour.id, world.vic.id, actor=world.ann)
    update_project(world.ops.id, actor=world.ann, visibility="private")
    since = world.last
    clock.move_to(at("2026-12-02 09:00"))
    assert told(world, since) == []
    assert world.events(since) == []
    restore_task(binned.id, actor=world.ann)
    assert told(world, since) == []


def test_an_archived_project_reminds_of_nothing(world: World, task: Task, clock: time_machine.Traveller) -> None:
    add_reminder(task.id, actor=world.ann, remind_at=at("2026-12-02 08:00"))
    archive_project(world.ops.id, actor=world.ann, archived=True)
    since = world.last
    clock.move_to(at("2026-12-02 09:00"))
    assert told(world, since) == []


def test_the_next_task_reminds_as_long_before(world: World, clock: time_machine.Traveller) -> None:
    task = world.task(due_at=at("2026-12-04 08:00"), recurrence="FREQ=WEEKLY")
    add_reminder(task.id, actor=world.vic, before_due=DAY)
    add_reminder(task.id, actor=world.vic, remind_at=at("2026-12-03 08:00"))
    update_task(task.id, actor=world.ann, status="Done")
    since = world.last
    clock.move_to(at("2026-12-10 07:59"))
    assert told(world, since) == []
    clock.move_to(at("2026-12-10 08:00"))
    assert told(world, since) == ["Vic"]


def test_a_task_due_at_the_beginning_of_time_is_no_accident(world: World, ann: Caller) -> None:
    task = world.task(due_at=datetime(1, 1, 1, tzinfo=UTC))
    assert ann.post(world.url(task, "/reminders"), {"before_due": "P366D"}).faults == {
        "body.before_due": "lies in the past"
    }
    add_reminder(world.task().id, actor=world.ann, before_due=DAY)
    waiting = Reminder.objects.get()
    update_task(waiting.task_id, actor=world.ann, due_at=datetime(1, 1, 1, tzinfo=UTC))
    assert due_reminders() == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_remind_once(world: World, task: Task, clock: time_machine.Traveller) -> None:
    for actor in (world.ann, world.bob, world.vic):
        add_reminder(task.id, actor=actor, remind_at=at("2026-12-02 08:00"))
    since = world.last
    clock.move_to(at("2026-12-02 08:00"))
    sweeps = at_once(*[lambda: told(world, since)] * 3)
    assert not any(isinstance(one, Exception) for one in sweeps)
    assert sorted(told(world, since)) == ["Ann", "Bob", "Vic"]


@pytest.mark.django_db(transaction=True)
def test_a_reminder_made_while_the_due_date_moves_goes_with_it(world: World, task: Task) -> None:
    while_open(
        lambda: add_reminder(task.id, actor=world.vic, before_due=DAY),
        lambda: update_task(task.id, actor=world.ann, due_at=at("2026-12-10 08:00")),
    )
    assert Reminder.objects.get().next_run_at == at("2026-12-09 08:00")
