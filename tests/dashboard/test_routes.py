"""Addresses say where one is, and nothing else."""

import pytest

from dashboard.filters import Filter
from dashboard.pages.doors import key_of, slug_of
from dashboard.routes import Route, is_local, parse


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/all?assignee=me,none&due=overdue",
        "/p/OPS/board?status=a,b&q=two+words&archived=1&subtasks=1&task=OPS-12",
        "/p/OPS/list?label=l1&priority=high,urgent",
        "/t/OPS-12",
        "/settings/labels",
    ],
)
def test_an_address_leads_to_a_route_that_leads_back(address: str) -> None:
    route = parse(address, me="ann")
    assert route is not None
    assert route.url() == address


@pytest.mark.parametrize(
    "address", ["/p/OPS", "/p/OPS/gantt", "/p/../board", "/t/OPS", "/settings/secrets", "/nowhere"]
)
def test_other_addresses_lead_nowhere(address: str) -> None:
    assert parse(address, me="ann") is None


def test_keys_may_be_typed_small_and_unknown_values_do_no_harm() -> None:
    assert parse("/p/ops/board?task=ops-3&colour=red&archived=maybe", me="ann") == Route("board", "OPS", "OPS-3")


def test_a_filter_is_handed_to_the_browser_with_names_resolved() -> None:
    shown = Filter.from_query("assignee=me,none&q=Über+Hütte", me="ann-id").for_browser()
    assert shown["assignee"] == ["ann-id", "none"]
    assert shown["words"] == ["uber", "hutte"]


def test_values_are_toggled_one_by_one() -> None:
    once = Filter().toggled("priority", "high")
    assert once.priority == ("high",)
    assert not once.is_empty
    assert once.toggled("priority", "high").is_empty


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


def test_names_make_keys_and_slugs() -> None:
    assert [key_of(name) for name in ("Spring cleaning", "Website", "X", "7 seas of rye", "海")] == [
        "SC",
        "WEBS",
        "TASK",
        "SOR",
        "TASK",
    ]
    assert slug_of("Cleo's  Crew!") == "cleo-s-crew"
    assert slug_of("海") == "team"
