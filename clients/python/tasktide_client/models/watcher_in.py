from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="WatcherIn")


@_attrs_define
class WatcherIn:
    """How to watch a task. Only oneself can be muted.

    Attributes:
        is_muted (bool | Unset):  Default: False.
    """

    is_muted: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        is_muted = self.is_muted

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if is_muted is not UNSET:
            field_dict["is_muted"] = is_muted

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        is_muted = d.pop("is_muted", UNSET)

        watcher_in = cls(
            is_muted=is_muted,
        )

        return watcher_in
