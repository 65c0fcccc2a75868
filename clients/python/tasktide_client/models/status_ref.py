from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..models.category import Category, check_category

T = TypeVar("T", bound="StatusRef")


@_attrs_define
class StatusRef:
    """A status in small.

    Attributes:
        id (UUID):
        name (str):
        category (Category):
    """

    id: UUID
    name: str
    category: Category

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        category: str = self.category

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "category": category,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        name = d.pop("name")

        category = check_category(d.pop("category"))

        status_ref = cls(
            id=id,
            name=name,
            category=category,
        )

        return status_ref
