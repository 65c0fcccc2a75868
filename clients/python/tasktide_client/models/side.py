from typing import Literal

Side = Literal["blocked_by", "blocks", "duplicated_by", "duplicates", "relates"]

SIDE_VALUES: set[Side] = {
    "blocked_by",
    "blocks",
    "duplicated_by",
    "duplicates",
    "relates",
}


def check_side(value: str) -> Side:
    if value in SIDE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SIDE_VALUES!r}")
