from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.person_ref import PersonRef


T = TypeVar("T", bound="Watcher")


@_attrs_define
class Watcher:
    """A person who watches a task; or who, with `is_muted`, hears nothing of it although he made it, has it or
    commented on it.

        Attributes:
            id (UUID):
            workspace_id (UUID):
            project_id (UUID):
            task_id (UUID):
            user (PersonRef): A person in small.
            is_muted (bool):
            created_at (datetime.datetime):
            updated_at (datetime.datetime):
            version (int):
    """

    id: UUID
    workspace_id: UUID
    project_id: UUID
    task_id: UUID
    user: PersonRef
    is_muted: bool
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        workspace_id = str(self.workspace_id)

        project_id = str(self.project_id)

        task_id = str(self.task_id)

        user = self.user.to_dict()

        is_muted = self.is_muted

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "workspace_id": workspace_id,
                "project_id": project_id,
                "task_id": task_id,
                "user": user,
                "is_muted": is_muted,
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

        project_id = UUID(d.pop("project_id"))

        task_id = UUID(d.pop("task_id"))

        user = PersonRef.from_dict(d.pop("user"))

        is_muted = d.pop("is_muted")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        version = d.pop("version")

        watcher = cls(
            id=id,
            workspace_id=workspace_id,
            project_id=project_id,
            task_id=task_id,
            user=user,
            is_muted=is_muted,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return watcher
