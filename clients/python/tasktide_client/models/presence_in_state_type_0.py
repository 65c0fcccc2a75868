from typing import Literal

PresenceInStateType0 = Literal["editing", "viewing"]

PRESENCE_IN_STATE_TYPE_0_VALUES: set[PresenceInStateType0] = {
    "editing",
    "viewing",
}


def check_presence_in_state_type_0(value: str) -> PresenceInStateType0:
    if value in PRESENCE_IN_STATE_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PRESENCE_IN_STATE_TYPE_0_VALUES!r}")
