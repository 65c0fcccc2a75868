"""Rules of recurrence: what is understood, what is refused, and that their dates are those of RFC 5545."""

import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.zones import zone_of
from backend.tasks.recurrence import Schedule, dates
from backend.tasks.rules import LONGEST, WEEKDAYS, Rule, canonical

WINTER = date(2026, 1, 31)


def after(text: str, first: date = WINTER, since: date | None = None, count: int = 4) -> list[str]:
    """The next dates of a rule."""
    return [str(day) for day in islice(dates(Rule.parse(text), first, since or first), count)]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("FREQ=DAILY", "FREQ=DAILY"),
        ("rrule:freq=weekly;byday=fr,mo,fr;interval=1;", "FREQ=WEEKLY;BYDAY=MO,FR"),
        (
            "COUNT=3;BYSETPOS=-1;BYDAY=MO,TU,WE,TH,FR;FREQ=MONTHLY",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3",
        ),
        ("FREQ=YEARLY;BYDAY=+1MO,-1SU;BYMONTH=10,3", "FREQ=YEARLY;BYMONTH=3,10;BYDAY=1MO,-1SU"),
        ("FREQ=DAILY;UNTIL=20261231", "FREQ=DAILY;UNTIL=20261231"),
        ("FREQ=DAILY;UNTIL=20261231T230000Z", "FREQ=DAILY;UNTIL=20261231T230000Z"),
        ("FREQ=DAILY;UNTIL=20261231T230000", "FREQ=DAILY;UNTIL=20261231T230000"),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU"),
        ("FREQ=WEEKLY;WKST=MO", "FREQ=WEEKLY"),
    ],
)
def test_a_rule_is_kept_in_one_form(written: str, kept: str) -> None:
    assert canonical(written) == kept
    assert canonical(kept) == kept


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "'' is no part of a rule such as FREQ=WEEKLY;BYDAY=MO"),
        ("every day", "'EVERY DAY' is no part of a rule such as FREQ=WEEKLY;BYDAY=MO"),
        ("BYDAY=MO", "must say how often: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY"),
        ("FREQ=HOURLY", "FREQ is one of DAILY, WEEKLY, MONTHLY, YEARLY, not HOURLY"),
        ("FREQ=DAILY;BYHOUR=8", "BYHOUR is not supported; known are FREQ, INTERVAL, BYMONTH"),
        ("DTSTART=20260101T080000;FREQ=DAILY", "DTSTART is not supported"),
        ("FREQ=DAILY;FREQ=WEEKLY", "FREQ is given twice"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL takes numbers from 1 to 999, not '0'"),
        ("FREQ=DAILY;INTERVAL=99999999999999999999", "INTERVAL takes numbers from 1 to 999"),
        ("FREQ=DAILY;INTERVAL=٣", "INTERVAL takes numbers from 1 to 999"),
        ("FREQ=DAILY;COUNT=-1", "COUNT takes numbers from 1 to 9999, not '-1'"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY takes numbers from 1 to 31 or -1 to -31, not '32'"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,,2", "BYMONTHDAY takes numbers from 1 to 31 or -1 to -31, not ''"),
        ("FREQ=YEARLY;BYMONTH=-1", "BYMONTH takes numbers from 1 to 12, not '-1'"),
        ("FREQ=MONTHLY;BYDAY=0MO", "BYDAY takes days such as MO, 1MO or -1FR, not '0MO'"),
        ("FREQ=MONTHLY;BYDAY=54MO", "BYDAY takes days such as MO, 1MO or -1FR, not '54MO'"),
        ("FREQ=WEEKLY;BYDAY=1MO", "BYDAY takes numbers, as in 1MO, only with FREQ=MONTHLY and FREQ=YEARLY"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY does not go with FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS chooses among the days of another part, such as BYDAY"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20270101", "takes either COUNT or UNTIL"),
        ("FREQ=DAILY;UNTIL=20261331", "UNTIL is a day such as 20261231 or an instant such as 20261231T230000Z"),
        ("FREQ=DAILY;UNTIL=tomorrow", "UNTIL is a day such as 20261231 or an instant such as 20261231T230000Z"),
        ("FREQ=WEEKLY;WKST=1", "WKST is one of MO, TU, WE, TH, FR, SA, SU, not '1'"),
    ],
)
def test_what_is_no_rule_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011  # the sentence is compared below
        Rule.parse(text)
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("text", "dates_of_it"),
    [
        ("FREQ=MONTHLY", ["2026-03-31", "2026-05-31", "2026-07-31", "2026-08-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            ["2026-02-27", "2026-03-31", "2026-04-30", "2026-05-29"],
        ),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-02-29", "2032-02-29", "2036-02-29", "2040-02-29"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,MO", ["2026-02-09", "2026-02-14", "2026-02-23", "2026-02-28"]),
        ("FREQ=YEARLY;BYDAY=-1FR", ["2026-12-25", "2027-12-31", "2028-12-29", "2029-12-28"]),
        ("FREQ=DAILY;INTERVAL=3", ["2026-02-03", "2026-02-06", "2026-02-09", "2026-02-12"]),
    ],
)
def test_the_dates_of_a_rule(text: str, dates_of_it: list[str]) -> None:
    assert after(text) == dates_of_it


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=YEARLY;INTERVAL=51",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29",
    ],
)
def test_a_rule_without_dates_is_known_for_one_at_once(text: str) -> None:
    first = date(2027, 2, 1)
    began = time.process_time()
    assert after(text, first) == []
    assert time.process_time() - began < 0.25


