from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.option_in import OptionIn


T = TypeVar("T", bound="FieldChanges")


@_attrs_define
class FieldChanges:
    """What may be changed of a custom field. An option that is left out of `options` goes, unless a task has it.

    Attributes:
        name (str | Unset):
        options (list[OptionIn] | Unset): Of selects only: all of them, in order.
        after (UUID | Unset):
        before (UUID | Unset):
    """

    name: str | Unset = UNSET
    options: list[OptionIn] | Unset = UNSET
    after: UUID | Unset = UNSET
    before: UUID | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        options: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = []
            for options_item_data in self.options:
                options_item = options_item_data.to_dict()
                options.append(options_item)

        after: str | Unset = UNSET
        if not isinstance(self.after, Unset):
            after = str(self.after)

        before: str | Unset = UNSET
        if not isinstance(self.before, Unset):
            before = str(self.before)

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if options is not UNSET:
            field_dict["options"] = options
        if after is not UNSET:
            field_dict["after"] = after
        if before is not UNSET:
            field_dict["before"] = before

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.option_in import OptionIn

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        _options = d.pop("options", UNSET)
        options: list[OptionIn] | Unset = UNSET
        if _options is not UNSET:
            options = []
            for options_item_data in _options:
                options_item = OptionIn.from_dict(options_item_data)

                options.append(options_item)

        _after = d.pop("after", UNSET)
        after: UUID | Unset
        if isinstance(_after, Unset):
            after = UNSET
        else:
            after = UUID(_after)

        _before = d.pop("before", UNSET)
        before: UUID | Unset
        if isinstance(_before, Unset):
            before = UNSET
        else:
            before = UUID(_before)

        field_changes = cls(
            name=name,
            options=options,
            after=after,
            before=before,
        )

        return field_changes
