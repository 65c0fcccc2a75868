from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.figure import Figure


T = TypeVar("T", bound="BurnUpDay")


@_attrs_define
class BurnUpDay:
    """What there was to do and what was done at the end of one day.

    Attributes:
        day (datetime.date):
        scope (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
        completed (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
    """

    day: datetime.date
    scope: Figure
    completed: Figure

    def to_dict(self) -> dict[str, Any]:
        day = self.day.isoformat()

        scope = self.scope.to_dict()

        completed = self.completed.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "day": day,
                "scope": scope,
                "completed": completed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.figure import Figure

        d = dict(src_dict)
        day = datetime.date.fromisoformat(d.pop("day"))

        scope = Figure.from_dict(d.pop("scope"))

        completed = Figure.from_dict(d.pop("completed"))

        burn_up_day = cls(
            day=day,
            scope=scope,
            completed=completed,
        )

        return burn_up_day
