"""A task in one line."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from dashboard.quick import read
from dashboard.store import Store
from tests.dashboard.documents import ANN, BOB, PROJECT_ID, label, member, project, user, workspace

HERE = ZoneInfo("Europe/Berlin")
SATURDAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def store() -> Store:
    """Ann and Bob, two labels, one project."""
    made = Store(workspace(), user())
    for person in (ANN, BOB):
        made.members.put(member(person))
    for name, place in (("bug", "l1"), ("Needs review", "l2"), ("Needs words", "l3")):
        made.labels.put(label(name, place))
    made.projects.put(project())
    return made


@time_machine.travel(SATURDAY, tick=False)
def test_a_line_says_it_all(store: Store) -> None:
    found = read("fix  login @bob !high #bug due:fri in:ops est:2.5 start:tomorrow", store, HERE)
    assert found.title == "fix login"
    assert (found.assignees, found.labels, found.priority) == ([BOB["id"]], ["l1"], "high")
    assert (found.due, found.start) == (date(2026, 11, 27), date(2026, 11, 22))
    assert (found.project, found.estimate) == (PROJECT_ID, 2.5)


@time_machine.travel(SATURDAY, tick=False)
@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("today", date(2026, 11, 21)),
        ("sat", date(2026, 11, 21)),
        ("Sunday", date(2026, 11, 22)),
        ("next-week", date(2026, 11, 23)),
        ("3d", date(2026, 11, 24)),
        ("2026-12-24", date(2026, 12, 24)),
    ],
)
def test_days_are_the_readers(store: Store, word: str, day: date) -> None:
    assert read(f"x due:{word}", store, HERE).due == day


@pytest.mark.parametrize(
    "line",
    [
        "ask @nobody about !!! and C# #1",
        "mail bob@example.org",
        "due:never in:NOPE est:-1",
        "#needs two labels begin so",
        "!whenever",
        "a@b #",
        "日本語 @",
    ],
)
def test_what_names_nothing_stays_in_the_title(store: Store, line: str) -> None:
    found = read(line, store, HERE)
    assert (found.title, found.spare) == (line, [])


def test_names_of_several_words_can_be_written(store: Store) -> None:
    found = read('tidy #needs-review @"Ann Lee" @ann.lee @me', store, HERE)
    assert (found.title, found.labels, found.assignees) == ("tidy", ["l2"], [ANN["id"]])
