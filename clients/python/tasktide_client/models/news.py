from typing import Literal

News = Literal["assigned", "changed", "commented", "due_soon", "mentioned", "overdue", "reminder"]

NEWS_VALUES: set[News] = {
    "assigned",
    "changed",
    "commented",
    "due_soon",
    "mentioned",
    "overdue",
    "reminder",
}


def check_news(value: str) -> News:
    if value in NEWS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEWS_VALUES!r}")
