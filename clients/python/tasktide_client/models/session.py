from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="Session")


@_attrs_define
class Session:
    """A device on which the person is signed in.

    Attributes:
        id (UUID):
        user_agent (str):
        ip (None | str): The network address at which they signed in; of IPv6 the network. Null: not known.
        created_at (datetime.datetime):
        refreshed_at (datetime.datetime):
        expires_at (datetime.datetime):
    """

    id: UUID
    user_agent: str
    ip: None | str
    created_at: datetime.datetime
    refreshed_at: datetime.datetime
    expires_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        user_agent = self.user_agent

        ip: None | str
        ip = self.ip

        created_at = self.created_at.isoformat()

        refreshed_at = self.refreshed_at.isoformat()

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "user_agent": user_agent,
                "ip": ip,
                "created_at": created_at,
                "refreshed_at": refreshed_at,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        user_agent = d.pop("user_agent")

        def _parse_ip(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ip = _parse_ip(d.pop("ip"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        refreshed_at = datetime.datetime.fromisoformat(d.pop("refreshed_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        session = cls(
            id=id,
            user_agent=user_agent,
            ip=ip,
            created_at=created_at,
            refreshed_at=refreshed_at,
            expires_at=expires_at,
        )

        return session
