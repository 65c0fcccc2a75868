from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ProblemRow")


@_attrs_define
class ProblemRow:
    """A row that could not be taken, or not as it stands, and why.

    Attributes:
        row (str):
        reason (str):
    """

    row: str
    reason: str

    def to_dict(self) -> dict[str, Any]:
        row = self.row

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "row": row,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        row = d.pop("row")

        reason = d.pop("reason")

        problem_row = cls(
            row=row,
            reason=reason,
        )

        return problem_row
