"""Instants as people read them, in the reader's own zone."""

from datetime import UTC, date, datetime, time
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dashboard.language import _, in_context

END_OF_DAY = time(23, 59)
WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
SHORT_WEEKDAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)
SHORT_MONTHS = (
    _("Jan"),
    _("Feb"),
    _("Mar"),
    _("Apr"),
    in_context("short", "May"),
    _("Jun"),
    _("Jul"),
    _("Aug"),
    _("Sep"),
    _("Oct"),
    _("Nov"),
    _("Dec"),
)
NEAR = {0: _("Today"), 1: _("Tomorrow"), -1: _("Yesterday")}
NEAR_WITHIN = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}  # within a sentence
# up to so many seconds, counted in so many: how long, and how long ago
LAPSES = (
    (3600, 60, _("{n} min"), _("{n} min ago")),
    (86400, 3600, _("{n} h"), _("{n} h ago")),
    (7 * 86400, 86400, _("{n} d"), _("{n} d ago")),
)


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


def short_date(day: date) -> str:
    """`Nov 21`."""
    return _("{month} {day}").format(month=SHORT_MONTHS[day.month - 1], day=day.day)


def weekday_date(day: date) -> str:
    """`Sat 21 Nov`."""
    weekday, month = SHORT_WEEKDAYS[day.weekday()], SHORT_MONTHS[day.month - 1]
    return _("{weekday} {day} {month}").format(weekday=weekday, day=day.day, month=month)


def full_date(day: date) -> str:
    """`21 November 2026`."""
    return _("{day} {month} {year}").format(day=day.day, month=MONTHS[day.month - 1], year=day.year)


def short_day(instant: str, here: ZoneInfo, *, within: bool = False) -> str:
    """`Dec 16`, `Today`, `Tomorrow`, with the year when it is another, with the time when it is not a day's edge;
    `within` a sentence `today` is no name."""
    moment = read(instant).astimezone(here)
    shown = day_of(instant, here, within=within)
    if moment.time().replace(second=0, microsecond=0) in {END_OF_DAY, time.min}:
        return shown
    return _("{day}, {time}").format(day=shown, time=f"{moment:%H:%M}")


def day_of(instant: str, here: ZoneInfo, *, within: bool = False) -> str:
    """The same without a time."""
    day, now = read(instant).astimezone(here).date(), today(here)
    near = (NEAR_WITHIN if within else NEAR).get((day - now).days)
    if near or day.year == now.year:
        return near or short_date(day)
    return _("{month} {day}, {year}").format(month=SHORT_MONTHS[day.month - 1], day=day.day, year=day.year)


def exact(instant: str, here: ZoneInfo) -> str:
    """The full date and time."""
    moment = read(instant).astimezone(here)
    weekday = WEEKDAYS[moment.weekday()]
    return _("{weekday}, {date}, {time}").format(weekday=weekday, date=full_date(moment), time=f"{moment:%H:%M}")


def ago(instant: str, here: ZoneInfo) -> str:
    """How long ago, in the shortest words: `now`, `4 min`, `3 h`, `2 d`, `Nov 3`."""
    return _lapse(instant, here, _("now"), is_within=False)


def since(instant: str, here: ZoneInfo, *, now: str = _("just now")) -> str:
    """When, as it follows a verb: `just now`, `4 min ago`, `3 h ago`, `2 d ago`, `Nov 3`."""
    return _lapse(instant, here, now, is_within=True)


def _lapse(instant: str, here: ZoneInfo, now: str, *, is_within: bool) -> str:
    passed = (datetime.now(UTC) - read(instant)).total_seconds()
    if passed < 60:
        return now
    for end, unit, long, long_ago in LAPSES:
        if passed < end:
            return (long_ago if is_within else long).format(n=int(passed // unit))
    day, now_here = read(instant).astimezone(here).date(), datetime.now(here)
    return short_date(day) if read(instant).year == now_here.year else short_day(instant, here)


def is_past(instant: str) -> bool:
    """Whether it has gone by."""
    return read(instant) < datetime.now(UTC)
