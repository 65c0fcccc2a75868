from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="UndoResult")


@_attrs_define
class UndoResult:
    """The numbers of the events that were taken back. What that wrote is in the log up to `Tasktide-Cursor`.

    Attributes:
        undone (list[int]):
    """

    undone: list[int]

    def to_dict(self) -> dict[str, Any]:
        undone = self.undone

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "undone": undone,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        undone = cast(list[int], d.pop("undone"))

        undo_result = cls(
            undone=undone,
        )

        return undo_result
