from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.changed import Changed


T = TypeVar("T", bound="BulkResult")


@_attrs_define
class BulkResult:
    """How many tasks have changed, and which.

    Attributes:
        updated (int):
        items (list[Changed]):
    """

    updated: int
    items: list[Changed]

    def to_dict(self) -> dict[str, Any]:
        updated = self.updated

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "updated": updated,
                "items": items,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.changed import Changed

        d = dict(src_dict)
        updated = d.pop("updated")

        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = Changed.from_dict(items_item_data)

            items.append(items_item)

        bulk_result = cls(
            updated=updated,
            items=items,
        )

        return bulk_result
