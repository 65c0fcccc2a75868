"""Addresses say where one is, and nothing else."""

import pytest

from dashboard.filters import Filter
from dashboard.pages.doors import key_of
from dashboard.routes import Route, is_local, parse


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?side=watched",
        "/inbox",
        "/insights",
        "/insights?q=project:OPS&period=2026-11-01..2026-11-20",
        "/all?q=assignee:me,none+due:today&layout=calendar",
        "/view/01a1fddc-0c66-72ca-991a-84c7aeda5c3f?group=priority",
        "/people/01a1fddc-0c66-72ca-991a-84c7aeda5c3f?edit=last_name",
        "/p/OPS/board?q=two+words&group=assignee&sort=-priority&subtasks=1&archived=1&task=OPS-12",
        "/p/OPS/timeline?q=label:bug",
        "/t/OPS-12",
        "/settings/labels",
        "/settings/webhooks/01a2008f-898b-79e2-a8a6-e933ae5d55d5",
    ],
)
def test_an_address_leads_to_a_route_that_leads_back(address: str) -> None:
    route = parse(address)
    assert route is not None
    assert route.url() == address


@pytest.mark.parametrize(
    "address",
    ["/p/OPS", "/p/OPS/gantt", "/p/../board", "/t/OPS", "/settings/secrets", "/settings/webhooks/1", "/nowhere"],
)
def test_other_addresses_lead_nowhere(address: str) -> None:
    assert parse(address) is None


def test_keys_may_be_typed_small_and_unknown_values_do_no_harm() -> None:
    assert parse("/p/ops/board?task=ops-3&colour=red&archived=maybe") == Route("board", "OPS", "OPS-3")


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (Filter(), "project:x parent:none"),
        (Filter(subtasks=True, archived=True), "project:x is:any"),
        (Filter("parent:OPS-1"), "project:x parent:OPS-1"),
        (Filter("label:a or label:b"), "project:x parent:none (label:a or label:b)"),
    ],
)
def test_a_filter_becomes_one_query(shown: Filter, text: str) -> None:
    assert shown.text("project:x") == text


@pytest.mark.parametrize(
    ("target", "stays"),
    [
        ("/p/OPS/board?q=x", True),
        ("https://evil.example/", False),
        ("//evil.example", False),
        ("/\\evil.example", False),
    ],
)
def test_after_sign_in_one_stays_on_this_site(target: str, *, stays: bool) -> None:
    assert is_local(target) is stays


def test_names_make_keys() -> None:
    assert [key_of(name) for name in ("Spring cleaning", "Website", "X", "7 seas of rye", "海")] == [
        "SC",
        "WEBS",
        "TASK",
        "SOR",
        "TASK",
    ]
