from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ViewOptionsIn")


@_attrs_define
class ViewOptionsIn:
    """How a layout shows the tasks.

    Attributes:
        group_by (None | str | Unset):
        columns (list[str] | Unset): Those of a list, in order; the reader's own choice where empty.
    """

    group_by: None | str | Unset = UNSET
    columns: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        group_by: None | str | Unset
        if isinstance(self.group_by, Unset):
            group_by = UNSET
        else:
            group_by = self.group_by

        columns: list[str] | Unset = UNSET
        if not isinstance(self.columns, Unset):
            columns = self.columns

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if group_by is not UNSET:
            field_dict["group_by"] = group_by
        if columns is not UNSET:
            field_dict["columns"] = columns

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_group_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        group_by = _parse_group_by(d.pop("group_by", UNSET))

        columns = cast(list[str], d.pop("columns", UNSET))

        view_options_in = cls(
            group_by=group_by,
            columns=columns,
        )

        return view_options_in
