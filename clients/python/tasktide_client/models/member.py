from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..models.role import Role, check_role

if TYPE_CHECKING:
    from ..models.member_user import MemberUser


T = TypeVar("T", bound="Member")


@_attrs_define
class Member:
    """A person's place in a workspace.

    Attributes:
        id (UUID):
        workspace_id (UUID):
        user (MemberUser): The person that a membership is about.
        role (Role):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        version (int):
    """

    id: UUID
    workspace_id: UUID
    user: MemberUser
    role: Role
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        workspace_id = str(self.workspace_id)

        user = self.user.to_dict()

        role: str = self.role

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "workspace_id": workspace_id,
                "user": user,
                "role": role,
                "created_at": created_at,
                "updated_at": updated_at,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.member_user import MemberUser

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        workspace_id = UUID(d.pop("workspace_id"))

        user = MemberUser.from_dict(d.pop("user"))

        role = check_role(d.pop("role"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        version = d.pop("version")

        member = cls(
            id=id,
            workspace_id=workspace_id,
            user=user,
            role=role,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return member
