from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.news_changes import NewsChanges


T = TypeVar("T", bound="PreferenceChanges")


@_attrs_define
class PreferenceChanges:
    """What you want to hear of from now on; what is left out stays as it is.

    Attributes:
        notifications (NewsChanges | Unset): The kinds of news whose switches change.
        digest (bool | Unset):
    """

    notifications: NewsChanges | Unset = UNSET
    digest: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        notifications: dict[str, Any] | Unset = UNSET
        if not isinstance(self.notifications, Unset):
            notifications = self.notifications.to_dict()

        digest = self.digest

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if notifications is not UNSET:
            field_dict["notifications"] = notifications
        if digest is not UNSET:
            field_dict["digest"] = digest

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.news_changes import NewsChanges

        d = dict(src_dict)
        _notifications = d.pop("notifications", UNSET)
        notifications: NewsChanges | Unset
        if isinstance(_notifications, Unset):
            notifications = UNSET
        else:
            notifications = NewsChanges.from_dict(_notifications)

        digest = d.pop("digest", UNSET)

        preference_changes = cls(
            notifications=notifications,
            digest=digest,
        )

        return preference_changes
