from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="CyclePoint")


@_attrs_define
class CyclePoint:
    """How long one task took.

    Attributes:
        task_id (UUID):
        key (str):
        title (str):
        completed_at (datetime.datetime):
        days (float): Days, with fractions.
    """

    task_id: UUID
    key: str
    title: str
    completed_at: datetime.datetime
    days: float

    def to_dict(self) -> dict[str, Any]:
        task_id = str(self.task_id)

        key = self.key

        title = self.title

        completed_at = self.completed_at.isoformat()

        days = self.days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "task_id": task_id,
                "key": key,
                "title": title,
                "completed_at": completed_at,
                "days": days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        task_id = UUID(d.pop("task_id"))

        key = d.pop("key")

        title = d.pop("title")

        completed_at = datetime.datetime.fromisoformat(d.pop("completed_at"))

        days = d.pop("days")

        cycle_point = cls(
            task_id=task_id,
            key=key,
            title=title,
            completed_at=completed_at,
            days=days,
        )

        return cycle_point
