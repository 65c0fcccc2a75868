from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.field_type import FieldType, check_field_type

if TYPE_CHECKING:
    from ..models.option import Option


T = TypeVar("T", bound="TemplateField")


@_attrs_define
class TemplateField:
    """A custom field that a project begins with.

    Attributes:
        key (str):
        name (str):
        type_ (FieldType):
        options (list[Option]):
    """

    key: str
    name: str
    type_: FieldType
    options: list[Option]

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        name = self.name

        type_: str = self.type_

        options = []
        for options_item_data in self.options:
            options_item = options_item_data.to_dict()
            options.append(options_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "key": key,
                "name": name,
                "type": type_,
                "options": options,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.option import Option

        d = dict(src_dict)
        key = d.pop("key")

        name = d.pop("name")

        type_ = check_field_type(d.pop("type"))

        options = []
        _options = d.pop("options")
        for options_item_data in _options:
            options_item = Option.from_dict(options_item_data)

            options.append(options_item)

        template_field = cls(
            key=key,
            name=name,
            type_=type_,
            options=options,
        )

        return template_field
