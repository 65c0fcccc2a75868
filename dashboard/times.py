"""Instants as people read them, in the reader's own zone."""

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

END_OF_DAY = time(23, 59)


def zone(*names: str | None) -> ZoneInfo:
    """The first of these zones that exists, else UTC."""
    for name in names:
        if name:
            try:
                return ZoneInfo(unquote(name))
            except (ZoneInfoNotFoundError, ValueError, OSError):
                continue
    return ZoneInfo("UTC")


def read(instant: str) -> datetime:
    """An RFC 3339 instant."""
    return datetime.fromisoformat(instant)


def write(moment: datetime) -> str:
    """An RFC 3339 instant in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def end_of(day: date, here: ZoneInfo) -> str:
    """The end of a day where the reader is: what "due that day" means."""
    return write(datetime.combine(day, END_OF_DAY, here))


def start_of(day: date, here: ZoneInfo) -> str:
    """The beginning of a day where the reader is."""
    return write(datetime.combine(day, time.min, here))


def on_day(instant: str, day: date, here: ZoneInfo) -> str:
    """The same time of day on another day where the reader is, whatever clocks do between the two."""
    return write(datetime.combine(day, read(instant).astimezone(here).time(), here))


def today(here: ZoneInfo) -> date:
    """The reader's date."""
    return datetime.now(here).date()


def short_day(instant: str, here: ZoneInfo) -> str:
    """`Dec 16`, `Today`, `Tomorrow`, with the year when it is another, with the time when it is not a day's edge."""
    moment = read(instant).astimezone(here)
    now = datetime.now(here)
    names = {
        now.date(): "Today",
        now.date() + timedelta(days=1): "Tomorrow",
        now.date() - timedelta(days=1): "Yesterday",
    }
    shown = names.get(moment.date()) or f"{moment:%b} {moment.day}" + (
        f", {moment.year}" if moment.year != now.year else ""
    )
    is_edge = moment.time().replace(second=0, microsecond=0) in {END_OF_DAY, time.min}
    return shown if is_edge else f"{shown}, {moment:%H:%M}"


def exact(instant: str, here: ZoneInfo) -> str:
    """The full date and time."""
    moment = read(instant).astimezone(here)
    return f"{moment:%A}, {moment.day} {moment:%B %Y, %H:%M}"


def ago(instant: str, here: ZoneInfo) -> str:
    """How long ago, in the shortest words: `now`, `4 min`, `3 h`, `2 d`, `Nov 3`."""
    passed = (datetime.now(UTC) - read(instant)).total_seconds()
    if passed < 60:
        return "now"
    if passed < 3600:
        return f"{int(passed // 60)} min"
    if passed < 86400:
        return f"{int(passed // 3600)} h"
    if passed < 7 * 86400:
        return f"{int(passed // 86400)} d"
    return (
        short_day(instant, here).split(", ")[0]
        if read(instant).year == datetime.now(here).year
        else short_day(instant, here)
    )


def is_past(instant: str) -> bool:
    """Whether it has gone by."""
    return read(instant) < datetime.now(UTC)
