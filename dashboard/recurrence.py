"""Rules of recurrence (RFC 5545, 3.3.10) in words, and the ones that people choose most."""

from calendar import monthrange
from datetime import date, datetime
from zoneinfo import ZoneInfo

WEEKDAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WORKING_DAYS = {"MO", "TU", "WE", "TH", "FR"}
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_NAMED = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "last but one"}
BY = {"completion": "when it is done", "date": "when its date has come"}


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
        said = _often(parts) + _when(parts) if "BYSETPOS" not in parts else _by_position(parts)
        return (said + _end(parts)) if said else rule
    except (KeyError, IndexError, ValueError):  # a rule that somebody has begun to type
        return rule


def day_of(instant: str, zone: str | None, here: ZoneInfo) -> date:
    """The date on the clock by which a task recurs."""
    return datetime.fromisoformat(instant).astimezone(ZoneInfo(zone) if zone else here).date()


def _often(parts: dict[str, str]) -> str:
    frequency, interval = parts.get("FREQ", ""), int(parts.get("INTERVAL") or 1)
    if frequency not in _UNITS:
        return ""
    if frequency == "WEEKLY" and interval == 1 and set(parts.get("BYDAY", "").split(",")) == WORKING_DAYS:
        return "Every weekday"
    unit = _UNITS[frequency]
    if interval == 1:
        return {"day": "Every day", "week": "Weekly", "month": "Monthly", "year": "Yearly"}[unit]
    return f"Every {interval} {unit}s"


def _when(parts: dict[str, str]) -> str:
    days, month_days = _split(parts, "BYDAY"), _split(parts, "BYMONTHDAY")
    months = [MONTHS[int(one) - 1] for one in _split(parts, "BYMONTH")]
    is_simple = parts.get("FREQ") == "WEEKLY" and set(days) == WORKING_DAYS and parts.get("INTERVAL", "1") == "1"
    said = "" if is_simple or not days else f" on {listed([_weekday(one) for one in days])}"
    if month_days and months and parts.get("FREQ") == "YEARLY":
        return said + f" on {listed([_month_day(one) for one in month_days])} of {listed(months)}"
    said += f" on {listed([_month_day(one) for one in month_days])}" if month_days else ""
    return said + (f" in {listed(months)}" if months else "")


def _by_position(parts: dict[str, str]) -> str:
    """`BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1` → `on the last working day`."""
    positions = [_named(one) for one in _split(parts, "BYSETPOS")]
    days = set(_split(parts, "BYDAY"))
    if parts.get("FREQ") != "MONTHLY" or days not in (WORKING_DAYS, set(WEEKDAYS)) or "BYMONTHDAY" in parts:
        return ""
    kind = "working day" if days == WORKING_DAYS else "day"
    return f"{_often(parts)} on the {listed(positions)} {kind}"


def _end(parts: dict[str, str]) -> str:
    if "COUNT" in parts:
        times = int(parts["COUNT"])
        return ", once more" if times == 2 else ", this is the last" if times == 1 else f", {times} times"
    if "UNTIL" in parts:
        until = datetime.strptime(parts["UNTIL"][:8], "%Y%m%d").date()  # noqa: DTZ007  # a date has no zone
        return f", until {until.day} {MONTHS[until.month - 1]} {until.year}"
    return ""


def _weekday(code: str) -> str:
    ordinal, name = code[:-2], WEEKDAYS[code[-2:]]
    return f"the {_named(ordinal)} {name}" if ordinal else name


def _month_day(number: str) -> str:
    return f"the {_named(number)} day" if int(number) < 0 else f"the {_numbered(int(number))}"


def _named(number: str) -> str:
    value = int(number)
    return _NAMED.get(value) or (_numbered(value) if value > 0 else f"{_numbered(-value)} last")


def _numbered(value: int) -> str:
    ending = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _split(parts: dict[str, str], name: str) -> list[str]:
    return [one for one in parts.get(name, "").split(",") if one]


def listed(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"
