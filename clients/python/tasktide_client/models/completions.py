from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.completion import Completion
    from ..models.fault import Fault


T = TypeVar("T", bound="Completions")


@_attrs_define
class Completions:
    """Best first; and what is wrong with the query as it stands, as the list of tasks would say it.

    Attributes:
        items (list[Completion]):
        errors (list[Fault]):
    """

    items: list[Completion]
    errors: list[Fault]

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        errors = []
        for errors_item_data in self.errors:
            errors_item = errors_item_data.to_dict()
            errors.append(errors_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
                "errors": errors,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.completion import Completion
        from ..models.fault import Fault

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = Completion.from_dict(items_item_data)

            items.append(items_item)

        errors = []
        _errors = d.pop("errors")
        for errors_item_data in _errors:
            errors_item = Fault.from_dict(errors_item_data)

            errors.append(errors_item)

        completions = cls(
            items=items,
            errors=errors,
        )

        return completions
