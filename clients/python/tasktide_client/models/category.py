from typing import Literal

Category = Literal["active", "backlog", "cancelled", "done", "todo"]

CATEGORY_VALUES: set[Category] = {
    "active",
    "backlog",
    "cancelled",
    "done",
    "todo",
}


def check_category(value: str) -> Category:
    if value in CATEGORY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CATEGORY_VALUES!r}")
