"""The days that insights are about, and charts as they are drawn, read and clicked."""

from datetime import date

import pytest

from dashboard import charts
from dashboard.calls.insights import Age, BurnUp, CycleTime, Figure, Load, Throughput
from dashboard.periods import Period
from dashboard.routes import parse

TODAY = date(2026, 12, 1)


def figure(count: int, q: str) -> Figure:
    return {"count": count, "q": q}


@pytest.mark.parametrize(
    ("written", "name", "query"),
    [
        ("", "30 days", {"since": "2026-11-02", "until": "2026-12-01"}),
        ("7", "7 days", {"since": "2026-11-25", "until": "2026-12-01"}),
        ("1", "Today", {"since": "2026-12-01", "until": "2026-12-01"}),
        ("2026-10-30..2026-11-02", "Oct 30 – Nov 2", {"since": "2026-10-30", "until": "2026-11-02"}),
    ],
)
def test_a_period_is_what_the_url_says(written: str, name: str, query: dict[str, str]) -> None:
    period = Period.read(written)
    assert (period.name, period.query(TODAY), period.written()) == (name, query, written)


@pytest.mark.parametrize("written", ["0", "367", "-7", "x", "2026-02-30..2026-03-01", "2026-11-02", "2026-11-01.."])
def test_what_is_no_period_is_the_usual_one(written: str) -> None:
    assert Period.read(written) == Period()


def test_a_period_the_wrong_way_round_is_turned_and_one_too_long_is_cut() -> None:
    assert Period.between(date(2026, 11, 2), date(2026, 10, 30)).written() == "2026-10-30..2026-11-02"
    assert Period.read("2020-01-01..2026-12-01").query(TODAY) == {"since": "2025-12-01", "until": "2026-12-01"}


def test_each_point_leads_to_its_list() -> None:
    found: Throughput = {
        "created": figure(3, "all"),
        "completed": figure(1, "done"),
        "days": [
            {"day": "2026-11-30", "created": figure(1, "a"), "completed": figure(0, "b")},
            {"day": "2026-12-01", "created": figure(2, "created:2026-12-01"), "completed": figure(1, "d")},
        ],
    }
    chart = charts.throughput(found)
    assert [one["data"] for one in chart.options["series"]] == [[0, 1], [1, 2]], "completed, then created"
    assert chart.links[1][1].url() == "/all?q=created:2026-12-01&subtasks=1"
    assert parse(chart.links[1][1].url()) == chart.links[1][1]
    assert [[cell.words for cell in row] for row in chart.rows] == [["Dec 1", "2", "1"], ["Nov 30", "1", "0"]]
    assert chart.rows[0][1].to == chart.links[1][1]
    assert chart.says == "3 created and 1 completed in 2 days"


def test_what_is_late_is_a_part_of_what_is_open_and_the_table_has_everybody() -> None:
    people: list[dict[str, object]] = [
        {
            "person": {"id": str(number), "name": f"P{number}"} if number else None,
            "open": figure(20 - number, f"o{number}"),
            "overdue": figure(number % 2, f"l{number}"),
            "estimate": 2.5,
        }
        for number in range(10)
    ]
    found: Load = {"open": figure(100, "is:open"), "people": people}  # type: ignore[typeddict-item]
    chart = charts.load(found)
    late, rest = chart.options["series"]
    assert chart.options["yAxis"]["data"] == ["P7", "P6", "P5", "P4", "P3", "P2", "P1", "Unassigned"]
    assert (late["data"][-2:], rest["data"][-2:]) == ([1, 0], [18, 20])
    assert [chart.links[0][-1].shown.q, chart.links[1][-1].shown.q] == ["l0", "o0"]
    assert len(chart.rows) == 10


def test_what_there_is_to_do_and_what_is_done() -> None:
    found: BurnUp = {"days": [{"day": "2026-12-01", "scope": figure(5, "s"), "completed": figure(2, "c")}]}
    chart = charts.burn_up(found)
    assert chart.says == "2 of 5 tasks are done"
    assert [name for name, _ in chart.legend] == ["Completed", "Scope"]


def test_a_point_of_the_cycle_time_opens_its_task() -> None:
    found: CycleTime = {
        "completed": figure(1, "done"),
        "median_days": 0.25,
        "p85_days": None,
        "points": [{"key": "OPS-1", "title": "<b>", "completed_at": "2026-12-01T08:00:00Z", "days": 12.34}],
        "is_capped": False,
    }
    chart = charts.cycle_time(found)
    [series] = chart.options["series"]
    assert series["data"][0]["value"] == ["2026-12-01T08:00:00Z", 12.34]
    assert [mark["name"] for mark in series["markLine"]["data"]] == ["half within"]
    assert chart.links[0][0].url() == "/t/OPS-1"
    assert [cell.words for cell in chart.rows[0]] == ["OPS-1", "<b>", "12 d"]
    assert "6 h" in chart.says


def test_ages_are_named_by_their_days() -> None:
    found: list[Age] = [
        {"from_days": 0, "to_days": 0, "open": figure(1, "a")},
        {"from_days": 1, "to_days": 6, "open": figure(2, "b")},
        {"from_days": 365, "to_days": None, "open": figure(4, "c")},
    ]
    chart = charts.ages(found)
    assert chart.options["xAxis"]["data"] == ["Today", "1–6 d", "365+ d"]
    assert chart.says == "4 of 7 open tasks are older than a month"


@pytest.mark.parametrize(("length", "said"), [(None, "–"), (0.5, "12 h"), (2.44, "2.4 d"), (61.2, "61 d")])
def test_lengths_of_time_are_short(length: float | None, said: str) -> None:
    assert charts.days(length) == said
