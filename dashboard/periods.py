"""The stretch of days that insights are about, as the URL says it: `90`, or `2026-11-01..2026-11-20`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.language import _, plural
from dashboard.times import short_date

LENGTHS = (7, 30, 90)
USUAL = 30
MOST = 366  # days that the API takes
_LENGTH = re.compile(r"[1-9][0-9]{0,2}")
_RANGE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})")


@dataclass(frozen=True, slots=True)
class Period:
    """So many days up to today, or the days from `first` to `last`."""

    length: int = USUAL
    first: date | None = None
    last: date | None = None

    @classmethod
    def read(cls, text: str) -> "Period":
        """What the URL says; the usual one where it says none."""
        if _LENGTH.fullmatch(text) and int(text) <= MOST:
            return cls(int(text))
        found = _RANGE.fullmatch(text)
        try:
            return cls.between(date.fromisoformat(found[1]), date.fromisoformat(found[2])) if found else cls()
        except ValueError:
            return cls()

    @classmethod
    def between(cls, first: date, last: date) -> "Period":
        """From one day to another, whichever comes first, and not more than the API takes."""
        first, last = min(first, last), max(first, last)
        first = max(first, last - timedelta(days=MOST - 1))
        return cls((last - first).days + 1, first, last)

    def written(self) -> str:
        """As the URL says it; "" for the usual one."""
        if self.first is not None:
            return f"{self.first}..{self.last}"
        return "" if self.length == USUAL else str(self.length)

    def query(self, today: date) -> dict[str, str]:
        """As the API takes it."""
        last = self.last or today
        return {"since": str(self.first or last - timedelta(days=self.length - 1)), "until": str(last)}

    @property
    def name(self) -> str:
        """What people call it."""
        if self.first is not None and self.last is not None:
            return f"{short_date(self.first)} – {short_date(self.last)}"
        return plural("{n} day", "{n} days", self.length).format(n=self.length) if self.length > 1 else _("Today")
