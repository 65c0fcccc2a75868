from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.figure import Figure


T = TypeVar("T", bound="Age")


@_attrs_define
class Age:
    """The open tasks that were created so many days ago; `to_days` null: or more.

    Attributes:
        from_days (int):
        to_days (int | None):
        open_ (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
    """

    from_days: int
    to_days: int | None
    open_: Figure

    def to_dict(self) -> dict[str, Any]:
        from_days = self.from_days

        to_days: int | None
        to_days = self.to_days

        open_ = self.open_.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "from_days": from_days,
                "to_days": to_days,
                "open": open_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.figure import Figure

        d = dict(src_dict)
        from_days = d.pop("from_days")

        def _parse_to_days(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        to_days = _parse_to_days(d.pop("to_days"))

        open_ = Figure.from_dict(d.pop("open"))

        age = cls(
            from_days=from_days,
            to_days=to_days,
            open_=open_,
        )

        return age
