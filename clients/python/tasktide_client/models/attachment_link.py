from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="AttachmentLink")


@_attrs_define
class AttachmentLink:
    """Addresses that need no token for a while, relative to the API's own: what an `<img>` can load.

    Attributes:
        url (str):
        thumbnail_url (None | str):
        expires_at (datetime.datetime):
    """

    url: str
    thumbnail_url: None | str
    expires_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        thumbnail_url: None | str
        thumbnail_url = self.thumbnail_url

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "url": url,
                "thumbnail_url": thumbnail_url,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        url = d.pop("url")

        def _parse_thumbnail_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        thumbnail_url = _parse_thumbnail_url(d.pop("thumbnail_url"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        attachment_link = cls(
            url=url,
            thumbnail_url=thumbnail_url,
            expires_at=expires_at,
        )

        return attachment_link
