from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="MemberUser")


@_attrs_define
class MemberUser:
    """The person that a membership is about.

    Attributes:
        id (UUID):
        first_name (str):
        name (str):
        email (None | str):
        avatar (None | str):
        has_login (bool):
        is_active (bool):
    """

    id: UUID
    first_name: str
    name: str
    email: None | str
    avatar: None | str
    has_login: bool
    is_active: bool

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        first_name = self.first_name

        name = self.name

        email: None | str
        email = self.email

        avatar: None | str
        avatar = self.avatar

        has_login = self.has_login

        is_active = self.is_active

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "first_name": first_name,
                "name": name,
                "email": email,
                "avatar": avatar,
                "has_login": has_login,
                "is_active": is_active,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        first_name = d.pop("first_name")

        name = d.pop("name")

        def _parse_email(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        email = _parse_email(d.pop("email"))

        def _parse_avatar(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        avatar = _parse_avatar(d.pop("avatar"))

        has_login = d.pop("has_login")

        is_active = d.pop("is_active")

        member_user = cls(
            id=id,
            first_name=first_name,
            name=name,
            email=email,
            avatar=avatar,
            has_login=has_login,
            is_active=is_active,
        )

        return member_user
