from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.user import User


T = TypeVar("T", bound="SignedUp")


@_attrs_define
class SignedUp:
    """A new person, signed in.

    Attributes:
        access (str):
        refresh (str):
        user (User): A person. Without log-in: known by name only, until somebody claims it.
    """

    access: str
    refresh: str
    user: User

    def to_dict(self) -> dict[str, Any]:
        access = self.access

        refresh = self.refresh

        user = self.user.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "access": access,
                "refresh": refresh,
                "user": user,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.user import User

        d = dict(src_dict)
        access = d.pop("access")

        refresh = d.pop("refresh")

        user = User.from_dict(d.pop("user"))

        signed_up = cls(
            access=access,
            refresh=refresh,
            user=user,
        )

        return signed_up
