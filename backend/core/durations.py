"""Lengths of time as ISO 8601 writes them: `P1D`, `PT30M`, `P1DT12H`. Days of 24 hours; no months, which differ."""

import re
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

_PATTERN = r"^P(?=.)(?:(\d{1,4})W|(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,5})H)?(?:(\d{1,6})M)?)?)$"
_DURATION = re.compile(_PATTERN, re.ASCII)


def parse_duration(value: object) -> timedelta:
    """Weeks, or days, hours and minutes; `ValueError` for anything else."""
    if isinstance(value, timedelta):
        return value
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("must be a length of time such as P1D, PT30M or P1DT12H")
    weeks, days, hours, minutes = (int(part or 0) for part in match.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)


def written(span: timedelta) -> str:
    """`span`, of whole minutes, in the shortest form that `parse_duration` reads."""
    hours, minutes = divmod(span.seconds // 60, 60)
    time = f"{hours}H" * (hours > 0) + f"{minutes}M" * (minutes > 0)
    day = f"{span.days}D" * (span.days > 0)
    return f"P{day}T{time}" if time else f"P{day}" if day else "PT0M"


def duration(column: str) -> str:
    """SQL of an interval of whole minutes in the shortest form that `parse_duration` reads, or null."""
    minutes = f"(EXTRACT(EPOCH FROM {column}) / 60)::bigint"
    days, hours, rest = f"{minutes} / 1440", f"mod({minutes}, 1440) / 60", f"mod({minutes}, 60)"
    return f"""CASE WHEN {column} IS NOT NULL THEN concat('P', NULLIF({days}, 0) || 'D',
        CASE WHEN mod({minutes}, 1440) > 0 OR {minutes} = 0 THEN 'T' END, NULLIF({hours}, 0) || 'H',
        CASE WHEN {rest} > 0 OR {minutes} = 0 THEN {rest} || 'M' END) END"""


Duration = Annotated[
    timedelta,
    BeforeValidator(parse_duration),
    WithJsonSchema({"type": "string", "format": "duration", "pattern": _PATTERN, "examples": ["P1D", "PT30M"]}),
]
