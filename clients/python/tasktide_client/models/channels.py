from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Channels")


@_attrs_define
class Channels:
    """Over which channels one hears of something.

    Attributes:
        app (bool):
        email (bool):
    """

    app: bool
    email: bool

    def to_dict(self) -> dict[str, Any]:
        app = self.app

        email = self.email

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "app": app,
                "email": email,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        app = d.pop("app")

        email = d.pop("email")

        channels = cls(
            app=app,
            email=email,
        )

        return channels
