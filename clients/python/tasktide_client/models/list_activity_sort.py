from typing import Literal

ListActivitySort = Literal["-seq", "seq"]

LIST_ACTIVITY_SORT_VALUES: set[ListActivitySort] = {
    "-seq",
    "seq",
}


def check_list_activity_sort(value: str) -> ListActivitySort:
    if value in LIST_ACTIVITY_SORT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_ACTIVITY_SORT_VALUES!r}")
