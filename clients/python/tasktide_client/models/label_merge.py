from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="LabelMerge")


@_attrs_define
class LabelMerge:
    """The label that takes the place of another one.

    Attributes:
        into (UUID):
    """

    into: UUID

    def to_dict(self) -> dict[str, Any]:
        into = str(self.into)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "into": into,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        into = UUID(d.pop("into"))

        label_merge = cls(
            into=into,
        )

        return label_merge
