"""The shape of a list's answer, for the schema."""

from typing import Any, Generic, TypeVar

from pydantic import ConfigDict

from backend.core.schemas import Out

Item = TypeVar("Item")


def _public_name(model: type[Any]) -> str:
    (item,) = model.__pydantic_generic_metadata__["args"] or (Out,)
    name = getattr(item, "model_config", {}).get("title") or item.__name__.removesuffix("Out")
    return f"{name}List"


class ListOf(Out, Generic[Item]):
    """One page. `next` is the cursor of the page after, `total` there with `count=true`."""

    model_config = ConfigDict(model_title_generator=_public_name)

    items: list[Item]
    next: str | None
    total: int | None = None
