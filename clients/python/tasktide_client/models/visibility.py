from typing import Literal

Visibility = Literal["private", "workspace"]

VISIBILITY_VALUES: set[Visibility] = {
    "private",
    "workspace",
}


def check_visibility(value: str) -> Visibility:
    if value in VISIBILITY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VISIBILITY_VALUES!r}")
