from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.burn_up_day import BurnUpDay


T = TypeVar("T", bound="BurnUp")


@_attrs_define
class BurnUp:
    """What there is to do and what of it is done, day by day. What is cancelled by now was never in it.

    Attributes:
        since (datetime.date):
        until (datetime.date):
        zone (str):
        days (list[BurnUpDay]):
    """

    since: datetime.date
    until: datetime.date
    zone: str
    days: list[BurnUpDay]

    def to_dict(self) -> dict[str, Any]:
        since = self.since.isoformat()

        until = self.until.isoformat()

        zone = self.zone

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
                "days": days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.burn_up_day import BurnUpDay

        d = dict(src_dict)
        since = datetime.date.fromisoformat(d.pop("since"))

        until = datetime.date.fromisoformat(d.pop("until"))

        zone = d.pop("zone")

        days = []
        _days = d.pop("days")
        for days_item_data in _days:
            days_item = BurnUpDay.from_dict(days_item_data)

            days.append(days_item)

        burn_up = cls(
            since=since,
            until=until,
            zone=zone,
            days=days,
        )

        return burn_up
