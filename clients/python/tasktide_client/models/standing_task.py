from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="StandingTask")


@_attrs_define
class StandingTask:
    """A task that has been in its status for long.

    Attributes:
        task_id (UUID):
        key (str):
        title (str):
        status (str):
        days (float): Days, with fractions.
    """

    task_id: UUID
    key: str
    title: str
    status: str
    days: float

    def to_dict(self) -> dict[str, Any]:
        task_id = str(self.task_id)

        key = self.key

        title = self.title

        status = self.status

        days = self.days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "task_id": task_id,
                "key": key,
                "title": title,
                "status": status,
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

        status = d.pop("status")

        days = d.pop("days")

        standing_task = cls(
            task_id=task_id,
            key=key,
            title=title,
            status=status,
            days=days,
        )

        return standing_task
