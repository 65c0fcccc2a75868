"""Rules of recurrence (RFC 5545, 3.3.10) in words, and the ones that people choose most."""

from calendar import monthrange
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dashboard import times
from dashboard.language import _, listed, plural

WEEKDAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), times.WEEKDAYS, strict=True))
WORKING_DAYS = {"MO", "TU", "WE", "TH", "FR"}
_EVERY = {"DAILY": _("Every day"), "WEEKLY": _("Weekly"), "MONTHLY": _("Monthly"), "YEARLY": _("Yearly")}
_NAMED = {
    1: _("first"),
    2: _("second"),
    3: _("third"),
    4: _("fourth"),
    5: _("fifth"),
    -1: _("last"),
    -2: _("last but one"),
}
_ENDINGS = {1: _("{n}st"), 2: _("{n}nd"), 3: _("{n}rd")}
BY = {"completion": _("when it is done"), "date": _("when its date has come")}
NEXT_BY = {"completion": _("The next one when it is done"), "date": _("The next one when its date has come")}


def choices(day: date) -> list[tuple[str, str]]:
    """Rules and their words for a task whose date is this day."""
    code = list(WEEKDAYS)[day.weekday()]
    week = (day.day - 1) // 7 + 1
    rules = [
        "FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        f"FREQ=WEEKLY;BYDAY={code}",
        f"FREQ=WEEKLY;INTERVAL=2;BYDAY={code}",
        f"FREQ=MONTHLY;BYMONTHDAY={day.day}" if day.day < 29 else "",
        f"FREQ=MONTHLY;BYDAY={week}{code}" if week < 5 else f"FREQ=MONTHLY;BYDAY=-1{code}",
        "FREQ=MONTHLY;BYMONTHDAY=-1" if day.day == monthrange(day.year, day.month)[1] else "",
        f"FREQ=YEARLY;BYMONTH={day.month};BYMONTHDAY={day.day}",
    ]
    return [(rule, describe(rule)) for rule in rules if rule]


def describe(rule: str) -> str:
    """`FREQ=WEEKLY;BYDAY=MO,FR` → `Weekly on Monday and Friday`; what has no simple words stays a rule."""
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";"))
    try:
        said = _on_days(_often(parts), parts) if "BYSETPOS" not in parts else _by_position(parts)
        return _ended(said, parts) if said else rule
    except (KeyError, IndexError, ValueError):  # a rule that somebody has begun to type
        return rule


def day_of(instant: str, zone: str | None, here: ZoneInfo) -> date:
    """The date on the clock by which a task recurs."""
    return datetime.fromisoformat(instant).astimezone(ZoneInfo(zone) if zone else here).date()


def _often(parts: dict[str, str]) -> str:
    frequency, interval = parts.get("FREQ", ""), int(parts.get("INTERVAL") or 1)
    if _is_each_weekday(parts):
        return _("Every weekday")
    if interval == 1 or frequency not in _EVERY:
        return _EVERY.get(frequency, "")
    counted = {
        "DAILY": plural("Every {n} day", "Every {n} days", interval),
        "WEEKLY": plural("Every {n} week", "Every {n} weeks", interval),
        "MONTHLY": plural("Every {n} month", "Every {n} months", interval),
        "YEARLY": plural("Every {n} year", "Every {n} years", interval),
    }
    return counted[frequency].format(n=interval)


def _is_each_weekday(parts: dict[str, str]) -> bool:
    is_weekly = parts.get("FREQ") == "WEEKLY" and int(parts.get("INTERVAL") or 1) == 1
    return is_weekly and set(_split(parts, "BYDAY")) == WORKING_DAYS


def _on_days(said: str, parts: dict[str, str]) -> str:
    """The rule that is said so far, with its days and months."""
    if not said:
        return ""
    days = [] if _is_each_weekday(parts) else [_weekday(one) for one in _split(parts, "BYDAY")]
    month_days = [_month_day(one) for one in _split(parts, "BYMONTHDAY")]
    months = [times.MONTHS[int(one) - 1] for one in _split(parts, "BYMONTH")]
    if days:
        said = _("{rule} on {days}").format(rule=said, days=listed(days))
    if month_days and months and parts.get("FREQ") == "YEARLY":
        asked = {"days": listed(month_days), "months": listed(months)}
        return _("{rule} on {days} of {months}").format(rule=said, **asked)
    if month_days:
        said = _("{rule} on {days}").format(rule=said, days=listed(month_days))
    return _("{rule} in {months}").format(rule=said, months=listed(months)) if months else said


def _by_position(parts: dict[str, str]) -> str:
    """`BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1` → `on the last working day`."""
    positions = listed([_named(one) for one in _split(parts, "BYSETPOS")])
    days = set(_split(parts, "BYDAY"))
    if parts.get("FREQ") != "MONTHLY" or days not in (WORKING_DAYS, set(WEEKDAYS)) or "BYMONTHDAY" in parts:
        return ""
    if days == WORKING_DAYS:
        return _("{rule} on the {positions} working day").format(rule=_often(parts), positions=positions)
    return _("{rule} on the {positions} day").format(rule=_often(parts), positions=positions)


def _ended(said: str, parts: dict[str, str]) -> str:
    if "COUNT" in parts:
        count = int(parts["COUNT"])
        if count == 1:
            return _("{rule}, this is the last").format(rule=said)
        if count == 2:
            return _("{rule}, once more").format(rule=said)
        return plural("{rule}, {n} time", "{rule}, {n} times", count).format(rule=said, n=count)
    if "UNTIL" in parts:
        until = datetime.strptime(parts["UNTIL"][:8], "%Y%m%d").date()  # noqa: DTZ007  # a date has no zone
        return _("{rule}, until {day}").format(rule=said, day=times.full_date(until))
    return said


def _weekday(code: str) -> str:
    ordinal, name = code[:-2], WEEKDAYS[code[-2:]]
    return _("the {ordinal} {weekday}").format(ordinal=_named(ordinal), weekday=name) if ordinal else name


def _month_day(number: str) -> str:
    if int(number) < 0:
        return _("the {ordinal} day").format(ordinal=_named(number))
    return _("the {ordinal}").format(ordinal=_numbered(int(number)))


def _named(number: str) -> str:
    value = int(number)
    if value in _NAMED or value > 0:
        return _NAMED.get(value) or _numbered(value)
    return _("{ordinal} last").format(ordinal=_numbered(-value))


def _numbered(value: int) -> str:
    shown = _("{n}th") if 10 <= value % 100 <= 20 else _ENDINGS.get(value % 10, _("{n}th"))
    return shown.format(n=value)


def _split(parts: dict[str, str], name: str) -> list[str]:
    return [one for one in parts.get(name, "").split(",") if one]
