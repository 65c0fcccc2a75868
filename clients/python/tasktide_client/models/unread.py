from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Unread")


@_attrs_define
class Unread:
    """How many notifications are unread.

    Attributes:
        unread (int):
    """

    unread: int

    def to_dict(self) -> dict[str, Any]:
        unread = self.unread

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "unread": unread,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        unread = d.pop("unread")

        unread = cls(
            unread=unread,
        )

        return unread
