from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="ViewOptions")


@_attrs_define
class ViewOptions:
    """How a layout shows the tasks.

    Attributes:
        group_by (None | str):
        columns (list[str]):
    """

    group_by: None | str
    columns: list[str]

    def to_dict(self) -> dict[str, Any]:
        group_by: None | str
        group_by = self.group_by

        columns = self.columns

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "group_by": group_by,
                "columns": columns,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_group_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        group_by = _parse_group_by(d.pop("group_by"))

        columns = cast(list[str], d.pop("columns"))

        view_options = cls(
            group_by=group_by,
            columns=columns,
        )

        return view_options
