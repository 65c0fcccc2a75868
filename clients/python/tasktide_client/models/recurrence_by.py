from typing import Literal

RecurrenceBy = Literal["completion", "date"]

RECURRENCE_BY_VALUES: set[RecurrenceBy] = {
    "completion",
    "date",
}


def check_recurrence_by(value: str) -> RecurrenceBy:
    if value in RECURRENCE_BY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RECURRENCE_BY_VALUES!r}")
