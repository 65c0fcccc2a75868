from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.person_ref import PersonRef


T = TypeVar("T", bound="Webhook")


@_attrs_define
class Webhook:
    """An address that is told what happens. While `failing_since` is set, no try has succeeded since then.

    Attributes:
        id (UUID):
        workspace_id (UUID):
        name (str):
        url (str):
        types (list[str]):
        q (str):
        is_active (bool):
        failing_since (datetime.datetime | None):
        disabled_reason (None | str): Why it was switched off, where nobody did that.
        secret_made_at (datetime.datetime):
        created_by (None | PersonRef):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        version (int):
    """

    id: UUID
    workspace_id: UUID
    name: str
    url: str
    types: list[str]
    q: str
    is_active: bool
    failing_since: datetime.datetime | None
    disabled_reason: None | str
    secret_made_at: datetime.datetime
    created_by: None | PersonRef
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.person_ref import PersonRef

        id = str(self.id)

        workspace_id = str(self.workspace_id)

        name = self.name

        url = self.url

        types = self.types

        q = self.q

        is_active = self.is_active

        failing_since: None | str
        if isinstance(self.failing_since, datetime.datetime):
            failing_since = self.failing_since.isoformat()
        else:
            failing_since = self.failing_since

        disabled_reason: None | str
        disabled_reason = self.disabled_reason

        secret_made_at = self.secret_made_at.isoformat()

        created_by: dict[str, Any] | None
        if isinstance(self.created_by, PersonRef):
            created_by = self.created_by.to_dict()
        else:
            created_by = self.created_by

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "workspace_id": workspace_id,
                "name": name,
                "url": url,
                "types": types,
                "q": q,
                "is_active": is_active,
                "failing_since": failing_since,
                "disabled_reason": disabled_reason,
                "secret_made_at": secret_made_at,
                "created_by": created_by,
                "created_at": created_at,
                "updated_at": updated_at,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.person_ref import PersonRef

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        workspace_id = UUID(d.pop("workspace_id"))

        name = d.pop("name")

        url = d.pop("url")

        types = cast(list[str], d.pop("types"))

        q = d.pop("q")

        is_active = d.pop("is_active")

        def _parse_failing_since(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                failing_since_type_0 = datetime.datetime.fromisoformat(data)

                return failing_since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        failing_since = _parse_failing_since(d.pop("failing_since"))

        def _parse_disabled_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        disabled_reason = _parse_disabled_reason(d.pop("disabled_reason"))

        secret_made_at = datetime.datetime.fromisoformat(d.pop("secret_made_at"))

        def _parse_created_by(data: object) -> None | PersonRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                created_by_type_0 = PersonRef.from_dict(data)

                return created_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PersonRef, data)

        created_by = _parse_created_by(d.pop("created_by"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        version = d.pop("version")

        webhook = cls(
            id=id,
            workspace_id=workspace_id,
            name=name,
            url=url,
            types=types,
            q=q,
            is_active=is_active,
            failing_since=failing_since,
            disabled_reason=disabled_reason,
            secret_made_at=secret_made_at,
            created_by=created_by,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return webhook
