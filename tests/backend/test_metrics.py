"""What Prometheus is told."""

import pytest
from django.db import OperationalError
from django.test import Client
from prometheus_client import REGISTRY

from backend.core.errors import Policy, Throttled
from tests.world import Caller, World


def figure(name: str, **labels: str) -> float:
    """A figure as it is now; 0 where there is none yet."""
    return REGISTRY.get_sample_value(f"tasktide_api_{name}", labels) or 0.0


def answers(operation: str, status: int) -> float:
    """How many answers of an operation had this status."""
    return figure("request_seconds_count", operation=operation, status=str(status))


def test_requests_are_counted_by_operation_and_status(world: World, ann: Caller) -> None:
    task = world.task()
    read, create = "GET /api/tasks/{ref}", "POST /api/tasks"
    before = answers(read, 200), answers(read, 404), answers(create, 422), answers(create, 401)
    ann.get(world.url(task))
    ann.get(world.url(task) + "/")
    ann.get("/api/tasks/00000000-0000-7000-8000-000000000000")
    ann.post("/api/tasks", {"titel": "x"})
    Caller().post("/api/tasks", {})
    after = answers(read, 200), answers(read, 404), answers(create, 422), answers(create, 401)
    assert [new - old for new, old in zip(after, before, strict=True)] == [2, 1, 1, 1]
    assert figure("request_seconds_sum", operation=read, status="200") > 0
    assert figure("requests_in_flight") == 0


def test_what_clients_make_up_makes_no_series_of_its_own(world: World, ann: Caller) -> None:
    del world
    before = answers("other", 404)
    for path in ("/api/no-such-path", "/nowhere", "/api/tasks/x/y/z"):
        ann.get(path)
    assert answers("other", 404) == before + 3
    ann.call("BREW", "/api/tasks")
    told = Client().get("/metrics")
    assert told.headers["Content-Type"].startswith("text/plain")
    text = told.content.decode()
    assert 'tasktide_api_request_seconds_bucket{le="0.01",operation="other",status="404"}' in text
    assert "no-such-path" not in text
    assert "BREW" not in text


@pytest.mark.parametrize(
    ("error", "name", "labels"),
    [
        (Throttled(3, policy=Policy("requests", 600, 60)), "throttled_total", {"policy": "requests"}),
        (OperationalError("the server closed the connection"), "database_errors_total", {"kind": "passing"}),
    ],
    ids=["throttled", "database"],
)
def test_trouble_is_counted(
    ann: Caller, monkeypatch: pytest.MonkeyPatch, error: Exception, name: str, labels: dict[str, str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    before = figure(name, **labels)
    monkeypatch.setattr("backend.workspaces.api.workspace.page", fail)
    assert ann.get("/api/workspaces").status in {429, 503}
    assert figure(name, **labels) == before + 1
