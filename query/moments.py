"""Dates of the query language. Each means a stretch of time, in the reader's time zone: a day, a month, a minute.

`due:<X` ends where X begins, `due:<=X` where X ends; `due:X` lies within X.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal, TypeAlias

YEARS = range(1000, 9000)
_SHIFT = re.compile(r"([+-]?)([0-9]{1,5})([hdwmy])")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
_INSTANT = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{_CLOCK}(?:Z|[+-](?:0[0-9]|1[0-5]):[0-5][0-9])?")
_LIMITS = {"h": 99_999, "d": 99_999, "w": 9_999, "m": 4_800, "y": 400}

Unit = Literal["day", "week", "month", "year"]

NAMED: dict[str, tuple[Unit, int]] = {
    "today": ("day", 0),
    "tomorrow": ("day", 1),
    "yesterday": ("day", -1),
    "this-week": ("week", 0),
    "next-week": ("week", 1),
    "last-week": ("week", -1),
    "this-month": ("month", 0),
    "next-month": ("month", 1),
    "last-month": ("month", -1),
    "this-year": ("year", 0),
    "next-year": ("year", 1),
    "last-year": ("year", -1),
}


@dataclass(frozen=True, slots=True)
class Around:
    """The day, week (from Monday), month or year that lies `steps` after the present one."""

    unit: Unit
    steps: int


@dataclass(frozen=True, slots=True)
class Shifted:
    """The day that lies so many days and months after today."""

    days: int
    months: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """From one day to another, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Later:
    """So many hours after now."""

    hours: int


@dataclass(frozen=True, slots=True)
class Instant:
    """An instant, in the reader's time zone if it has no own, and how long it is as it was written."""

    at: datetime
    length: timedelta = timedelta(0)


Moment: TypeAlias = Around | Shifted | Calendar | Later | Instant


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a moment begins or ends."""

    moment: Moment
    side: Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks, where and when.

    `archived_projects`: for the predicate, whose documents do not say whether their project was put away.
    """

    user_id: str
    zone: tzinfo
    now: datetime
    archived_projects: frozenset[str] = frozenset()


def moment(text: str) -> Moment | None:
    """What a date as written means; None where it is none."""
    word = text.lower()
    if word in NAMED:
        return Around(*NAMED[word])
    if word == "now":
        return Later(0)
    if shift := _SHIFT.fullmatch(word):
        return _shifted(-1 if shift[1] == "-" else 1, int(shift[2]), shift[3])
    try:
        return _calendar(text) or _instant(text.upper())
    except ValueError:
        return None


def is_long(moment: Moment) -> bool:
    """Whether something can lie within it."""
    return not isinstance(moment, Later) and not (isinstance(moment, Instant) and not moment.length)


def instant(edge: Edge, reader: Reader) -> datetime:
    """The edge as an instant in UTC."""
    start, end = _span(edge.moment, reader)
    return start if edge.side == "start" else end


def day(edge: Edge, reader: Reader) -> date:
    """The edge as a calendar day of the reader."""
    return instant(edge, reader).astimezone(reader.zone).date()


def _shifted(sign: int, amount: int, unit: str) -> Moment | None:
    if amount > _LIMITS[unit]:
        return None
    match unit:
        case "h":
            return Later(sign * amount)
        case "d" | "w":
            return Shifted(sign * amount * (7 if unit == "w" else 1), 0)
        case _:
            return Shifted(0, sign * amount * (12 if unit == "y" else 1))


def _calendar(text: str) -> Calendar | None:
    if found := _DAY.fullmatch(text):
        chosen = _date(int(found[1]), int(found[2]), int(found[3]))
        return Calendar(chosen, chosen)
    if found := _MONTH.fullmatch(text):
        first = _date(int(found[1]), int(found[2]), 1)
        return Calendar(first, first.replace(day=monthrange(first.year, first.month)[1]))
    if _YEAR.fullmatch(text):
        return Calendar(_date(int(text), 1, 1), _date(int(text), 12, 31))
    return None


def _date(year: int, month: int, number: int) -> date:
    if year not in YEARS:
        raise ValueError(year)
    return date(year, month, number)


def _instant(text: str) -> Instant | None:
    found = _INSTANT.fullmatch(text)
    if found is None or int(text[:4]) not in YEARS:
        return None
    length = timedelta(microseconds=1) if found[2] else timedelta(seconds=1) if found[1] else timedelta(minutes=1)
    return Instant(datetime.fromisoformat(text), length)


def _span(moment: Moment, reader: Reader) -> tuple[datetime, datetime]:
    """Begin and end (which is not part of it), in UTC."""
    today = reader.now.astimezone(reader.zone).date()
    match moment:
        case Around(unit, steps):
            first, following = _around(today, unit, steps)
        case Shifted(days, months):
            first = _months_later(today, months) + timedelta(days=days)
            following = first + timedelta(days=1)
        case Calendar(first, last):
            following = last + timedelta(days=1)
        case Later(hours):
            return (at := reader.now.astimezone(UTC) + timedelta(hours=hours)), at
        case Instant(at, length):
            start = (at if at.tzinfo else at.replace(tzinfo=reader.zone)).astimezone(UTC)
            return start, start + length
    return _midnight(first, reader), _midnight(following, reader)


def _midnight(day: date, reader: Reader) -> datetime:
    """Where the day begins: after the change, where the clocks skip midnight; the first time, where they repeat it."""
    return datetime.combine(day, time(), reader.zone).astimezone(UTC)


def _around(today: date, unit: Unit, steps: int) -> tuple[date, date]:
    match unit:
        case "day":
            first = today + timedelta(days=steps)
            return first, first + timedelta(days=1)
        case "week":
            first = today - timedelta(days=today.weekday()) + timedelta(weeks=steps)
            return first, first + timedelta(weeks=1)
        case _:
            months = 12 if unit == "year" else 1
            first = _months_later(today.replace(day=1, month=1 if unit == "year" else today.month), steps * months)
            return first, _months_later(first, months)


def _months_later(day: date, months: int) -> date:
    """The same day of another month, or that month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
