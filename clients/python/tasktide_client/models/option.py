from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Option")


@_attrs_define
class Option:
    """A choice of a select.

    Attributes:
        key (str):
        name (str):
        color (str):
    """

    key: str
    name: str
    color: str

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        name = self.name

        color = self.color

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "key": key,
                "name": name,
                "color": color,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        key = d.pop("key")

        name = d.pop("name")

        color = d.pop("color")

        option = cls(
            key=key,
            name=name,
            color=color,
        )

        return option
