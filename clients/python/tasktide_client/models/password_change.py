from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="PasswordChange")


@_attrs_define
class PasswordChange:
    """A new password, and the one that it replaces.

    Attributes:
        current_password (str):
        password (str):
    """

    current_password: str
    password: str

    def to_dict(self) -> dict[str, Any]:
        current_password = self.current_password

        password = self.password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "current_password": current_password,
                "password": password,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        current_password = d.pop("current_password")

        password = d.pop("password")

        password_change = cls(
            current_password=current_password,
            password=password,
        )

        return password_change