def test_the_date_after_a_thousand_years_is_found_at_once() -> None:
    began = time.process_time()
    assert after("FREQ=DAILY;INTERVAL=7", date(1000, 1, 1), date(2026, 11, 21), count=1) == ["2026-11-25"]
    assert after("FREQ=DAILY", date(9999, 12, 31)) == []
    assert after("FREQ=WEEKLY", date(1, 1, 1), count=1) == ["0001-01-08"]
    assert time.process_time() - began < 0.05


def rule_texts() -> st.SearchStrategy[str]:
    """Rules such as both understand: dateutil takes BYDAY=MO,1TU as "and", and cuts the first week of a weekly rule."""
    plain = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True)
    numbered = st.lists(
        st.tuples(st.sampled_from([1, 2, 5, -1, -2]), st.sampled_from(WEEKDAYS)).map(lambda day: f"{day[0]}{day[1]}"),
        min_size=1,
        max_size=2,
        unique=True,
    )
    days = st.lists(st.integers(1, 31) | st.integers(-31, -1), min_size=1, max_size=3, unique=True)

    @st.composite
    def text(draw: st.DrawFn) -> str:
        frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
        parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 4))}"]
        if draw(st.booleans()):
            parts.append(f"BYMONTH={','.join(map(str, draw(st.sets(st.integers(1, 12), min_size=6, max_size=11))))}")
        if frequency != "WEEKLY" and draw(st.booleans()):
            parts.append(f"BYMONTHDAY={','.join(map(str, draw(days)))}")
        if draw(st.booleans()):
            wanted = draw(plain | numbered if frequency in {"MONTHLY", "YEARLY"} else plain)
            parts.append(f"BYDAY={','.join(wanted)}")
        if frequency in {"MONTHLY", "YEARLY"} and len(parts) > 2 and draw(st.booleans()):
            parts.append(f"BYSETPOS={draw(st.sampled_from([1, 2, -1]))}")
        if draw(st.booleans()):
            parts.append(f"WKST={draw(st.sampled_from(WEEKDAYS))}")
        return ";".join(parts)

    return text()


@settings(max_examples=80, deadline=None)
@given(rule_texts(), st.dates(date(9900, 1, 1), date(9980, 12, 31)), st.integers(0, 2000))
def test_the_dates_are_those_of_another_implementation(text: str, first: date, later: int) -> None:
    """Late dates, because the other one looks on until the year 9999."""
    since = first + timedelta(days=later)
    end = since + timedelta(days=800)
    theirs = rrulestr(f"{text};UNTIL={end:%Y%m%d}", dtstart=datetime.combine(first, datetime.min.time()))
    wanted = [moment.date() for moment in theirs if first < moment.date() and since <= moment.date()]
    assert [day for day in dates(Rule.parse(text), first, since) if day <= end] == wanted


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=LONGEST) | st.text("FREQ=DAILYWEKBMOTH;,0123456789-SUCN", max_size=60) | rule_texts())
def test_any_text_is_a_rule_or_refused(text: str) -> None:
    with suppress(ValueError):
        kept = canonical(text)
        assert canonical(kept) == kept


