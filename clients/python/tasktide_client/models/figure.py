from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Figure")


@_attrs_define
class Figure:
    """How many tasks, and the query that finds just these in `GET /api/tasks`.

    Attributes:
        count (int):
        q (str):
    """

    count: int
    q: str

    def to_dict(self) -> dict[str, Any]:
        count = self.count

        q = self.q

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "count": count,
                "q": q,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        count = d.pop("count")

        q = d.pop("q")

        figure = cls(
            count=count,
            q=q,
        )

        return figure
