from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="AddressChange")


@_attrs_define
class AddressChange:
    """Another e-mail address, and the password of the person who asks for it.

    Attributes:
        email (str):
        current_password (str):
    """

    email: str
    current_password: str

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        current_password = self.current_password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "email": email,
                "current_password": current_password,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        email = d.pop("email")

        current_password = d.pop("current_password")

        address_change = cls(
            email=email,
            current_password=current_password,
        )

        return address_change
