from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.comparison import Comparison
    from ..models.figure import Figure
    from ..models.medians import Medians


T = TypeVar("T", bound="Summary")


@_attrs_define
class Summary:
    """The figures that one looks at first.

    Attributes:
        since (datetime.date):
        until (datetime.date):
        zone (str):
        open_ (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
        active (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
        overdue (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
        unassigned (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
        blocked (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
        created (Comparison): A figure of the period, and of as many days right before it.
        completed (Comparison): A figure of the period, and of as many days right before it.
        cycle_time (Medians): The median cycle time in the period, and of as many days right before it; null where
            nothing was completed.
    """

    since: datetime.date
    until: datetime.date
    zone: str
    open_: Figure
    active: Figure
    overdue: Figure
    unassigned: Figure
    blocked: Figure
    created: Comparison
    completed: Comparison
    cycle_time: Medians

    def to_dict(self) -> dict[str, Any]:
        since = self.since.isoformat()

        until = self.until.isoformat()

        zone = self.zone

        open_ = self.open_.to_dict()

        active = self.active.to_dict()

        overdue = self.overdue.to_dict()

        unassigned = self.unassigned.to_dict()

        blocked = self.blocked.to_dict()

        created = self.created.to_dict()

        completed = self.completed.to_dict()

        cycle_time = self.cycle_time.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "since": since,
                "until": until,
                "zone": zone,
                "open": open_,
                "active": active,
                "overdue": overdue,
                "unassigned": unassigned,
                "blocked": blocked,
                "created": created,
                "completed": completed,
                "cycle_time": cycle_time,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.comparison import Comparison
        from ..models.figure import Figure
        from ..models.medians import Medians

        d = dict(src_dict)
        since = datetime.date.fromisoformat(d.pop("since"))

        until = datetime.date.fromisoformat(d.pop("until"))

        zone = d.pop("zone")

        open_ = Figure.from_dict(d.pop("open"))

        active = Figure.from_dict(d.pop("active"))

        overdue = Figure.from_dict(d.pop("overdue"))

        unassigned = Figure.from_dict(d.pop("unassigned"))

        blocked = Figure.from_dict(d.pop("blocked"))

        created = Comparison.from_dict(d.pop("created"))

        completed = Comparison.from_dict(d.pop("completed"))

        cycle_time = Medians.from_dict(d.pop("cycle_time"))

        summary = cls(
            since=since,
            until=until,
            zone=zone,
            open_=open_,
            active=active,
            overdue=overdue,
            unassigned=unassigned,
            blocked=blocked,
            created=created,
            completed=completed,
            cycle_time=cycle_time,
        )

        return summary
