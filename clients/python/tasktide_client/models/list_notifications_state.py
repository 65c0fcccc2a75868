from typing import Literal

ListNotificationsState = Literal["all", "archived", "inbox", "read", "unread"]

LIST_NOTIFICATIONS_STATE_VALUES: set[ListNotificationsState] = {
    "all",
    "archived",
    "inbox",
    "read",
    "unread",
}


def check_list_notifications_state(value: str) -> ListNotificationsState:
    if value in LIST_NOTIFICATIONS_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_NOTIFICATIONS_STATE_VALUES!r}")
