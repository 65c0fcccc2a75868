from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.week_start import WeekStart, check_week_start

T = TypeVar("T", bound="User")


@_attrs_define
class User:
    """A person. Without log-in: known by name only, until somebody claims it.

    Attributes:
        id (UUID):
        email (None | str):
        first_name (str):
        last_name (str):
        name (str): First and last name, or else the address up to its @.
        avatar (None | str):
        timezone (str):
        week_start (WeekStart):
        has_login (bool):
        email_verified (bool): The person has shown that the address is theirs.
        is_active (bool):
        is_admin (bool): Administrator of the installation.
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        version (int):
    """

    id: UUID
    email: None | str
    first_name: str
    last_name: str
    name: str
    avatar: None | str
    timezone: str
    week_start: WeekStart
    has_login: bool
    email_verified: bool
    is_active: bool
    is_admin: bool
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        email: None | str
        email = self.email

        first_name = self.first_name

        last_name = self.last_name

        name = self.name

        avatar: None | str
        avatar = self.avatar

        timezone = self.timezone

        week_start: str = self.week_start

        has_login = self.has_login

        email_verified = self.email_verified

        is_active = self.is_active

        is_admin = self.is_admin

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "email": email,
                "first_name": first_name,
                "last_name": last_name,
                "name": name,
                "avatar": avatar,
                "timezone": timezone,
                "week_start": week_start,
                "has_login": has_login,
                "email_verified": email_verified,
                "is_active": is_active,
                "is_admin": is_admin,
                "created_at": created_at,
                "updated_at": updated_at,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        def _parse_email(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        email = _parse_email(d.pop("email"))

        first_name = d.pop("first_name")

        last_name = d.pop("last_name")

        name = d.pop("name")

        def _parse_avatar(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        avatar = _parse_avatar(d.pop("avatar"))

        timezone = d.pop("timezone")

        week_start = check_week_start(d.pop("week_start"))

        has_login = d.pop("has_login")

        email_verified = d.pop("email_verified")

        is_active = d.pop("is_active")

        is_admin = d.pop("is_admin")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        version = d.pop("version")

        user = cls(
            id=id,
            email=email,
            first_name=first_name,
            last_name=last_name,
            name=name,
            avatar=avatar,
            timezone=timezone,
            week_start=week_start,
            has_login=has_login,
            email_verified=email_verified,
            is_active=is_active,
            is_admin=is_admin,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return user
