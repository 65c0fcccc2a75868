from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Column")


@_attrs_define
class Column:
    """A column of the file. `examples`: what stands in it first.

    Attributes:
        name (str):
        field (str): What it would be taken for; empty where left out.
        examples (list[str]):
    """

    name: str
    field: str
    examples: list[str]

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        field = self.field

        examples = self.examples

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "field": field,
                "examples": examples,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        field = d.pop("field")

        examples = cast(list[str], d.pop("examples"))

        column = cls(
            name=name,
            field=field,
            examples=examples,
        )

        return column
