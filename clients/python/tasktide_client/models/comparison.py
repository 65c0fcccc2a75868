from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.figure import Figure


T = TypeVar("T", bound="Comparison")


@_attrs_define
class Comparison:
    """A figure of the period, and of as many days right before it.

    Attributes:
        count (int):
        q (str):
        before (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
    """

    count: int
    q: str
    before: Figure

    def to_dict(self) -> dict[str, Any]:
        count = self.count

        q = self.q

        before = self.before.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "count": count,
                "q": q,
                "before": before,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.figure import Figure

        d = dict(src_dict)
        count = d.pop("count")

        q = d.pop("q")

        before = Figure.from_dict(d.pop("before"))

        comparison = cls(
            count=count,
            q=q,
            before=before,
        )

        return comparison
