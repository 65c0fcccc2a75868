from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="Subject")


@_attrs_define
class Subject:
    """What it was done to; `key` where people know it by one (`OPS-12`).

    Attributes:
        type_ (str):
        id (UUID):
        key (None | str):
    """

    type_: str
    id: UUID
    key: None | str

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        id = str(self.id)

        key: None | str
        key = self.key

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "id": id,
                "key": key,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        type_ = d.pop("type")

        id = UUID(d.pop("id"))

        def _parse_key(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        key = _parse_key(d.pop("key"))

        subject = cls(
            type_=type_,
            id=id,
            key=key,
        )

        return subject
