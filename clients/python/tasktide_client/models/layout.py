from typing import Literal

Layout = Literal["board", "calendar", "list", "timeline"]

LAYOUT_VALUES: set[Layout] = {
    "board",
    "calendar",
    "list",
    "timeline",
}


def check_layout(value: str) -> Layout:
    if value in LAYOUT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LAYOUT_VALUES!r}")
