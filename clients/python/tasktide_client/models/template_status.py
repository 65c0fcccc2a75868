from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.category import Category, check_category

T = TypeVar("T", bound="TemplateStatus")


@_attrs_define
class TemplateStatus:
    """A status that a project begins with.

    Attributes:
        name (str):
        category (Category):
    """

    name: str
    category: Category

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        category: str = self.category

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "category": category,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        category = check_category(d.pop("category"))

        template_status = cls(
            name=name,
            category=category,
        )

        return template_status
