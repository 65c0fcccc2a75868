from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.figure import Figure


T = TypeVar("T", bound="ThroughputDay")


@_attrs_define
class ThroughputDay:
    """What came and what was done on one day.

    Attributes:
        day (datetime.date):
        created (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
        completed (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
    """

    day: datetime.date
    created: Figure
    completed: Figure

    def to_dict(self) -> dict[str, Any]:
        day = self.day.isoformat()

        created = self.created.to_dict()

        completed = self.completed.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "day": day,
                "created": created,
                "completed": completed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.figure import Figure

        d = dict(src_dict)
        day = datetime.date.fromisoformat(d.pop("day"))

        created = Figure.from_dict(d.pop("created"))

        completed = Figure.from_dict(d.pop("completed"))

        throughput_day = cls(
            day=day,
            created=created,
            completed=completed,
        )

        return throughput_day
