from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.person_ref import PersonRef


T = TypeVar("T", bound="Reaction")


@_attrs_define
class Reaction:
    """An emoji, and who put it there, first ones first.

    Attributes:
        emoji (str):
        users (list[PersonRef]):
    """

    emoji: str
    users: list[PersonRef]

    def to_dict(self) -> dict[str, Any]:
        emoji = self.emoji

        users = []
        for users_item_data in self.users:
            users_item = users_item_data.to_dict()
            users.append(users_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "emoji": emoji,
                "users": users,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.person_ref import PersonRef

        d = dict(src_dict)
        emoji = d.pop("emoji")

        users = []
        _users = d.pop("users")
        for users_item_data in _users:
            users_item = PersonRef.from_dict(users_item_data)

            users.append(users_item)

        reaction = cls(
            emoji=emoji,
            users=users,
        )

        return reaction
