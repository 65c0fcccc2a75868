from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..models.thing_in_type import ThingInType, check_thing_in_type

T = TypeVar("T", bound="ThingIn")


@_attrs_define
class ThingIn:
    """What somebody looks at.

    Attributes:
        type_ (ThingInType):
        id (UUID):
    """

    type_: ThingInType
    id: UUID

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        id = str(self.id)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "id": id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        type_ = check_thing_in_type(d.pop("type"))

        id = UUID(d.pop("id"))

        thing_in = cls(
            type_=type_,
            id=id,
        )

        return thing_in
