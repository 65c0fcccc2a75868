"""How a recurrence is given to a task, changed, taken off and passed over; and what is refused."""

from typing import Any

import pytest

from backend.tasks.models import Task
from tests.backend.recurring import at, recurring
from tests.world import Caller, World

PARTS = ("recurrence", "recurrence_by", "recurrence_zone")

pytestmark = pytest.mark.usefixtures("clock")


@pytest.mark.parametrize(
    ("body", "place", "sentence"),
    [
        ({"recurrence": "every day"}, "recurrence", "'EVERY DAY' is no part of a rule such as FREQ=WEEKLY;BYDAY=MO"),
        ({"recurrence": "FREQ=\0"}, "recurrence", "FREQ is one of DAILY, WEEKLY, MONTHLY, YEARLY, not \0"),
        ({"recurrence": ""}, "recurrence", "'' is no part of a rule such as FREQ=WEEKLY;BYDAY=MO"),
        ({"recurrence": "FREQ=DAILY;" * 50}, "recurrence", "String should have at most 500 characters"),
        ({"recurrence": 7}, "recurrence", "Input should be a valid string"),
        (
            {"recurrence": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"},
            "recurrence",
            "the recurrence has no date in the fifty years after 2026-12-02",
        ),
        ({"recurrence": "FREQ=DAILY;UNTIL=20261201"}, "recurrence", "ends before 2026-12-02, the date of the task"),
        (
            {"recurrence": "FREQ=DAILY", "due_at": None},
            "recurrence",
            "a recurring task needs a due date, or a start, to begin from",
        ),
        ({"recurrence_zone": "Asia/Tokyo"}, "recurrence_zone", "goes with a recurrence, which this task has not"),
        ({"recurrence_by": "date"}, "recurrence_by", "goes with a recurrence, which this task has not"),
        (
            {"recurrence": "FREQ=DAILY", "recurrence_zone": "Europe/Berln"},
            "recurrence_zone",
            "is not a time zone of the IANA database, did you mean Europe/Berlin?",
        ),
        (
            {"recurrence": "FREQ=DAILY", "recurrence_by": "moon"},
            "recurrence_by",
            "Input should be 'completion' or 'date'",
        ),
        (
            {"recurrence": "FREQ=DAILY", "due_at": "0001-01-01T00:00:00Z", "recurrence_zone": "America/Sao_Paulo"},
            "recurrence",
            "lies at the end of the calendar, where nothing recurs",
        ),
    ],
)
def test_what_does_not_recur_is_refused(
    world: World, ann: Caller, body: dict[str, Any], place: str, sentence: str
) -> None:
    task = world.task(due_at=at("2026-12-02 08:00"))
    before = world.last
    refused = ann.patch(world.url(task), body)
    assert (refused.status, refused.faults) == (422, {f"body.{place}": sentence})
    assert world.events(before) == []


def test_the_date_that_it_begins_from_cannot_go(world: World, ann: Caller) -> None:
    task = recurring(world)
    refused = ann.patch(world.url(task), {"due_at": None})
    assert refused.faults == {"body.due_at": "a recurring task needs a due date, or a start, to begin from"}
    assert ann.patch(world.url(task), {"due_at": None, "recurrence": None}).status == 200


def test_a_recurrence_is_changed_and_taken_off(world: World, ann: Caller) -> None:
    task = recurring(world)
    url = world.url(task)
    changed = ann.patch(url, {"recurrence_by": "date", "recurrence_zone": "Asia/Tokyo"}).json
    assert [changed[name] for name in ("recurrence", "recurrence_by", "recurrence_zone")] == [
        "FREQ=WEEKLY",
        "date",
        "Asia/Tokyo",
    ]
    assert Task.objects.get().next_run_at == task.due_at
    kept = ann.patch(url, {"recurrence": "FREQ=DAILY"}).json
    assert [kept[name] for name in ("recurrence", "recurrence_by", "recurrence_zone")] == [
        "FREQ=DAILY",
        "date",
        "Asia/Tokyo",
    ]
    gone = ann.patch(url, {"recurrence": None}).json
    assert [gone[name] for name in PARTS] == [None, "completion", None]
    assert Task.objects.get().next_run_at is None


def test_the_same_rule_said_otherwise_is_no_change(world: World, ann: Caller) -> None:
    task = recurring(world, "FREQ=WEEKLY;BYDAY=MO,FR")
    before = world.last
    assert ann.patch(world.url(task), {"recurrence": "BYDAY=FR,MO;INTERVAL=1;FREQ=WEEKLY"}).status == 200
    assert world.events(before) == []


def test_replaced_without_a_rule_it_recurs_no_more(world: World, ann: Caller) -> None:
    task = recurring(world)
    body = {"project_id": str(world.ops.id), "title": "Once"}
    replaced = ann.put(world.url(task), body | {"due_at": "2026-12-05T08:00:00Z", "recurrence": "FREQ=DAILY"}).json
    assert (replaced["recurrence"], replaced["recurrence_zone"]) == ("FREQ=DAILY", "UTC")
    assert ann.put(world.url(task), body).json["recurrence"] is None


def test_a_date_is_passed_over(world: World, ann: Caller) -> None:
    task = recurring(world, "FREQ=WEEKLY;COUNT=3", start_at=at("2026-12-01 08:00"))
    skipped = ann.post(world.url(task, "/skip")).json
    assert (skipped["start_at"], skipped["due_at"]) == ("2026-12-08T08:00:00.000000Z", "2026-12-09T08:00:00.000000Z")
    assert skipped["recurrence"] == "FREQ=WEEKLY;COUNT=2"
    assert Task.objects.count() == 1


def test_what_does_not_come_back_cannot_be_passed_over(world: World, ann: Caller, vic: Caller, eve: Caller) -> None:
    assert ann.post(world.url(world.task(), "/skip")).status == 409
    last = recurring(world, "FREQ=WEEKLY;COUNT=1")
    assert ann.post(world.url(last, "/skip")).json["detail"] == "The recurrence has no further date."
    assert vic.post(world.url(recurring(world), "/skip")).status == 403
    assert eve.post(world.url(recurring(world), "/skip")).status == 404
    assert ann.post(world.url(recurring(world), "/skip"), If_Match='"7"').status == 412
