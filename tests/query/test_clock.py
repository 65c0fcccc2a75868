"""What time does to a query: between the instants that are foreseen, nothing."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from query.clock import hands, next_midnight, next_passing, possible
from query.custom import CustomField
from query.lookup import Directory
from query.moments import Reader
from query.parse import parse
from query.predicate import Document, matches
from query.resolve import Source, resolve
from query.tree import Tree

NOW = datetime(2026, 3, 28, 22, 30, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
QUERIES = (
    "is:overdue",
    "-is:overdue due:<7d",
    "due:today or created:>-3h",
    "due:>2h -(updated:<-1d or due:this-week)",
    "due:2026-03-29",
    "field.day:<=tomorrow",
    "-field.day:this-month is:overdue",
    "due:none or completed:<now",
    "created:-2d..now",
)
OFFSETS = st.builds(
    lambda days, seconds: timedelta(days=days, seconds=seconds), st.integers(-40, 40), st.integers(0, 3)
)


class _Fields(Directory):
    """One field, `day`, and nothing else."""

    custom_fields = (("day", CustomField("date", {}, frozenset({"p"}))),)

    def called(self, _source: Source) -> list[tuple[str, object]]:
        return []

    def shown(self, _source: Source) -> list[str]:
        return []

    def numbered(self, _wanted: object) -> list[tuple[str, object]]:
        return []


def tree(text: str) -> Tree:
    """Resolved."""
    return resolve(parse(text).tree, _Fields())


def reader(now: datetime, zone: str) -> Reader:
    """Somebody who asks then and there."""
    return Reader("", ZoneInfo(zone), now)


@st.composite
def tasks(draw: st.DrawFn) -> Document:
    """With dates on, beside and between the borders of hours and days."""
    instant = st.one_of(st.none(), OFFSETS.map(lambda offset: (NOW + offset).strftime("%Y-%m-%dT%H:%M:%S.%fZ")))
    day = OFFSETS.map(lambda offset: (NOW + offset).date().isoformat())
    return {
        **{f"{name}_at": draw(instant) for name in ("due", "start", "created", "updated", "completed")},
        "fields": draw(st.one_of(st.just({}), day.map(lambda day: {"day": day}))),
        "status": {"category": "todo"},
    }


@settings(max_examples=600)
@given(
    st.sampled_from(QUERIES), tasks(), OFFSETS, OFFSETS, st.sampled_from(["UTC", "Europe/Berlin", "Pacific/Kiritimati"])
)
def test_what_is_possible_between_two_instants_is_what_happens_at_them(
    text: str, task: Document, one: timedelta, other: timedelta, zone: str
) -> None:
    asked = tree(text)
    since, now = sorted([NOW + one, NOW + other])
    found = possible(asked, task, reader(since, zone), reader(now, zone))
    assert {matches(asked, task, reader(at, zone)) for at in (since, now, since + (now - since) / 2)} <= found
    if since == now:
        assert len(found) == 1


@settings(max_examples=600)
@given(st.sampled_from(QUERIES), tasks(), OFFSETS, st.sampled_from(["UTC", "Europe/Berlin", "America/Sao_Paulo"]))
def test_nothing_changes_before_the_instant_that_is_foreseen(
    text: str, task: Document, offset: timedelta, zone: str
) -> None:
    asked, now = tree(text), NOW + offset
    passing = [next_midnight(hands(asked), reader(now, zone)), next_passing(hands(asked), task, now)]
    due = min((at for at in passing if at is not None), default=now + 90 * DAY)
    until = due - timedelta(microseconds=1)
    assert matches(asked, task, reader(now, zone)) == matches(asked, task, reader(until, zone))
    assert len(possible(asked, task, reader(now, zone), reader(until, zone))) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("crash is:open due:2026-12-24 due:none field.day:2026", 0),
        ("is:overdue", 1),
        ("due:today", 2),
        ("due:<7d or -created:>-3h", 2),
        ("due:2026-12-24..7d field.day:>today", 2),
    ],
)
def test_a_query_has_a_hand_for_each_edge_that_moves(text: str, count: int) -> None:
    assert len(hands(tree(text))) == count


def test_a_task_becomes_overdue_just_after_its_date() -> None:
    task = {"due_at": "2026-03-28T23:00:00.000000Z", "fields": {}, "status": {"category": "todo"}}
    due = next_passing(hands(tree("is:overdue")), task, NOW)
    assert due == datetime(2026, 3, 28, 23, 0, 0, 1, tzinfo=UTC)
    assert next_passing(hands(tree("is:overdue")), task, due) is None
    assert matches(tree("is:overdue"), task, reader(due, "UTC"))
    assert not matches(tree("is:overdue"), task, reader(due - timedelta(microseconds=1), "UTC"))
