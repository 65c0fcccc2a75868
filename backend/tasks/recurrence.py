"""The dates of a rule, and how they move on: pure, in the time zone of the person who set the rule.

A task's date is its first one. The time on the wall's clock stays the same: 08:00 is 08:00 in summer and in winter.

Why not python-dateutil's `rrule`: it looks for the next date of a rule that has none until the year 9999, which takes
seconds (`FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30`). This looks at 50 years at the most. The tests compare the two.
"""

from calendar import isleap, monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from itertools import count
from typing import Self
from zoneinfo import ZoneInfo

from backend.tasks.rules import Frequency, Rule, Weekday

HORIZON = 50  # years: 29 February on a certain weekday comes every 28 or 40


@dataclass(frozen=True, slots=True)
class Schedule:
    """A rule at one of its dates. `wall`: that date and its time, as the clock on the wall shows it."""

    rule: Rule
    zone: ZoneInfo
    wall: datetime

    @property
    def at(self) -> datetime:
        """The instant. RFC 5545, 3.3.5: a time that the clock skips is told as if it had not yet been put forward, and
        of two the first is meant."""
        return self.wall.replace(tzinfo=self.zone, fold=0).astimezone(UTC)

    @property
    def is_skipped(self) -> bool:
        """Whether the clock on the wall never shows this time."""
        return on_wall(self.at, self.zone) != self.wall

    def after(self, instant: datetime) -> Self | None:
        """The first date behind this one and behind `instant`, with the rule as it goes on; None where it has ended."""
        if self.rule.count == 1:
            return None
        try:
            since = on_wall(max(instant, self.at), self.zone).date() - timedelta(days=1)
            for day in dates(self.rule, self.wall.date(), max(since, self.wall.date())):
                coming = replace(self, rule=self.rule.after_one(), wall=datetime.combine(day, self.wall.time()))
                if coming.at > instant:
                    return None if coming.is_past_end() else coming
        except OverflowError:
            # The end of the calendar.
            return None
        return None

    def is_past_end(self) -> bool:
        """Whether the rule's `UNTIL` lies before this date."""
        match self.rule.until:
            case None:
                return False
            case datetime() as until:
                return (self.at if until.tzinfo else self.wall) > until
            case day:
                return self.wall.date() > day


def on_wall(instant: datetime, zone: ZoneInfo) -> datetime:
    """What the clock on the wall shows at an instant."""
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def moved(instant: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same time on the wall's clock, some days later; at the end of the calendar it stays where it is."""
    try:
        return (on_wall(instant, zone) + timedelta(days=days)).replace(tzinfo=zone).astimezone(UTC)
    except OverflowError:
        return instant


def dates(rule: Rule, first: date, since: date) -> Iterator[date]:
    """The dates of a rule after `first`, its first one, and from `since` on, for at most `HORIZON` years."""
    begin = max(since, first)
    last = date(min(begin.year + HORIZON, MAXYEAR), 12, 31)
    for number in count(_periods_until(rule, first, begin)):
        days = _period(rule, first, number * rule.interval)
        if not days or days[0] > last:
            return
        yield from (day for day in _chosen(rule, first, days) if first < day and begin <= day <= last)


def _periods_until(rule: Rule, first: date, day: date) -> int:
    """How many periods lie wholly before the one in which `day` may be: where to begin, at once."""
    if rule.frequency >= Frequency.MONTHLY:
        months = (day.year - first.year) * 12 + day.month - first.month
        units = months if rule.frequency == Frequency.MONTHLY else day.year - first.year
    else:
        units = (day - first).days // (7 if rule.frequency == Frequency.WEEKLY else 1)
    return units // rule.interval


def _period(rule: Rule, first: date, number: int) -> Sequence[date]:
    """All days of the day, week, month or year which is `number` of them after the one of `first`; none at the end of
    the calendar."""
    try:
        match rule.frequency:
            case Frequency.DAILY:
                return [first + timedelta(days=number)]
            case Frequency.WEEKLY:
                start = first + timedelta(days=7 * number - (first.weekday() - rule.week_start) % 7)
                return _days(start, 7)
            case Frequency.MONTHLY:
                year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
                return _days(date(year, month + 1, 1), monthrange(year, month + 1)[1])
            case Frequency.YEARLY:
                return _days(date(first.year + number, 1, 1), 365 + isleap(first.year + number))
    except (OverflowError, ValueError):
        return []


def _days(start: date, length: int) -> list[date]:
    return [start + timedelta(days=offset) for offset in range(length)]


def _chosen(rule: Rule, first: date, days: Sequence[date]) -> Sequence[date]:
    """The days of a period that the rule names; what it leaves out is as on `first`."""
    months, month_days, weekdays = rule.months, rule.month_days, rule.weekdays
    if not (month_days or weekdays):
        match rule.frequency:
            case Frequency.WEEKLY:
                weekdays = (Weekday(0, first.weekday()),)
            case Frequency.MONTHLY:
                month_days = (first.day,)
            case Frequency.YEARLY:
                months, month_days = months or (first.month,), (first.day,)
    found = [
        day
        for day in days
        if (not months or day.month in months)
        and (not month_days or day.day in month_days or day.day - _month_length(day) - 1 in month_days)
        and (not weekdays or any(_is(weekday, day, rule) for weekday in weekdays))
    ]
    return _at_positions(found, rule.positions) if rule.positions else found


def _is(weekday: Weekday, day: date, rule: Rule) -> bool:
    """Whether `day` is, say, the last Friday of its month, or of its year where a yearly rule names no months."""
    if day.weekday() != weekday.number or not weekday.ordinal:
        return day.weekday() == weekday.number
    if rule.frequency == Frequency.YEARLY and not rule.months:
        number, length = day.timetuple().tm_yday, 365 + isleap(day.year)
    else:
        number, length = day.day, _month_length(day)
    return (
        weekday.ordinal == (number - 1) // 7 + 1
        if weekday.ordinal > 0
        else weekday.ordinal == -((length - number) // 7 + 1)
    )


def _month_length(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _at_positions(days: Sequence[date], positions: Sequence[int]) -> list[date]:
    """The third, the last but one …, in order."""
    indexes = {position - 1 if position > 0 else len(days) + position for position in positions}
    return [days[index] for index in sorted(indexes) if 0 <= index < len(days)]
