from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.week_start import WeekStart, check_week_start
from ..types import UNSET, Unset

T = TypeVar("T", bound="ProfileChanges")


@_attrs_define
class ProfileChanges:
    """What one may change of oneself.

    Attributes:
        first_name (str | Unset):
        last_name (str | Unset):
        avatar (None | str | Unset):
        timezone (str | Unset):
        week_start (WeekStart | Unset):
    """

    first_name: str | Unset = UNSET
    last_name: str | Unset = UNSET
    avatar: None | str | Unset = UNSET
    timezone: str | Unset = UNSET
    week_start: WeekStart | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        first_name = self.first_name

        last_name = self.last_name

        avatar: None | str | Unset
        if isinstance(self.avatar, Unset):
            avatar = UNSET
        else:
            avatar = self.avatar

        timezone = self.timezone

        week_start: str | Unset = UNSET
        if not isinstance(self.week_start, Unset):
            week_start = self.week_start

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if first_name is not UNSET:
            field_dict["first_name"] = first_name
        if last_name is not UNSET:
            field_dict["last_name"] = last_name
        if avatar is not UNSET:
            field_dict["avatar"] = avatar
        if timezone is not UNSET:
            field_dict["timezone"] = timezone
        if week_start is not UNSET:
            field_dict["week_start"] = week_start

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        first_name = d.pop("first_name", UNSET)

        last_name = d.pop("last_name", UNSET)

        def _parse_avatar(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        avatar = _parse_avatar(d.pop("avatar", UNSET))

        timezone = d.pop("timezone", UNSET)

        _week_start = d.pop("week_start", UNSET)
        week_start: WeekStart | Unset
        if isinstance(_week_start, Unset):
            week_start = UNSET
        else:
            week_start = check_week_start(_week_start)

        profile_changes = cls(
            first_name=first_name,
            last_name=last_name,
            avatar=avatar,
            timezone=timezone,
            week_start=week_start,
        )

        return profile_changes
