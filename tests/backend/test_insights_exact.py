"""Insights: their figures are those of the lists, for whoever asks; and what they refuse."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.backend.insights import BERLIN, INSIGHTS, figures, insight, require_exact, weeks_of_work
from tests.world import Caller, World

NARROWED = ("", "project=ops", "q=n or r", "q=net sort:due")
IN_ZONE = ("", BERLIN, f"{BERLIN}&project=ops&q=e")
IN_PERIOD = ("since=2026-10-20", f"{BERLIN}&since=2026-10-24", "since=2026-11-20&until=2026-11-29")
QUERIES = {"load": NARROWED, "ageing": NARROWED + IN_ZONE}


@pytest.fixture
def autumn(clock: time_machine.Traveller, world: World) -> World:
    """The harbour after some weeks of work."""
    return weeks_of_work(clock, world)


@pytest.mark.parametrize("name", INSIGHTS)
def test_each_query_finds_just_what_its_figure_counts(autumn: World, name: str) -> None:
    for who in (Caller(autumn.ann), Caller(autumn.vic)):
        for query in QUERIES.get(name, NARROWED + IN_PERIOD):
            require_exact(who, autumn, insight(who, autumn, name, query))


@pytest.mark.parametrize("name", INSIGHTS)
def test_a_private_project_is_counted_for_its_members_alone(autumn: World, name: str) -> None:
    ann, vic = Caller(autumn.ann), Caller(autumn.vic)
    before = insight(vic, autumn, name)
    body = {"workspace_id": str(autumn.harbour.id), "key": "SEC", "name": "Secret", "visibility": "private"}
    secret = ann.post("/api/projects", body).json["id"]
    for status in ("Doing", "Done"):
        ann.post("/api/tasks", {"project_id": secret, "title": "Nightingale", "status": status})
    strip = str.maketrans("", "", "0123456789.")  # time has gone on by some milliseconds
    assert str(insight(vic, autumn, name)).translate(strip) == str(before).translate(strip)
    assert [count for count, _ in figures(insight(vic, autumn, name))] == [count for count, _ in figures(before)]
    assert sum(count for count, _ in figures(insight(ann, autumn, name))) > sum(count for count, _ in figures(before))
    for ref in ("SEC", secret):
        assert vic.get(f"/api/insights/{name}?workspace={autumn.harbour.id}&project={ref}").status == 404
        assert sum(count for count, _ in figures(insight(ann, autumn, name, f"project={ref}"))) > 0


@pytest.mark.parametrize("name", INSIGHTS)
def test_an_empty_workspace_has_no_figures(world: World, ann: Caller, name: str) -> None:
    shown = insight(ann, world, name)
    assert {count for count, _ in figures(shown)} == {0}
    assert shown.get("people", []) == shown.get("points", []) == shown.get("longest", []) == []


@pytest.mark.parametrize("name", INSIGHTS)
def test_what_cannot_be_meant_is_refused(world: World, ann: Caller, eve: Caller, name: str) -> None:
    here = f"/api/insights/{name}?workspace={world.harbour.id}"
    assert eve.get(here).status == 404
    assert list(ann.get(f"{here}&q=label:none (").faults) == ["query.q.12"]
    assert list(ann.get(f"{here}&q=is:opne").faults) == ["query.q.3"]
    assert ann.get(f"{here}&project=NONE").status == 404
    assert ann.get(f"{here}&project=%00").status == 422
    assert list(ann.get(f"{here}&projct=OPS").faults) == ["query.projct"]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("since=2026-12-02&until=2026-12-01", "query.until"),
        ("since=2025-11-30&until=2026-12-01", "query.since"),
        ("since=2999-12-31", "query.until"),
        ("since=yesterday", "query.since"),
        ("since=1764547200", "query.since"),
        ("until=2026-02-30", "query.until"),
        ("zone=Europe/Berln", "query.zone"),
    ],
)
def test_a_period_that_is_none_is_refused(clock: time_machine.Traveller, world: World, query: str, place: str) -> None:
    refused = Caller(world.ann).get(f"/api/insights/summary?workspace={world.harbour.id}&{query}")
    assert (refused.status, list(refused.faults)) == (422, [place])


@pytest.mark.parametrize("edge", ["until=1970-01-01", "until=2999-12-31", f"until=1970-01-01&{BERLIN}"])
def test_the_first_and_the_last_day_that_there_are(world: World, ann: Caller, edge: str) -> None:
    assert insight(ann, world, "summary", edge)["completed"]["count"] == 0


@pytest.mark.parametrize("name", INSIGHTS)
def test_more_tasks_take_no_more_statements(autumn: World, name: str) -> None:
    def asked() -> int:
        who = Caller(autumn.ann)
        with CaptureQueriesContext(connection) as captured:
            insight(who, autumn, name, "project=OPS&q=-label:none or is:any")
        return len(captured)

    before = asked()
    for number in range(20):
        autumn.task(str(number), assignees=[autumn.bob.id], status="Done" if number % 2 else "Todo")
    assert asked() == before


def test_an_answer_tells_its_place_in_the_log(world: World, ann: Caller) -> None:
    answer = ann.get(f"/api/insights/summary?workspace={world.harbour.id}")
    assert answer.headers["Tasktide-Cursor"].endswith(f"-{world.last}")


def test_the_log_is_asked_by_its_changes_of_status(autumn: World) -> None:
    for name in ("cycle-time", "ageing"):
        with CaptureQueriesContext(connection) as captured:
            insight(Caller(autumn.ann), autumn, name)
        asked = next(query["sql"] for query in captured.captured_queries if "eventlog_event" in query["sql"])
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("EXPLAIN " + asked.replace("%", "%%"))
            plan = "\n".join(row[0] for row in cursor.fetchall())
        assert "event_of_status" in plan, plan
