from typing import Literal

InvitationShownState = Literal["accepted", "expired", "pending", "withdrawn"]

INVITATION_SHOWN_STATE_VALUES: set[InvitationShownState] = {
    "accepted",
    "expired",
    "pending",
    "withdrawn",
}


def check_invitation_shown_state(value: str) -> InvitationShownState:
    if value in INVITATION_SHOWN_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {INVITATION_SHOWN_STATE_VALUES!r}")
