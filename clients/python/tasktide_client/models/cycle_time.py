from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.cycle_point import CyclePoint
    from ..models.figure import Figure


T = TypeVar("T", bound="CycleTime")


@_attrs_define
class CycleTime:
    """How long the tasks took that were completed: from when they first became active, or else from their creation.

    Half of them took `median_days` at most, 85 of 100 `p85_days`; null where there are none. `points`: the last 500 of
    them, in the order of completion; `is_capped`: there are more.

        Attributes:
            since (datetime.date):
            until (datetime.date):
            zone (str):
            completed (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
            median_days (float | None):
            p85_days (float | None):
            points (list[CyclePoint]):
            is_capped (bool):
    """

    since: datetime.date
    until: datetime.date
    zone: str
    completed: Figure
    median_days: float | None
    p85_days: float | None
    points: list[CyclePoint]
    is_capped: bool

    def to_dict(self) -> dict[str, Any]:
        since = self.since.isoformat()

        until = self.until.isoformat()

        zone = self.zone

        completed = self.completed.to_dict()

        median_days: float | None
        median_days = self.median_days

        p85_days: float | None
        p85_days = self.p85_days

        points = []
        for points_item_data in self.points:
            points_item = points_item_data.to_dict()
            points.append(points_item)

        is_capped = self.is_capped

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "since": since,
                "until": until,
                "zone": zone,
                "completed": completed,
                "median_days": median_days,
                "p85_days": p85_days,
                "points": points,
                "is_capped": is_capped,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.cycle_point import CyclePoint
        from ..models.figure import Figure

        d = dict(src_dict)
        since = datetime.date.fromisoformat(d.pop("since"))

        until = datetime.date.fromisoformat(d.pop("until"))

        zone = d.pop("zone")

        completed = Figure.from_dict(d.pop("completed"))

        def _parse_median_days(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        median_days = _parse_median_days(d.pop("median_days"))

        def _parse_p85_days(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        p85_days = _parse_p85_days(d.pop("p85_days"))

        points = []
        _points = d.pop("points")
        for points_item_data in _points:
            points_item = CyclePoint.from_dict(points_item_data)

            points.append(points_item)

        is_capped = d.pop("is_capped")

        cycle_time = cls(
            since=since,
            until=until,
            zone=zone,
            completed=completed,
            median_days=median_days,
            p85_days=p85_days,
            points=points,
            is_capped=is_capped,
        )

        return cycle_time
