from typing import Literal

WeekStart = Literal["monday", "saturday", "sunday"]

WEEK_START_VALUES: set[WeekStart] = {
    "monday",
    "saturday",
    "sunday",
}


def check_week_start(value: str) -> WeekStart:
    if value in WEEK_START_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WEEK_START_VALUES!r}")
