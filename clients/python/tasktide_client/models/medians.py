from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Medians")


@_attrs_define
class Medians:
    """The median cycle time in the period, and of as many days right before it; null where nothing was completed.

    Attributes:
        days (float | None):
        q (str):
        before (float | None):
    """

    days: float | None
    q: str
    before: float | None

    def to_dict(self) -> dict[str, Any]:
        days: float | None
        days = self.days

        q = self.q

        before: float | None
        before = self.before

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "days": days,
                "q": q,
                "before": before,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_days(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        days = _parse_days(d.pop("days"))

        q = d.pop("q")

        def _parse_before(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        before = _parse_before(d.pop("before"))

        medians = cls(
            days=days,
            q=q,
            before=before,
        )

        return medians
