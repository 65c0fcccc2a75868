"""What stands in the cells of a table: dates, priorities, numbers, several names at once.

Dates: ISO 8601; day.month.year; with slashes month/day/year, but day/month/year if any date of the file has a first
number above 12; months by their English names. A day without a time becomes its noon in UTC.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from backend.imports.fields import NOON
from query.fold import fold

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = r"(?:[,\sT]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?)?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_DOTTED = re.compile(rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}{_TIME}")
_SLASHED = re.compile(rf"(?P<first>\d{{1,2}})/(?P<other>\d{{1,2}})/{_YEAR}{_TIME}")
_NAMED = re.compile(rf"(?P<day>\d{{1,2}})[\s/.-]+(?P<name>[a-z]{{3,9}})\.?[\s/,-]+{_YEAR}{_TIME}")
_NAMED_FIRST = re.compile(rf"(?P<name>[a-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}{_TIME}")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")

_PRIORITIES = {
    "urgent": "urgent highest critical blocker immediate p0 p1 1 dringend",
    "high": "high major important p2 2 hoch",
    "medium": "medium normal moderate p3 3 mittel",
    "low": "low lowest minor trivial p4 4 niedrig",
    "none": "none 0 - no",
}
PRIORITIES = {word: priority for priority, words in _PRIORITIES.items() for word in words.split()}
YES = frozenset({"yes", "true", "x", "1", "done", "completed", "complete", "closed", "ja", "oui", "si"})
NO = frozenset({"", "no", "false", "0", "nein", "non", "open", "incomplete", "not completed"})


def is_day_first(texts: Iterable[str]) -> bool:
    """Whether the file writes day/month/year: some date in it can be read in no other way."""
    return any(int(found["first"]) > 12 for text in texts if (found := _SLASHED.fullmatch(fold(text.strip()))))


def instant(text: str, *, day_first: bool) -> datetime:
    """A date or a date with its time; UTC where it names no zone. `ValueError` where it is none."""
    text = text.strip()
    if _ISO.match(text):
        moment = datetime.fromisoformat(text)
        if len(text) <= len("2026-12-31"):
            return datetime.combine(moment.date(), NOON)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    folded = fold(text)
    for pattern in (_DOTTED, _SLASHED, _NAMED, _NAMED_FIRST):
        if found := pattern.fullmatch(folded):
            return datetime.combine(_day(found, day_first=day_first), _time(found))
    raise ValueError(text)


def priority(text: str) -> str | None:
    """`none`, `low`, `medium`, `high` or `urgent`; None where it is none of the words that are known."""
    return PRIORITIES.get(fold(text.strip()))


def number(text: str) -> float:
    """A number, with a comma or a point. `ValueError` where it is none that can be stored."""
    value = float(text.strip().replace(",", "."))
    if not 0 <= value < 1e9:
        raise ValueError(text)
    return value


def several(text: str) -> list[str]:
    """The names in a cell, divided by commas, semicolons or line ends, each once."""
    parts = (" ".join(part.split()) for part in re.split(r"[,;\n]", text))
    return list(dict.fromkeys(part for part in parts if part))


def _day(found: re.Match[str], *, day_first: bool) -> date:
    parts = found.groupdict()
    if "first" in parts:
        first, other = int(parts["first"]), int(parts["other"])
        day, month = (first, other) if day_first else (other, first)
    else:
        day = int(parts["day"])
        month = _MONTHS.index(parts["name"][:3]) + 1 if "name" in parts else int(parts["month"])
    year = int(parts["year"])
    return date(year if year > 99 else 2000 + year, month, day)


def _time(found: re.Match[str]) -> time:
    if not found["hour"]:
        return NOON
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].startswith("p") else 0)
    return time(hour, int(found["minute"]), int(found["second"] or 0), tzinfo=UTC)
