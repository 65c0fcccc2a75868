"""Insights: what each of them shows of some weeks of work."""

from datetime import UTC, datetime

import pytest
import time_machine

from backend.tasks.models import Task
from tests.backend.insights import BERLIN, insight, require_exact, weeks_of_work
from tests.world import Caller, World


@pytest.fixture
def autumn(clock: time_machine.Traveller, world: World) -> World:
    """The harbour after some weeks of work."""
    return weeks_of_work(clock, world)


def test_the_figures_at_the_top(autumn: World) -> None:
    shown = insight(Caller(autumn.ann), autumn, "summary", "since=2026-11-25")
    counts = {name: shown[name]["count"] for name in ("open", "active", "overdue", "unassigned", "blocked")}
    assert counts == {"open": 3, "active": 1, "overdue": 1, "unassigned": 1, "blocked": 0}
    assert (shown["completed"]["count"], shown["completed"]["before"]["count"]) == (2, 0)
    assert (shown["created"]["count"], shown["created"]["before"]["count"]) == (3, 2)
    assert shown["cycle_time"]["days"] == pytest.approx(2.5), "Quay took one day, Nets four"
    assert shown["cycle_time"]["before"] is None
    assert (shown["since"], shown["until"], shown["zone"]) == ("2026-11-25", "2026-12-01", "UTC")
    assert shown["overdue"]["q"] == "is:overdue"


def test_what_came_and_what_was_done_each_day(autumn: World) -> None:
    shown = insight(Caller(autumn.ann), autumn, "throughput", "since=2026-11-28")
    days = [(one["day"][-2:], one["created"]["count"], one["completed"]["count"]) for one in shown["days"]]
    assert days == [("28", 1, 0), ("29", 0, 1), ("30", 1, 0), ("01", 1, 0)]
    assert shown["days"][1]["completed"]["q"] == "is:any completed:2026-11-29"
    assert (shown["created"]["count"], shown["completed"]["count"]) == (3, 1)


def test_a_day_is_one_of_the_readers(autumn: World, ann: Caller) -> None:
    """Buoy came half an hour before midnight in UTC, which is half past midnight in Berlin."""
    elsewhere = insight(Caller(autumn.ann), autumn, "throughput", f"{BERLIN}&since=2026-11-30")
    assert [one["created"]["count"] for one in elsewhere["days"]] == [0, 2]
    assert elsewhere["days"][0]["created"]["q"] == (
        "is:any created:>=2026-11-29T23:00:00Z created:<2026-11-30T23:00:00Z"
    )
    Caller(autumn.ann).patch("/api/me", {"timezone": "Europe/Berlin"})
    own = insight(Caller(autumn.ann), autumn, "throughput", "since=2026-11-30")
    assert [one["created"] for one in own["days"]] == [
        {"count": 0, "q": "is:any created:2026-11-30"},
        {"count": 2, "q": "is:any created:2026-12-01"},
    ]


def test_the_day_on_which_the_clocks_go_back_has_25_hours(clock: time_machine.Traveller, world: World) -> None:
    for instant in ("2026-10-24T21:59:59", "2026-10-24T22:00:00", "2026-10-25T22:59:59", "2026-10-25T23:00:00"):
        clock.move_to(datetime.fromisoformat(instant).replace(tzinfo=UTC))
        world.task(instant)
    who = Caller(world.ann)
    shown = insight(who, world, "throughput", f"{BERLIN}&since=2026-10-24&until=2026-10-26")
    assert [one["created"]["count"] for one in shown["days"]] == [1, 2, 1]
    require_exact(who, world, shown)


def test_time_runs_from_the_first_work_on_a_task(autumn: World) -> None:
    shown = insight(Caller(autumn.ann), autumn, "cycle-time")
    assert [(one["title"], round(one["days"], 3)) for one in shown["points"]] == [("Nets", 4.0), ("Quay", 1.0)]
    assert (shown["completed"]["count"], shown["is_capped"]) == (2, False)
    assert (round(shown["median_days"], 3), round(shown["p85_days"], 3)) == (2.5, 3.55)


def test_a_task_that_was_opened_again_takes_until_its_last_completion(
    autumn: World, clock: time_machine.Traveller
) -> None:
    gate = Task.objects.get(title="Gate")
    Caller(autumn.ann).patch(autumn.url(gate), {"status": "Doing"})
    clock.shift(86_400)
    Caller(autumn.ann).patch(autumn.url(gate), {"status": "Done"})
    shown = insight(Caller(autumn.ann), autumn, "cycle-time", "q=gate")
    assert [(one["title"], round(one["days"], 3)) for one in shown["points"]] == [("Gate", 1.0)]


def test_scope_and_what_of_it_is_done(autumn: World) -> None:
    shown = insight(Caller(autumn.ann), autumn, "burn-up", "since=2026-11-19&until=2026-11-30")
    days = {one["day"][-2:]: (one["scope"]["count"], one["completed"]["count"]) for one in shown["days"]}
    assert (days["19"], days["20"], days["25"], days["26"], days["30"]) == ((1, 0), (2, 0), (3, 0), (3, 1), (5, 2))


def test_who_has_how_much_to_do(autumn: World) -> None:
    shown = insight(Caller(autumn.ann), autumn, "load")
    people = [
        (one["person"] and one["person"]["name"], one["open"]["count"], one["overdue"]["count"], one["estimate"])
        for one in shown["people"]
    ]
    assert people == [("Bob", 2, 1, 5.5), ("Cleo", 1, 0, 2.5), (None, 1, 0, 0.0)]
    assert shown["open"]["count"] == 3, "Buoy is one task, though two people have it"
    assert shown["people"][0]["overdue"]["q"] == "is:overdue assignee:bob@example.org"


def test_who_has_left_still_has_his_tasks(autumn: World) -> None:
    ann = Caller(autumn.ann)
    ann.delete(f"/api/workspaces/{autumn.harbour.id}/members/{autumn.cleo.id}")
    shown = insight(ann, autumn, "load")
    require_exact(ann, autumn, shown)


def test_how_old_open_tasks_are_and_how_long_they_stand(autumn: World) -> None:
    shown = insight(Caller(autumn.ann), autumn, "ageing")
    ages = [(one["from_days"], one["to_days"], one["open"]["count"]) for one in shown["ages"]]
    assert ages == [(0, 0, 0), (1, 6, 1), (7, 29, 1), (30, 89, 1), (90, 364, 0), (365, None, 0)]
    longest = [(one["title"], one["status"], round(one["days"])) for one in shown["longest"]]
    assert longest == [("Rope", "Doing", 61), ("Gate", "Todo", 1), ("Buoy", "Todo", 1)]
    categories = [(one["category"], one["open"]["count"], round(one["median_days"])) for one in shown["categories"]]
    assert categories == [("todo", 2, 1), ("active", 1, 61)]
