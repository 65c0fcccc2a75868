from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ChannelChanges")


@_attrs_define
class ChannelChanges:
    """The switches that change.

    Attributes:
        app (bool | Unset):
        email (bool | Unset):
    """

    app: bool | Unset = UNSET
    email: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        app = self.app

        email = self.email

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if app is not UNSET:
            field_dict["app"] = app
        if email is not UNSET:
            field_dict["email"] = email

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        app = d.pop("app", UNSET)

        email = d.pop("email", UNSET)

        channel_changes = cls(
            app=app,
            email=email,
        )

        return channel_changes
