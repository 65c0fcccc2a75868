"""Rules of recurrence as RFC 5545 (3.3.10) writes them: `FREQ=WEEKLY;BYDAY=MO,FR`.

One RRULE without DTSTART, which the task's own date is, and without times of day, which come with it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import IntEnum
from typing import Self

LONGEST = 500  # characters
_LARGEST_INTERVAL = 999
_LARGEST_COUNT = 9999
_NUMBER = re.compile(r"[+-]?[0-9]{1,4}")
_BYDAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z?))?")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Frequency(IntEnum):
    """How long one period of a rule is."""

    DAILY = 1
    WEEKLY = 2
    MONTHLY = 3
    YEARLY = 4


@dataclass(frozen=True, slots=True)
class Weekday:
    """`MO`: every Monday (`ordinal` 0); `-1FR`: the last Friday."""

    ordinal: int
    number: int

    def __str__(self) -> str:
        return f"{self.ordinal or ''}{WEEKDAYS[self.number]}"


# A day until whose end, or an instant (aware), or a moment on the wall's clock (naive) until which a rule goes.
Until = date | datetime


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, each list in order and without repetition. `week_start` counts from Monday, 0."""

    frequency: Frequency
    interval: int = 1
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[Weekday, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0
    count: int | None = None
    until: Until | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """`ValueError`, with a sentence for people, where `text` is no rule of ours."""
        parts = _parts(text)
        if "FREQ" not in parts:
            raise ValueError("must say how often: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY")
        values = dict(_READERS[name](value) for name, value in parts.items())
        rule = cls(**values)  # type: ignore[arg-type]
        _check(rule)
        return rule

    def after_one(self) -> Self:
        """The rule as it goes on after one of its dates."""
        return replace(self, count=None if self.count is None else self.count - 1)

    def __str__(self) -> str:
        """The one way to write this rule: `FREQ` first, `COUNT` or `UNTIL` last, nothing that goes without saying."""
        parts = {
            "FREQ": self.frequency.name,
            "INTERVAL": "" if self.interval == 1 else self.interval,
            "BYMONTH": _joined(self.months),
            "BYMONTHDAY": _joined(self.month_days),
            "BYDAY": _joined(self.weekdays),
            "BYSETPOS": _joined(self.positions),
            "WKST": WEEKDAYS[self.week_start] if self.week_start else "",
            "COUNT": self.count,
            "UNTIL": _until_text(self.until),
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value not in {"", None})


def canonical(text: str) -> str:
    """The rule as it is kept; `ValueError` as `Rule.parse`."""
    return str(Rule.parse(text))


def _parts(text: str) -> Mapping[str, str]:
    parts: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").strip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value:
            raise ValueError(f"{part[:40]!r} is no part of a rule such as FREQ=WEEKLY;BYDAY=MO")
        if name not in _READERS:
            raise ValueError(f"{name[:40]} is not supported; known are {', '.join(_READERS)}")
        if name in parts:
            raise ValueError(f"{name} is given twice")
        parts[name] = value
    return parts


def _check(rule: Rule) -> None:
    """What the parts mean only together."""
    if rule.count is not None and rule.until is not None:
        raise ValueError("takes either COUNT or UNTIL")
    if rule.month_days and rule.frequency == Frequency.WEEKLY:
        raise ValueError("BYMONTHDAY does not go with FREQ=WEEKLY")
    if any(day.ordinal for day in rule.weekdays) and rule.frequency < Frequency.MONTHLY:
        raise ValueError("BYDAY takes numbers, as in 1MO, only with FREQ=MONTHLY and FREQ=YEARLY")
    if rule.positions and not (rule.months or rule.month_days or rule.weekdays):
        raise ValueError("BYSETPOS chooses among the days of another part, such as BYDAY")


def _frequency(value: str) -> tuple[str, Frequency]:
    if value not in Frequency.__members__:
        raise ValueError(f"FREQ is one of {', '.join(Frequency.__members__)}, not {value[:40]}")
    return "frequency", Frequency[value]


def _count(field: str, name: str, most: int) -> Callable[[str], tuple[str, int]]:
    return lambda value: (field, _number(name, value, 1, most))


def _numbers(field: str, name: str, most: int, *, signed: bool = True) -> Callable[[str], tuple[str, tuple[int, ...]]]:
    least = -most if signed else 1
    return lambda value: (field, tuple(sorted({_number(name, one, least, most) for one in value.split(",")})))


def _number(name: str, text: str, least: int, most: int) -> int:
    number = int(text) if _NUMBER.fullmatch(text) else 0
    if number == 0 or not least <= number <= most:
        bounds = f"{least} to {most}" if least > 0 else f"1 to {most} or -1 to -{most}"
        raise ValueError(f"{name} takes numbers from {bounds}, not {text[:40]!r}")
    return number


def _weekdays(value: str) -> tuple[str, tuple[Weekday, ...]]:
    return "weekdays", tuple(
        sorted({_weekday(one) for one in value.split(",")}, key=lambda day: (day.number, day.ordinal))
    )


def _weekday(text: str) -> Weekday:
    match = _BYDAY.fullmatch(text)
    ordinal = int(match[1] or 0) if match else 0
    if match is None or abs(ordinal) > 53 or (match[1] and not ordinal):
        raise ValueError(f"BYDAY takes days such as MO, 1MO or -1FR, not {text[:40]!r}")
    return Weekday(ordinal, WEEKDAYS.index(match[2]))


def _week_start(value: str) -> tuple[str, int]:
    if value not in WEEKDAYS:
        raise ValueError(f"WKST is one of {', '.join(WEEKDAYS)}, not {value[:40]!r}")
    return "week_start", WEEKDAYS.index(value)


def _until(value: str) -> tuple[str, Until]:
    match = _UNTIL.fullmatch(value)
    try:
        return "until", _moment(*match.groups()) if match else _moment("", None, None)
    except ValueError:
        raise ValueError(
            f"UNTIL is a day such as 20261231 or an instant such as 20261231T230000Z, not {value[:40]!r}"
        ) from None


def _moment(day: str, time: str | None, zone: str | None) -> Until:
    if time is None:
        return datetime.strptime(day, "%Y%m%d").date()  # noqa: DTZ007  # a day, in no zone
    moment = datetime.strptime(day + time, "%Y%m%d%H%M%S")  # noqa: DTZ007  # the wall's clock, unless it says Z
    return moment.replace(tzinfo=UTC) if zone else moment


_READERS: Mapping[str, Callable[[str], tuple[str, object]]] = {
    "FREQ": _frequency,
    "INTERVAL": _count("interval", "INTERVAL", _LARGEST_INTERVAL),
    "BYMONTH": _numbers("months", "BYMONTH", 12, signed=False),
    "BYMONTHDAY": _numbers("month_days", "BYMONTHDAY", 31),
    "BYDAY": _weekdays,
    "BYSETPOS": _numbers("positions", "BYSETPOS", 366),
    "WKST": _week_start,
    "COUNT": _count("count", "COUNT", _LARGEST_COUNT),
    "UNTIL": _until,
}


def _joined(values: tuple[object, ...]) -> str:
    return ",".join(map(str, values))


def _until_text(until: Until | None) -> str:
    match until:
        case None:
            return ""
        case datetime():
            # strftime leaves out leading zeros of early years on some systems.
            return f"{until.year:04}{until:%m%dT%H%M%S}{'Z' if until.tzinfo else ''}"
        case _:
            return f"{until.year:04}{until:%m%d}"
