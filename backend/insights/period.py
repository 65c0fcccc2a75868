"""Days of a reader: where they begin, and how the query language asks for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days in a time zone. `is_own`: the query language reads dates of this reader in that zone, too."""

    zone: ZoneInfo
    is_own: bool

    def begin(self, day: date) -> datetime:
        """Where a day begins, in UTC: as `query.moments` has it, where the clocks skip or repeat midnight, too."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    def within(self, field: str, first: date | None, last: date | None) -> str:
        """The terms that ask for a date from `first` to `last`, both included."""
        if self.is_own:
            return f"{field}:{first}" if first == last else f"{field}:{first or ''}..{last or ''}"
        since = [f"{field}:>={self.begin(first):%Y-%m-%dT%H:%M:%SZ}"] if first else []
        until = [f"{field}:<{self.begin(last + _DAY):%Y-%m-%dT%H:%M:%SZ}"] if last else []
        return " ".join(since + until)


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included."""

    first: date
    last: date
    calendar: Calendar

    @property
    def days(self) -> Sequence[date]:
        """Each of them."""
        return [self.first + step * _DAY for step in range((self.last - self.first).days + 1)]

    @property
    def begins(self) -> Sequence[datetime]:
        """Where each of them begins."""
        return [self.calendar.begin(day) for day in self.days]

    @property
    def before(self) -> "Period":
        """As many days, right before."""
        return Period(self.first - len(self.days) * _DAY, self.first - _DAY, self.calendar)

    def within(self, field: str) -> str:
        """The terms that ask for a date in the period."""
        return self.calendar.within(field, self.first, self.last)

    def on(self, field: str, day: date) -> str:
        """The terms that ask for a date on one day."""
        return self.calendar.within(field, day, day)

    def until(self, field: str, day: date | None = None) -> str:
        """The terms that ask for a date up to the end of a day, or of the period."""
        return self.calendar.within(field, None, day or self.last)
