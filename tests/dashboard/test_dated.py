"""Tasks that are put onto other days keep their time of day where their reader is."""

from datetime import date
from zoneinfo import ZoneInfo

from dashboard import times
from dashboard.cards import Card, card
from dashboard.components.dated import Reschedule
from tests.dashboard.documents import task

BERLIN = ZoneInfo("Europe/Berlin")
SPRING = date(2027, 3, 28)  # clocks go from 2:00 to 3:00
AUTUMN = date(2026, 10, 25)  # and back from 3:00 to 2:00


def dated(start: str | None, due: str | None) -> Card:
    """A card with these instants."""
    return card(task(start_at=start, due_at=due))


def test_three_in_the_afternoon_stays_three_in_the_afternoon_when_clocks_change() -> None:
    assert times.on_day("2027-03-27T14:00:00Z", SPRING, BERLIN) == "2027-03-28T13:00:00Z"
    assert times.on_day("2026-10-24T13:00:00Z", AUTUMN, BERLIN) == "2026-10-25T14:00:00Z"
    assert times.on_day("2026-10-25T14:00:00Z", date(2026, 10, 24), BERLIN) == "2026-10-24T13:00:00Z"


def test_an_hour_that_a_day_does_not_have_still_falls_on_that_day() -> None:
    half_past_two = "2027-03-27T01:30:00Z"
    assert times.read(times.on_day(half_past_two, SPRING, BERLIN)).astimezone(BERLIN).date() == SPRING


def test_the_day_is_the_readers_and_not_that_of_utc() -> None:
    late_evening = "2026-11-10T22:59:00Z"
    assert times.on_day(late_evening, date(2026, 11, 12), BERLIN) == "2026-11-12T22:59:00Z"
    auckland = ZoneInfo("Pacific/Auckland")  # there it is the 11th, 11:59
    assert times.on_day(late_evening, date(2026, 11, 12), auckland) == "2026-11-11T22:59:00Z"


def test_a_bar_moves_at_both_ends_and_an_edge_alone() -> None:
    bar = dated("2026-11-10T08:00:00Z", "2026-11-12T15:30:00Z")
    both = Reschedule(bar["id"], date(2026, 11, 17), date(2026, 11, 19))
    assert both.changes(bar, BERLIN) == {"start_at": "2026-11-17T08:00:00Z", "due_at": "2026-11-19T15:30:00Z"}
    assert both.lost(bar) == {}
    edge = Reschedule(bar["id"], due=date(2026, 11, 20))
    assert edge.changes(bar, BERLIN) == {"due_at": "2026-11-20T15:30:00Z"}


def test_a_task_without_a_date_starts_with_its_day_and_is_due_at_its_end() -> None:
    bare = dated(None, None)
    put = Reschedule(bare["id"], start=date(2026, 11, 9), due=date(2026, 11, 10))
    assert put.changes(bare, BERLIN) == {"start_at": "2026-11-08T23:00:00Z", "due_at": "2026-11-10T22:59:00Z"}


def test_what_is_taken_away_can_be_brought_back() -> None:
    due = dated("2026-11-10T08:00:00Z", "2026-11-12T15:30:00Z")
    away = Reschedule(due["id"], start=None, due=None)
    assert away.changes(due, BERLIN) == {"start_at": None, "due_at": None}
    assert away.lost(due) == {"start_at": "2026-11-10T08:00:00Z", "due_at": "2026-11-12T15:30:00Z"}


def test_a_card_says_what_it_blocks_and_whether_it_is_blocked() -> None:
    made = card(task(is_blocked=True, blocks=["other"]))
    assert (made["blocked"], made["blocks"]) == (True, ["other"])
