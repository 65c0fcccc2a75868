from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="WebhookChanges")


@_attrs_define
class WebhookChanges:
    """What may be changed of a webhook.

    Attributes:
        url (str | Unset):
        name (str | Unset):
        types (list[str] | Unset): Types of events: `task.created`, `comment.*`, or `*` for all.
        q (str | Unset): Of the query language: only events of tasks for which it holds.
        is_active (bool | Unset):
    """

    url: str | Unset = UNSET
    name: str | Unset = UNSET
    types: list[str] | Unset = UNSET
    q: str | Unset = UNSET
    is_active: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        name = self.name

        types: list[str] | Unset = UNSET
        if not isinstance(self.types, Unset):
            types = self.types

        q = self.q

        is_active = self.is_active

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if url is not UNSET:
            field_dict["url"] = url
        if name is not UNSET:
            field_dict["name"] = name
        if types is not UNSET:
            field_dict["types"] = types
        if q is not UNSET:
            field_dict["q"] = q
        if is_active is not UNSET:
            field_dict["is_active"] = is_active

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        url = d.pop("url", UNSET)

        name = d.pop("name", UNSET)

        types = cast(list[str], d.pop("types", UNSET))

        q = d.pop("q", UNSET)

        is_active = d.pop("is_active", UNSET)

        webhook_changes = cls(
            url=url,
            name=name,
            types=types,
            q=q,
            is_active=is_active,
        )

        return webhook_changes
