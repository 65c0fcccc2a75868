from typing import Literal

ThingInType = Literal["project", "task", "user"]

THING_IN_TYPE_VALUES: set[ThingInType] = {
    "project",
    "task",
    "user",
}


def check_thing_in_type(value: str) -> ThingInType:
    if value in THING_IN_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {THING_IN_TYPE_VALUES!r}")