def in_zone(zone: str, wall: str, text: str = "FREQ=DAILY") -> Schedule:
    return Schedule(Rule.parse(text), zone_of(zone), datetime.fromisoformat(wall))


def walk(schedule: Schedule, steps: int) -> list[str]:
    """Instants in UTC, each one date further than the one before."""
    found = []
    for _ in range(steps):
        coming = schedule.after(schedule.at)
        assert coming is not None
        schedule = coming
        found.append(f"{schedule.at:%m-%d %H:%M}")
    return found


@pytest.mark.parametrize(
    ("zone", "wall", "instants"),
    [
        ("Europe/Berlin", "2026-03-27 08:00", ["03-28 07:00", "03-29 06:00", "03-30 06:00"]),
        ("Europe/Berlin", "2026-03-27 02:30", ["03-28 01:30", "03-29 01:30", "03-30 00:30"]),
        ("Europe/Berlin", "2026-10-23 02:30", ["10-24 00:30", "10-25 00:30", "10-26 01:30"]),
        ("America/Sao_Paulo", "2018-11-02 00:00", ["11-03 03:00", "11-04 03:00", "11-05 02:00"]),
        ("Asia/Kolkata", "2026-03-27 08:00", ["03-28 02:30", "03-29 02:30", "03-30 02:30"]),
        ("Australia/Lord_Howe", "2026-10-02 02:15", ["10-02 15:45", "10-03 15:45", "10-04 15:15"]),
        ("Australia/Lord_Howe", "2026-04-03 08:00", ["04-03 21:00", "04-04 21:30", "04-05 21:30"]),
        ("America/Nuuk", "2026-03-26 23:30", ["03-28 01:30", "03-29 01:30", "03-30 00:30"]),
        ("Pacific/Apia", "2011-12-28 08:00", ["12-29 18:00", "12-30 18:00", "12-31 18:00"]),
    ],
)
def test_the_time_on_the_wall_stays_over_changes_of_the_clock(zone: str, wall: str, instants: list[str]) -> None:
    assert walk(in_zone(zone, wall), 3) == instants


def test_a_time_that_the_clock_skips_is_known_for_one() -> None:
    assert in_zone("Europe/Berlin", "2026-03-29 02:30").is_skipped
    assert not in_zone("Europe/Berlin", "2026-10-25 02:30").is_skipped


@pytest.mark.parametrize(
    ("end", "has_another"),
    [
        ("COUNT=1", False),
        ("COUNT=2", True),
        ("UNTIL=20261202", True),
        ("UNTIL=20261201", False),
        ("UNTIL=20261202T070000Z", True),
        ("UNTIL=20261202T065959Z", False),
        ("UNTIL=20261202T080000", True),
        ("UNTIL=20261202T075959", False),
    ],
)
def test_a_rule_ends(end: str, *, has_another: bool) -> None:
    schedule = in_zone("Europe/Berlin", "2026-12-01 08:00", f"FREQ=DAILY;{end}")
    assert (schedule.after(schedule.at) is not None) == has_another


def test_what_was_missed_is_passed_over() -> None:
    schedule = in_zone("Europe/Berlin", "2026-12-01 08:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=5")
    coming = schedule.after(datetime(2027, 1, 20, tzinfo=UTC))
    assert coming is not None
    assert (f"{coming.wall:%F %R}", str(coming.rule)) == ("2027-01-26 08:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4")


@pytest.mark.parametrize("wall", ["0001-01-01 00:00", "9999-12-31 23:59"])
def test_the_ends_of_the_calendar_are_no_accident(wall: str) -> None:
    for zone in ("America/Sao_Paulo", "Asia/Kolkata"):
        in_zone(zone, wall).after(datetime(9999, 12, 31, tzinfo=UTC))
