"""The shape of a list's answer, for the schema."""

from typing import Generic, TypeVar

from backend.core.schemas import Out

Item = TypeVar("Item")


class ListOf(Out, Generic[Item]):
    """One page. `next` is the cursor of the page after, `total` there with `count=true`."""

    items: list[Item]
    next: str | None
    total: int | None = None
