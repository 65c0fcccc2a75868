from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.highlight_field import HighlightField, check_highlight_field

T = TypeVar("T", bound="Highlight")


@_attrs_define
class Highlight:
    """Plain text in which words were found. `ranges`: from and to, counted in Unicode code points of `text`.

    Attributes:
        field (HighlightField):
        text (str): The field, or of a long one the part around the first word.
        ranges (list[list[Any | int]]):
    """

    field: HighlightField
    text: str
    ranges: list[list[Any | int]]

    def to_dict(self) -> dict[str, Any]:
        field: str = self.field

        text = self.text

        ranges = []
        for ranges_item_data in self.ranges:
            ranges_item = []
            for ranges_item_item_data in ranges_item_data:
                ranges_item_item: Any | int
                ranges_item_item = ranges_item_item_data
                ranges_item.append(ranges_item_item)

            ranges.append(ranges_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "field": field,
                "text": text,
                "ranges": ranges,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        field = check_highlight_field(d.pop("field"))

        text = d.pop("text")

        ranges = []
        _ranges = d.pop("ranges")
        for ranges_item_data in _ranges:
            ranges_item = []
            _ranges_item = ranges_item_data
            for ranges_item_item_data in _ranges_item:

                def _parse_ranges_item_item(data: object) -> Any | int:
                    return cast(Any | int, data)

                ranges_item_item = _parse_ranges_item_item(ranges_item_item_data)

                ranges_item.append(ranges_item_item)

            ranges.append(ranges_item)

        highlight = cls(
            field=field,
            text=text,
            ranges=ranges,
        )

        return highlight
