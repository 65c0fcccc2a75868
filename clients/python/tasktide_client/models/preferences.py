from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.news_channels import NewsChannels


T = TypeVar("T", bound="Preferences")


@_attrs_define
class Preferences:
    """What you want to hear of.

    Attributes:
        notifications (NewsChannels): Each kind of news, and over which channels one hears of it.
        digest (bool): A mail each morning at eight, by your own clock: what is due and unread.
    """

    notifications: NewsChannels
    digest: bool

    def to_dict(self) -> dict[str, Any]:
        notifications = self.notifications.to_dict()

        digest = self.digest

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "notifications": notifications,
                "digest": digest,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.news_channels import NewsChannels

        d = dict(src_dict)
        notifications = NewsChannels.from_dict(d.pop("notifications"))

        digest = d.pop("digest")

        preferences = cls(
            notifications=notifications,
            digest=digest,
        )

        return preferences
