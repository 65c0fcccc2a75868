from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="WebhookIn")


@_attrs_define
class WebhookIn:
    """A new webhook. Without a name it is called as the host of its address.

    Attributes:
        workspace_id (UUID):
        url (str):
        id (None | Unset | UUID): A UUID of the client's own choice (version 7 advised).
        name (None | str | Unset):
        types (list[str] | Unset): Types of events: `task.created`, `comment.*`, or `*` for all.
        q (str | Unset): Of the query language: only events of tasks for which it holds. Default: ''.
        is_active (bool | Unset):  Default: True.
    """

    workspace_id: UUID
    url: str
    id: None | Unset | UUID = UNSET
    name: None | str | Unset = UNSET
    types: list[str] | Unset = UNSET
    q: str | Unset = ""
    is_active: bool | Unset = True

    def to_dict(self) -> dict[str, Any]:
        workspace_id = str(self.workspace_id)

        url = self.url

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        elif isinstance(self.id, UUID):
            id = str(self.id)
        else:
            id = self.id

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        types: list[str] | Unset = UNSET
        if not isinstance(self.types, Unset):
            types = self.types

        q = self.q

        is_active = self.is_active

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "workspace_id": workspace_id,
                "url": url,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
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
        workspace_id = UUID(d.pop("workspace_id"))

        url = d.pop("url")

        def _parse_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                id_type_0 = UUID(data)

                return id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        types = cast(list[str], d.pop("types", UNSET))

        q = d.pop("q", UNSET)

        is_active = d.pop("is_active", UNSET)

        webhook_in = cls(
            workspace_id=workspace_id,
            url=url,
            id=id,
            name=name,
            types=types,
            q=q,
            is_active=is_active,
        )

        return webhook_in
