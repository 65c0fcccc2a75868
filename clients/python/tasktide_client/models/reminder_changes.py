from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ReminderChanges")


@_attrs_define
class ReminderChanges:
    """Another time: one of the two, in place of what there was.

    Attributes:
        remind_at (datetime.datetime | Unset):
        before_due (str | Unset): How long before the task is due; `PT0M` when it is.
    """

    remind_at: datetime.datetime | Unset = UNSET
    before_due: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        remind_at: str | Unset = UNSET
        if not isinstance(self.remind_at, Unset):
            remind_at = self.remind_at.isoformat()

        before_due = self.before_due

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if remind_at is not UNSET:
            field_dict["remind_at"] = remind_at
        if before_due is not UNSET:
            field_dict["before_due"] = before_due

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        _remind_at = d.pop("remind_at", UNSET)
        remind_at: datetime.datetime | Unset
        if isinstance(_remind_at, Unset):
            remind_at = UNSET
        else:
            remind_at = datetime.datetime.fromisoformat(_remind_at)

        before_due = d.pop("before_due", UNSET)

        reminder_changes = cls(
            remind_at=remind_at,
            before_due=before_due,
        )

        return reminder_changes
