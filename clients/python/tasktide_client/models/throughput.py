from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.figure import Figure
    from ..models.throughput_day import ThroughputDay


T = TypeVar("T", bound="Throughput")


@_attrs_define
class Throughput:
    """What came and what was done, day by day and in all. Archived tasks count, deleted ones do not.

    Attributes:
        since (datetime.date):
        until (datetime.date):
        zone (str):
        created (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
        completed (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
        days (list[ThroughputDay]):
    """

    since: datetime.date
    until: datetime.date
    zone: str
    created: Figure
    completed: Figure
    days: list[ThroughputDay]

    def to_dict(self) -> dict[str, Any]:
        since = self.since.isoformat()

        until = self.until.isoformat()

        zone = self.zone

        created = self.created.to_dict()

        completed = self.completed.to_dict()

        days = []
        for days_item_data in self.days:
            days_item = days_item_data.to_dict()
            days.append(days_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "since": since,
                "until": until,
                "zone": zone,
                "created": created,
                "completed": completed,
                "days": days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.figure import Figure
        from ..models.throughput_day import ThroughputDay

        d = dict(src_dict)
        since = datetime.date.fromisoformat(d.pop("since"))

        until = datetime.date.fromisoformat(d.pop("until"))

        zone = d.pop("zone")

        created = Figure.from_dict(d.pop("created"))

        completed = Figure.from_dict(d.pop("completed"))

        days = []
        _days = d.pop("days")
        for days_item_data in _days:
            days_item = ThroughputDay.from_dict(days_item_data)

            days.append(days_item)

        throughput = cls(
            since=since,
            until=until,
            zone=zone,
            created=created,
            completed=completed,
            days=days,
        )

        return throughput
