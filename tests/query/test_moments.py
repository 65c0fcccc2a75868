"""Dates lie in the reader's time zone, over the days on which clocks change too."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from query.moments import Edge, Reader, day, instant, moment
from query.parse import parse
from query.predicate import matches


def _span(text: str, zone: str, now: str) -> tuple[str, str]:
    meaning = moment(text)
    assert meaning is not None
    reader = Reader("", ZoneInfo(zone), datetime.fromisoformat(now))
    start, end = instant(Edge(meaning, "start"), reader), instant(Edge(meaning, "end"), reader)
    return start.strftime("%m-%d %H:%M"), end.strftime("%m-%d %H:%M")


@pytest.mark.parametrize(
    ("text", "zone", "now", "start", "end"),
    [
        ("today", "UTC", "2026-03-29T23:59:59Z", "03-29 00:00", "03-30 00:00"),
        # The day on which Europe's clocks go forward has 23 hours, the one on which they go back 25.
        ("today", "Europe/Berlin", "2026-03-29T12:00:00Z", "03-28 23:00", "03-29 22:00"),
        ("today", "Europe/Berlin", "2026-10-25T12:00:00Z", "10-24 22:00", "10-25 23:00"),
        ("tomorrow", "Europe/Berlin", "2026-03-28T22:30:00Z", "03-28 23:00", "03-29 22:00"),
        # In Cairo the clocks skip midnight: the day begins at one.
        ("2026-04-24", "Africa/Cairo", "2026-01-01T00:00:00Z", "04-23 22:00", "04-24 21:00"),
        # In Havana they repeat the hour after midnight: the day begins the first time.
        ("2026-11-01", "America/Havana", "2026-01-01T00:00:00Z", "11-01 04:00", "11-02 05:00"),
        ("today", "Pacific/Kiritimati", "2026-06-01T10:30:00Z", "06-01 10:00", "06-02 10:00"),
        ("today", "Asia/Kathmandu", "2026-06-01T18:20:00Z", "06-01 18:15", "06-02 18:15"),
        ("yesterday", "America/Sao_Paulo", "2026-06-01T01:00:00Z", "05-30 03:00", "05-31 03:00"),
        ("7d", "Europe/Berlin", "2026-03-25T12:00:00Z", "03-31 22:00", "04-01 22:00"),
        ("-1m", "UTC", "2026-03-31T12:00:00Z", "02-28 00:00", "03-01 00:00"),
        ("1y", "UTC", "2024-02-29T12:00:00Z", "02-28 00:00", "03-01 00:00"),
        ("this-week", "UTC", "2026-11-21T12:00:00Z", "11-16 00:00", "11-23 00:00"),
        ("next-month", "Europe/Berlin", "2026-12-15T12:00:00Z", "12-31 23:00", "01-31 23:00"),
        ("last-year", "UTC", "2026-12-15T12:00:00Z", "01-01 00:00", "01-01 00:00"),
        ("2026-02", "UTC", "2026-12-15T12:00:00Z", "02-01 00:00", "03-01 00:00"),
        ("-3h", "Europe/Berlin", "2026-03-29T02:00:00Z", "03-28 23:00", "03-28 23:00"),
        ("2026-11-01T08:00Z", "Europe/Berlin", "2026-01-01T00:00:00Z", "11-01 08:00", "11-01 08:01"),
        ("2026-11-01T08:00", "Europe/Berlin", "2026-01-01T00:00:00Z", "11-01 07:00", "11-01 07:01"),
        ("2026-11-01T08:00+05:45", "Europe/Berlin", "2026-01-01T00:00:00Z", "11-01 02:15", "11-01 02:16"),
    ],
)
def test_a_date_is_a_stretch_of_time(text: str, zone: str, now: str, start: str, end: str) -> None:
    assert _span(text, zone, now) == (start, end)


def test_a_calendar_day_is_the_readers() -> None:
    reader = Reader("", ZoneInfo("Asia/Tokyo"), datetime(2026, 11, 20, 16, 0, tzinfo=UTC))
    today = moment("today")
    assert today is not None
    assert day(Edge(today, "start"), reader).isoformat() == "2026-11-21"
    assert day(Edge(today, "end"), reader).isoformat() == "2026-11-22"


def test_the_same_task_is_due_today_for_one_reader_and_tomorrow_for_another() -> None:
    task = {"due_at": "2026-11-21T15:30:00.000000Z"}
    now = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
    tree = parse("due:today").tree
    assert matches(tree, task, Reader("", ZoneInfo("Europe/Berlin"), now))
    assert not matches(tree, task, Reader("", ZoneInfo("Asia/Tokyo"), now))
