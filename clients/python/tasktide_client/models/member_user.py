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
        name (str):
        email (None | str):
        has_login (bool):
        is_active (bool):
    """

    id: UUID
    name: str
    email: None | str
    has_login: bool
    is_active: bool

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        email: None | str
        email = self.email

        has_login = self.has_login

        is_active = self.is_active

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "email": email,
                "has_login": has_login,
                "is_active": is_active,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        name = d.pop("name")

        def _parse_email(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        email = _parse_email(d.pop("email"))

        has_login = d.pop("has_login")

        is_active = d.pop("is_active")

        member_user = cls(
            id=id,
            name=name,
            email=email,
            has_login=has_login,
            is_active=is_active,
        )

        return member_user
