from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..models.category import Category, check_category
from ..types import UNSET, Unset

T = TypeVar("T", bound="StatusChanges")


@_attrs_define
class StatusChanges:
    """What may be changed of a status.

    Attributes:
        name (str | Unset):
        category (Category | Unset):
        after (UUID | Unset):
        before (UUID | Unset):
    """

    name: str | Unset = UNSET
    category: Category | Unset = UNSET
    after: UUID | Unset = UNSET
    before: UUID | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        category: str | Unset = UNSET
        if not isinstance(self.category, Unset):
            category = self.category

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
        if category is not UNSET:
            field_dict["category"] = category
        if after is not UNSET:
            field_dict["after"] = after
        if before is not UNSET:
            field_dict["before"] = before

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        _category = d.pop("category", UNSET)
        category: Category | Unset
        if isinstance(_category, Unset):
            category = UNSET
        else:
            category = check_category(_category)

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

        status_changes = cls(
            name=name,
            category=category,
            after=after,
            before=before,
        )

        return status_changes
